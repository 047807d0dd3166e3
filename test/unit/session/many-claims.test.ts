import { describe, expect, it } from 'vitest';
import type { ClaimsState } from '../../../src/session/claims.ts';
import { bringClaims, dropClaims, evolveManyClaims } from '../../../src/session/many-claims.ts';

const AT = '2026-03-02T09:00:00.000Z';
const HERE: ClaimsState = { mine: { session_id: 'a', status: 'completed', at: AT } };

const stateAfter = (
  state: ClaimsState,
  events: readonly { readonly type: string; readonly data: object }[],
) => events.reduce((claims, event) => evolveManyClaims(claims, { ...event, timestamp: AT }), state);

describe('claims that are brought', () => {
  it('belong to the session, except those that somebody has', () => {
    const events = bringClaims(HERE, 'b', [
      { task_id: 'mine', status: 'held' },
      { task_id: 'new', status: 'held' },
      { task_id: 'done', status: 'completed' },
    ]);
    expect(stateAfter(HERE, events)).toEqual({
      ...HERE,
      new: { session_id: 'b', status: 'held', at: AT },
      done: { session_id: 'b', status: 'completed', at: AT },
    });
  });

  it('are no event when none is new', () => {
    expect(bringClaims(HERE, 'b', [{ task_id: 'mine', status: 'held' }])).toEqual([]);
  });

  it('leave out what is no status, and data of another shape', () => {
    const event = (data: object) => ({ type: 'claims_brought', data });
    expect(stateAfter(HERE, [event({ session_id: 'b', tasks: { x: 'odd' } }), event({ tasks: 3 })])).toEqual(
      HERE,
    );
  });
});

describe('claims that are dropped', () => {
  it('are all of that session and no other', () => {
    const both: ClaimsState = { ...HERE, other: { session_id: 'b', status: 'held', at: AT } };
    expect(stateAfter(both, dropClaims(both, 'b'))).toEqual(HERE);
    expect(dropClaims(HERE, 'b')).toEqual([]);
  });
});
