import { describe, expect, it } from 'vitest';
import type { Liveness, LivenessFacts } from '../../../src/session/liveness.ts';
import { EXPIRY_HOURS, livenessOf } from '../../../src/session/liveness.ts';
import { viewOf } from '../../../src/session/view-of.ts';
import { minute, READY, stateAfter } from '../../helpers/given.ts';

const VIEW = viewOf(stateAfter(READY));
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
    expect(livenessOf(session, life, at, EXPIRY_HOURS)).toBe(expected);
  });

  it('asks the settings how long a session may be silent', () => {
    const hours = (count: number) => livenessOf(facts(), 'unknown', now + 2 * 3_600_000, count);
    expect([hours(1.5), hours(2), hours(48)]).toEqual(['expired', 'live', 'live']);
  });
});
