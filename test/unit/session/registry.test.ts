import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RegistryEvent, RegistryState } from '../../../src/session/registry.ts';
import {
  archiveSession,
  EMPTY_REGISTRY,
  evolveRegistry,
  newestFirst,
  registerSession,
} from '../../../src/session/registry.ts';
import { minute } from '../../helpers/given.ts';

describe('the registry', () => {
  const fold = (events: readonly RegistryEvent[], state = EMPTY_REGISTRY): RegistryState =>
    events.reduce((before, event) => evolveRegistry(before, { ...event, timestamp: minute(0) }), state);

  it('gives a session its number once', () => {
    const once = fold(registerSession(EMPTY_REGISTRY, 's-1'));
    expect(once).toEqual({ last_number: 1, sessions: { 's-1': { number: 1, registered_at: minute(0) } } });
    expect(registerSession(once, 's-1')).toEqual([]);
  });

  it('archives a known session and passes over an unknown one', () => {
    const once = fold(registerSession(EMPTY_REGISTRY, 's-1'));
    expect(fold(archiveSession(once, 's-1'), once)).toEqual({ last_number: 1, sessions: {} });
    expect(archiveSession(once, 'toString')).toEqual([]);
  });

  it('lists the newest first', () => {
    const all = ['a', 'b', '10', '9'].reduce(
      (state, id) => fold(registerSession(state, id), state),
      EMPTY_REGISTRY,
    );
    expect(newestFirst(all)).toEqual(['9', '10', 'b', 'a']);
  });

  it.each([
    ['an event of another kind', 'else', {}],
    ['a registration without a number', 'session_registered', { session_id: 'x' }],
    ['an archiving of nothing', 'session_archived', {}],
  ])('is left as it is by %s', (_, type, data) => {
    expect(evolveRegistry(EMPTY_REGISTRY, { type, data, timestamp: minute(0) })).toBe(EMPTY_REGISTRY);
  });

  it('never gives a number twice, whatever is registered and archived in between', () => {
    const id = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor', 'toString', '7');
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), id), { maxLength: 40 }), (steps) => {
        const given: number[] = [];
        let state = EMPTY_REGISTRY;
        for (const [registers, session] of steps) {
          const events = registers ? registerSession(state, session) : archiveSession(state, session);
          for (const event of events) {
            if (event.type === 'session_registered') given.push(event.data.number);
          }
          state = fold(events, state);
          expect(Object.hasOwn(state.sessions, session)).toBe(registers);
        }
        expect(given).toEqual(given.map((_, index) => index + 1));
      }),
    );
  });
});
