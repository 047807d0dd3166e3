import { describe, expect, it } from 'vitest';
import { closeCrashed, endSession, seeSession } from '../../../src/session/commands/life.ts';
import { isLegalTransition, requireTransition } from '../../../src/session/lifecycle.ts';
import type { LifecycleState } from '../../../src/session/view.ts';
import { LIFECYCLE_STATES } from '../../../src/session/words.ts';
import {
  CLOSED,
  CRASHED,
  given,
  INTERRUPTED,
  minute,
  PROMPT,
  READY,
  refusalOf,
  startFacts,
} from '../../helpers/given.ts';

const STARTED = { type: 'session_started', data: startFacts() } as const;
const CLOSING = { type: 'session_closing', data: { reason: 'other' } } as const;

describe('the steps of a session’s life', () => {
  const legal: Readonly<Record<LifecycleState, readonly LifecycleState[]>> = {
    dormant: ['initializing'],
    initializing: ['active', 'dormant'],
    active: ['closing', 'dormant'],
    closing: ['dormant'],
  };
  const table = LIFECYCLE_STATES.flatMap((from) =>
    LIFECYCLE_STATES.map((to) => ({ from, to, isLegal: legal[from].includes(to) })),
  );

  it.each(table.filter(({ isLegal }) => isLegal))('lead from $from to $to', ({ from, to }) => {
    expect(isLegalTransition(from, to)).toBe(true);
    expect(() => requireTransition('s-1', from, to)).not.toThrow();
  });

  it.each(table.filter(({ isLegal }) => !isLegal))(
    'do not lead from $from to $to, and the refusal names those that do',
    ({ from, to }) => {
      expect(isLegalTransition(from, to)).toBe(false);
      const refusal = refusalOf(() => requireTransition('s-1', from, to));
      expect(refusal.code).toBe('E_RULE');
      expect(refusal.message).toBe(
        `Session s-1 is ${from} and cannot become ${to}. From ${from} it can become ${legal[from].join(' or ')}.`,
      );
      expect(refusal.details).toEqual({ session_id: 's-1', from, to });
    },
  );
});

describe('ending a session', () => {
  it('goes through closing to dormant', () => {
    const outcome = given(...READY).when((state) => endSession(state, 'other'));
    outcome.gives(CLOSING, CLOSED);
    expect(outcome.state().lifecycle).toMatchObject({
      status: 'dormant',
      ended_at: minute(3),
      end_reason: 'other',
      clean: true,
      last_activity: minute(3),
    });
  });

  it('counts a turn that is still open as interrupted', () => {
    const outcome = given(...READY, PROMPT).when((state) => endSession(state, 'other'));
    outcome.gives(INTERRUPTED, CLOSING, CLOSED);
    expect(outcome.state().observability.metrics.turns_interrupted).toBe(1);
    expect(outcome.state().lifecycle.turn).toBe('idle');
  });

  it('goes straight to dormant before the session was ready, and counts an open turn there too', () => {
    given(STARTED)
      .when((state) => endSession(state, 'other'))
      .gives(CLOSED);
    given(STARTED, PROMPT)
      .when((state) => endSession(state, 'other'))
      .gives(INTERRUPTED, CLOSED);
  });

  it('finishes a close that was begun', () => {
    given(...READY, CLOSING)
      .when((state) => endSession(state, 'other'))
      .gives(CLOSED);
  });

  it('is refused to a dormant session', () => {
    given(...READY, CLOSING, CLOSED)
      .when((state) => endSession(state, 'other'))
      .isRefused('E_RULE', 'is dormant', 'it can become initializing');
  });

  it('stops the agents that were still running', () => {
    const state = given(...READY, {
      type: 'agent_started',
      data: { agent_id: 'a-1', agent_type: 'Explore' },
    })
      .when((before) => endSession(before, 'other'))
      .state();
    expect(state.active_work.execution_state.agents['a-1']).toMatchObject({
      status: 'stopped',
      stopped_at: minute(4),
    });
  });
});

describe('closing a session whose process is gone', () => {
  it('says that it crashed and who found it, and leaves its last sign of life', () => {
    const outcome = given(...READY).when((state) => closeCrashed(state, 's-2'));
    outcome.gives(CRASHED);
    expect(outcome.state().lifecycle).toMatchObject({
      status: 'dormant',
      end_reason: 'crashed',
      clean: false,
      ended_at: minute(2),
      last_activity: minute(1),
    });
  });

  it('ends its open turn as interrupted', () => {
    given(...READY, PROMPT)
      .when((state) => closeCrashed(state, 's-2'))
      .gives(INTERRUPTED, CRASHED);
  });

  it('happens once, whoever comes second', () => {
    given(...READY, CRASHED)
      .when((state) => closeCrashed(state, 's-3'))
      .gives();
    given(...READY, CLOSING, CLOSED)
      .when((state) => closeCrashed(state, 's-3'))
      .gives();
  });
});

describe('a sign of life', () => {
  it('is noted while the session lives', () => {
    const outcome = given(...READY).when(seeSession);
    outcome.gives({ type: 'session_seen', data: {} });
    expect(outcome.state().lifecycle.last_activity).toBe(minute(2));
  });

  it('is refused from a dormant session', () => {
    given().when(seeSession).isRefused('E_RULE', 'is dormant', 'it can become initializing');
  });
});
