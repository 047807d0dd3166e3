import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Liveness, LivenessFacts } from '../../../src/session/liveness.ts';
import { EXPIRY_HOURS, livenessOf } from '../../../src/session/liveness.ts';
import type { Candidate } from '../../../src/session/predecessor.ts';
import { choosePredecessor, isSameProcess } from '../../../src/session/predecessor.ts';
import type { RegistryEvent, RegistryState } from '../../../src/session/registry.ts';
import {
  archiveSession,
  EMPTY_REGISTRY,
  evolveRegistry,
  newestFirst,
  registerSession,
} from '../../../src/session/registry.ts';
import type { SessionView } from '../../../src/session/view.ts';
import { viewOf } from '../../../src/session/view-of.ts';
import { minute, READY, stateAfter } from '../../helpers/given.ts';

const VIEW = viewOf(stateAfter(READY));
const PROCESS = { pid: 100, started: '5000', host: 'here' };

describe('livenessOf', () => {
  const now = Date.parse(minute(1));
  const facts = (changes: Partial<LivenessFacts> = {}): LivenessFacts => ({ ...VIEW, ...changes });
  const DAY = EXPIRY_HOURS * 3_600_000;

  it.each<[string, LivenessFacts, 'running' | 'gone' | 'unknown', number, Liveness]>([
    ['a running process is live', facts(), 'running', now, 'live'],
    ['a gone process has crashed', facts(), 'gone', now, 'crashed'],
    ['a process that nobody can ask is live while it is active', facts(), 'unknown', now, 'live'],
    ['a day exactly without activity is still live', facts(), 'running', now + DAY, 'live'],
    ['more than a day without activity has expired', facts(), 'running', now + DAY + 1, 'expired'],
    ['made by hand, the time decides', facts({ process: null }), 'gone', now, 'live'],
    ['made by hand, it expires', facts({ process: null }), 'unknown', now + DAY + 1, 'expired'],
    ['an orderly end is closed', facts({ status: 'dormant', end_reason: 'other' }), 'gone', now, 'closed'],
    [
      'an end by crash stays crashed',
      facts({ status: 'dormant', end_reason: 'crashed' }),
      'gone',
      now,
      'crashed',
    ],
    ['one that is starting is live', facts({ status: 'initializing' }), 'running', now, 'live'],
    ['one that hung while closing has crashed', facts({ status: 'closing' }), 'gone', now, 'crashed'],
  ])('%s', (_, session, life, at, expected) => {
    expect(livenessOf(session, life, at)).toBe(expected);
  });
});

describe('choosePredecessor', () => {
  const here = { session_id: 'new', worktree: '/w', branch: 'main', process: PROCESS };
  const candidate = (
    number: number,
    changes: Partial<SessionView> = {},
    liveness: Liveness = 'closed',
  ): Candidate => ({
    view: {
      ...VIEW,
      session_id: `s-${number}`,
      number,
      worktree: '/x',
      branch: 'x',
      process: null,
      ...changes,
    },
    liveness,
  });
  const link = (number: number, by: string) => ({ session_id: `s-${number}`, number, by });
  const CLEARED = { process: PROCESS, end_reason: 'clear' };

  it('has none in an empty project', () => {
    expect(choosePredecessor([], here)).toBeNull();
  });

  it.each<[string, readonly Candidate[], ReturnType<typeof link> | null]>([
    [
      'the one that the same process has just cleared',
      [candidate(1, CLEARED), candidate(2, { worktree: '/w', branch: 'main' })],
      link(1, 'clear'),
    ],
    [
      'not one that the same process left otherwise',
      [candidate(1, { ...CLEARED, end_reason: 'resume' }), candidate(2, { worktree: '/w' })],
      link(2, 'worktree'),
    ],
    [
      'the newest in the same worktree on the same branch',
      [
        candidate(1, { worktree: '/w', branch: 'main' }),
        candidate(2, { worktree: '/w', branch: 'main' }),
        candidate(3, { worktree: '/w', branch: 'other' }),
        candidate(4, { branch: 'main' }),
      ],
      link(2, 'worktree'),
    ],
    [
      'the newest in the same worktree, on whatever branch',
      [candidate(1, { worktree: '/w' }), candidate(2, { branch: 'main' })],
      link(1, 'worktree'),
    ],
    ['the newest on the same branch', [candidate(1, { branch: 'main' }), candidate(2)], link(1, 'branch')],
    ['the newest of the project', [candidate(1), candidate(3), candidate(2)], link(3, 'project')],
    [
      'a crashed or expired one too',
      [candidate(1, {}, 'crashed'), candidate(2, {}, 'expired')],
      link(2, 'project'),
    ],
    ['never a live one', [candidate(9, { ...CLEARED, worktree: '/w' }, 'live')], null],
    ['never itself', [candidate(9, { session_id: 'new', worktree: '/w' })], null],
  ])('takes %s', (_, candidates, expected) => {
    expect(choosePredecessor(candidates, here)).toEqual(expected);
    expect(choosePredecessor([...candidates].reverse(), here)).toEqual(expected);
  });

  it('does not take having no worktree and no branch for the same place', () => {
    const nowhere = { ...here, worktree: null, branch: null };
    expect(choosePredecessor([candidate(1, { worktree: null, branch: null })], nowhere)?.by).toBe('project');
  });

  it.each([
    [PROCESS, { ...PROCESS }, true],
    [PROCESS, { ...PROCESS, pid: 101 }, false],
    [PROCESS, { ...PROCESS, started: '5001' }, false],
    [PROCESS, { ...PROCESS, host: 'there' }, false],
    [PROCESS, null, false],
    [null, null, false],
  ])('tells processes apart: %j and %j: %s', (left, right, same) => {
    expect(isSameProcess(left, right)).toBe(same);
  });
});

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
