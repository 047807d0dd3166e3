import { describe, expect, it } from 'vitest';
import type { HandoffClaims } from '../../../src/session/handoff-claims.ts';
import { claimHandoff, evolveHandoffClaims } from '../../../src/session/handoff-claims.ts';
import { minute } from '../../helpers/given.ts';

const FIRST = { from_session: 's-1', sequence: 1 };
const claimed = (sequence: number, session_id: string) => ({
  type: 'handoff_claimed' as const,
  data: { from_session: 's-1', sequence, session_id },
});
const TAKEN = evolveHandoffClaims({}, { ...claimed(1, 's-2'), timestamp: minute(0) });

describe('a handoff', () => {
  it('is given to the first who asks', () => {
    expect(claimHandoff({}, FIRST, 's-2', [])).toEqual([claimed(1, 's-2')]);
    expect(TAKEN).toEqual({ 's-1': { sequence: 1, session_id: 's-2', at: minute(0) } });
  });

  it('is not given twice, not even to the same', () => {
    expect(claimHandoff(TAKEN, FIRST, 's-3', [])).toEqual([]);
    expect(claimHandoff(TAKEN, FIRST, 's-2', [])).toEqual([]);
  });

  it('is given again when who had it went without any work', () => {
    expect(claimHandoff(TAKEN, FIRST, 's-3', ['s-2'])).toEqual([claimed(1, 's-3')]);
    expect(claimHandoff(TAKEN, FIRST, 's-3', ['s-9'])).toEqual([]);
  });

  it('that is newer may be taken though an older one of the same session was', () => {
    expect(claimHandoff(TAKEN, { ...FIRST, sequence: 2 }, 's-3', [])).toEqual([claimed(2, 's-3')]);
  });

  it('has a name that may be anything, and data that may be broken', () => {
    const odd: HandoffClaims = evolveHandoffClaims(TAKEN, {
      type: 'handoff_claimed',
      data: { from_session: 1 },
      timestamp: minute(1),
    });
    expect(odd).toBe(TAKEN);
    expect(evolveHandoffClaims(TAKEN, { type: 'other', data: {}, timestamp: minute(1) })).toBe(TAKEN);
    expect(claimHandoff({}, { from_session: '__proto__', sequence: 1 }, 's-2', [])).toHaveLength(1);
  });
});
