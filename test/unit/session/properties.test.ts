import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBatonError } from '../../../src/errors.ts';
import type { SessionEvent } from '../../../src/session/event.ts';
import { SESSION_EVENT_SCHEMAS } from '../../../src/session/event-schemas.ts';
import { evolve } from '../../../src/session/evolve.ts';
import { isLegalTransition } from '../../../src/session/lifecycle.ts';
import type { SessionState } from '../../../src/session/state.ts';
import { initialSessionState } from '../../../src/session/state.ts';
import { SessionStateSchema } from '../../../src/session/state-schema.ts';
import { viewOf } from '../../../src/session/view-of.ts';
import { SessionViewSchema } from '../../../src/session/view-schema.ts';
import { minute, READY, stateAfter } from '../../helpers/given.ts';
import { anyCommand, anyEvent } from './commands-arbitrary.ts';
import { deepFreeze } from './deep-freeze.ts';

/** Each event that `commands` lead to, with the state before and behind it. Refusals lead to none. */
function* steps(commands: readonly { readonly decide: (state: SessionState) => readonly SessionEvent[] }[]) {
  let state: SessionState = initialSessionState();
  let written = 0;
  for (const { decide } of commands) {
    let events: readonly SessionEvent[] = [];
    try {
      events = decide(deepFreeze(state));
    } catch (error) {
      if (!isBatonError(error)) throw error;
    }
    for (const event of events) {
      const before = deepFreeze(state);
      state = evolve(before, { ...event, timestamp: minute(written++) });
      yield { event, before, after: state };
    }
  }
}

const BEGUN = READY.map((event) => ({ name: event.type, decide: () => [event] }));

/** Commands to a session that has begun, or not. */
const history = fc
  .tuple(fc.constantFrom(BEGUN, []), fc.array(anyCommand, { maxLength: 40, size: 'max' }))
  .map(([begun, commands]) => [...begun, ...commands]);

describe('whatever commands a session is given', () => {
  it('its events have the shape that is written down for them, also after a way through JSON', () => {
    fc.assert(
      fc.property(history, (commands) => {
        for (const { event } of steps(commands)) {
          const data: unknown = JSON.parse(JSON.stringify(event.data));
          const parsed = SESSION_EVENT_SCHEMAS[event.type].safeParse(data);
          expect(parsed.error?.issues).toBeUndefined();
        }
      }),
    );
  });

  it('its state keeps its shape', () => {
    fc.assert(
      fc.property(history, (commands) => {
        for (const { after } of steps(commands)) {
          expect(SessionStateSchema.safeParse(after).error?.issues).toBeUndefined();
        }
      }),
    );
  });

  it('its life moves along legal steps only', () => {
    fc.assert(
      fc.property(history, (commands) => {
        for (const { event, before, after } of steps(commands)) {
          const [from, to] = [before.lifecycle.status, after.lifecycle.status];
          if (from !== to) expect(isLegalTransition(from, to), `${event.type}: ${from} to ${to}`).toBe(true);
        }
      }),
    );
  });

  it('every prompt of a session that lives is followed by the end of its turn, or its turn is open', () => {
    fc.assert(
      fc.property(history, (commands) => {
        const asked = commands.map(({ name, decide }) => ({
          decide: (state: SessionState) =>
            name.startsWith('prompt') && state.lifecycle.status === 'dormant' ? [] : decide(state),
        }));
        let last = initialSessionState();
        for (const { after } of steps(asked)) last = after;
        const { metrics } = last.observability;
        const ended = metrics.turns_completed + metrics.turns_failed + metrics.turns_interrupted;
        const open = last.lifecycle.turn === 'idle' ? 0 : 1;
        expect(metrics.human_prompts + metrics.synthetic_prompts).toBe(ended + open);
      }),
    );
  });

  it('its view has its shape and at most 2 KB', () => {
    fc.assert(
      fc.property(history, (commands) => {
        let last = initialSessionState();
        for (const { after } of steps(commands)) last = after;
        const view = viewOf(last);
        expect(SessionViewSchema.safeParse(view).error?.issues).toBeUndefined();
        expect(Buffer.byteLength(JSON.stringify(view))).toBeLessThanOrEqual(2048);
      }),
    );
  });

  it('its state is the same when it was folded from a text in between', () => {
    fc.assert(
      fc.property(history, fc.nat(40), (commands, cut) => {
        const all = [...steps(commands)].map(({ event }) => event);
        const snapshot: unknown = JSON.parse(JSON.stringify(stateAfter(all.slice(0, cut))));
        const at = (index: number) => minute(cut + index);
        const resumed = all
          .slice(cut)
          .reduce(
            (state, event, index) => evolve(state, { ...event, timestamp: at(index) }),
            snapshot as SessionState,
          );
        const whole = all.reduce(
          (state, event, index) => evolve(state, { ...event, timestamp: minute(index) }),
          initialSessionState(),
        );
        expect(JSON.stringify(resumed)).toBe(JSON.stringify(whole));
      }),
    );
  });
});

describe('evolve', () => {
  it('never throws and never changes what it was given, for any data', () => {
    const start = stateAfter(READY);
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 12 }), (events) => {
        let state = start;
        for (const event of events) state = evolve(deepFreeze(state), event);
        expect(typeof state).toBe('object');
      }),
      { numRuns: 300 },
    );
  });

  it.each(['toString', '__proto__', 'constructor', 'something_newer'])(
    'leaves the state as it is for %s',
    (type) => {
      const state = stateAfter(READY);
      expect(evolve(state, { type, data: {}, timestamp: minute(9) })).toBe(state);
    },
  );

  it('leaves the state as it is for data that its rule cannot work with', () => {
    const state = stateAfter(READY);
    expect(evolve(state, { type: 'usage_recorded', data: {}, timestamp: minute(9) })).toBe(state);
  });
});
