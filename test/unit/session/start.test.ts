import { describe, expect, it } from 'vitest';
import { activateSession, startSession } from '../../../src/session/commands/life.ts';
import {
  CLOSED,
  given,
  INTERRUPTED,
  minute,
  PROMPT,
  READY,
  startFacts,
  stateAfter,
} from '../../helpers/given.ts';

const STARTED = { type: 'session_started', data: startFacts() } as const;
const CLOSING = { type: 'session_closing', data: { reason: 'other' } } as const;

describe('starting a session', () => {
  it('begins a fresh one', () => {
    given()
      .when((state) => startSession(state, startFacts(), 'unknown'))
      .gives(STARTED);
  });

  it('begins one again that ended in good order', () => {
    const outcome = given(...READY, CLOSING, CLOSED).when((state) =>
      startSession(state, startFacts({ source: 'resume' }), 'gone'),
    );
    outcome.gives({ type: 'session_started', data: startFacts({ source: 'resume' }) });
    expect(outcome.state().lifecycle).toMatchObject({
      status: 'initializing',
      starts: 2,
      source: 'resume',
      ended_at: null,
      end_reason: null,
      clean: true,
    });
  });

  it('closes one first that died in the middle of a turn', () => {
    given(...READY, PROMPT)
      .when((state) => startSession(state, startFacts(), 'gone'))
      .gives(
        INTERRUPTED,
        { type: 'session_closed', data: { reason: 'crashed', clean: false, closed_by: 's-1' } },
        STARTED,
      );
  });

  it.each(['running', 'unknown'] as const)(
    'closes one first that another process (%s) had, as superseded',
    (formerProcess) => {
      given(...READY)
        .when((state) => startSession(state, startFacts(), formerProcess))
        .gives(
          { type: 'session_closing', data: { reason: 'superseded' } },
          { type: 'session_closed', data: { reason: 'superseded', clean: true, closed_by: null } },
          STARTED,
        );
    },
  );

  it('closes one first that never became ready', () => {
    given(STARTED)
      .when((state) => startSession(state, startFacts(), 'running'))
      .gives(
        { type: 'session_closed', data: { reason: 'superseded', clean: true, closed_by: null } },
        STARTED,
      );
  });

  it('keeps the label, the predecessor, the user and the birthday of the first start', () => {
    const first = startFacts({
      label: 'payments',
      predecessor: { session_id: 's-0', number: 7, by: 'branch' },
    });
    const again = startFacts({ label: null, predecessor: null, user: null, model: null });
    const state = stateAfter([
      { type: 'session_started', data: first },
      CLOSED,
      { type: 'session_started', data: again },
    ]);
    expect(state.session_info).toMatchObject({
      label: 'payments',
      predecessor: first.predecessor,
      user: 'ada',
      model: 'claude-opus-4-8',
      created_at: minute(0),
    });
  });
});

describe('becoming ready', () => {
  it('makes an initializing session active', () => {
    const outcome = given(STARTED).when(activateSession);
    outcome.gives({ type: 'session_activated', data: {} });
    expect(outcome.state().lifecycle.status).toBe('active');
  });

  it.each([
    ['dormant', [], 'initializing'],
    ['active', READY, 'closing or dormant'],
    ['closing', [...READY, CLOSING], 'dormant'],
  ])('is refused to a session that is %s', (from, history, legal) => {
    given(...history)
      .when(activateSession)
      .isRefused('E_RULE', `is ${from}`, 'cannot become active', `it can become ${legal}.`);
  });
});
