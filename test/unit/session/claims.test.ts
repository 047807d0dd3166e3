import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClaimEvent, ClaimsState } from '../../../src/session/claims.ts';
import { claimTask, evolveClaims, releaseTask, settleTask } from '../../../src/session/claims.ts';
import { minute, refusalOf } from '../../helpers/given.ts';

const fold = (events: readonly ClaimEvent[], from: ClaimsState = {}): ClaimsState =>
  events.reduce((state, event) => evolveClaims(state, { ...event, timestamp: minute(0) }), from);
const claimed = (task: string, session: string): ClaimEvent => ({
  type: 'task_claimed',
  data: { task_id: task, session_id: session },
});
const live = (isLive: boolean) => () => ({ number: 7, isLive });
const HELD = fold([claimed('T-1', 's-1')]);

describe('a claim on a task', () => {
  it('is given to the first who asks, once', () => {
    expect(claimTask({}, 'T-1', 's-1', live(true))).toEqual([claimed('T-1', 's-1')]);
    expect(claimTask(HELD, 'T-1', 's-1', live(true))).toEqual([]);
    expect(HELD).toEqual({ 'T-1': { session_id: 's-1', status: 'held', at: minute(0) } });
  });

  it('is refused to a second while the first lives, who is told who has it', () => {
    const { code, message, details } = refusalOf(() => claimTask(HELD, 'T-1', 's-2', live(true)));
    expect(code).toBe('E_RULE');
    expect(message).toContain(`Task T-1 is taken: session #7 (s-1) has had it since ${minute(0)}.`);
    expect(details).toEqual({ task_id: 'T-1', session_id: 's-1' });
  });

  it.each([
    ['is not live', live(false)],
    ['is not known', () => undefined],
  ])('is taken over from one that %s', (_, holderOf) => {
    expect(claimTask(HELD, 'T-1', 's-2', holderOf)).toEqual([claimed('T-1', 's-2')]);
  });

  it('on a task that failed or was cancelled is given again, on a completed one only when asked for again', () => {
    for (const outcome of ['completed', 'failed', 'cancelled'] as const) {
      const settled = fold(settleTask(HELD, 'T-1', 's-1', outcome, live(true)), HELD);
      expect(settled['T-1']?.status).toBe(outcome);
      expect(settleTask(settled, 'T-1', 's-1', outcome, live(true))).toEqual([]);
      const again = outcome === 'completed';
      expect(claimTask(settled, 'T-1', 's-2', live(true), again)).toEqual([claimed('T-1', 's-2')]);
    }
    const done = fold(settleTask(HELD, 'T-1', 's-1', 'completed', live(true)), HELD);
    for (const asking of ['s-1', 's-2']) {
      const { code, message } = refusalOf(() => claimTask(done, 'T-1', asking, live(false)));
      expect(code).toBe('E_RULE');
      expect(message).toContain('Task T-1 was completed by session #7');
    }
  });

  it('is ended only by who has it while that one lives, and not after another has ended it', () => {
    const held = refusalOf(() => settleTask(HELD, 'T-1', 's-2', 'cancelled', live(true)));
    expect(held.code).toBe('E_RULE');
    expect(held.message).toBe(
      `Task T-1 is not this session's to end: session #7 (s-1) has had it since ${minute(0)}.`,
    );
    const ended = {
      type: 'task_settled',
      data: { task_id: 'T-1', session_id: 's-2', outcome: 'cancelled' },
    };
    expect(settleTask(HELD, 'T-1', 's-2', 'cancelled', live(false))).toEqual([ended]);
    expect(settleTask({}, 'T-1', 's-2', 'cancelled', live(true))).toEqual([ended]);
    for (const [outcome, again] of [
      ['completed', ' --again'],
      ['failed', ''],
    ] as const) {
      const settled = fold(settleTask(HELD, 'T-1', 's-1', outcome, live(true)), HELD);
      const { message } = refusalOf(() => settleTask(settled, 'T-1', 's-2', 'cancelled', live(false)));
      expect(message).toBe(
        `Task T-1 was ${outcome} by session #7 (s-1) at ${minute(0)}. Take it up again first: baton task start T-1${again}`,
      );
    }
  });

  it('is given back only by who has it', () => {
    expect(releaseTask(HELD, 'T-1', 's-2')).toEqual([]);
    expect(releaseTask({}, 'T-1', 's-1')).toEqual([]);
    expect(fold(releaseTask(HELD, 'T-1', 's-1'), HELD)).toEqual({});
  });

  it.each<[string, object]>([
    ['task_claimed', {}],
    ['task_claimed', { task_id: 7, session_id: 's' }],
    ['task_settled', { task_id: 'T-1', session_id: 's', outcome: 'lost' }],
    ['else', { task_id: 'T-1', session_id: 's' }],
  ])('is left as it is by %s with %j', (type, data) => {
    expect(evolveClaims(HELD, { type, data, timestamp: minute(1) })).toBe(HELD);
  });

  it('is never held by two, whoever asks in whatever order, for any names', () => {
    const task = fc.constantFrom('T-1', 'T-2', '__proto__', 'constructor');
    const session = fc.constantFrom('a', 'b', 'c');
    const step = fc.tuple(fc.constantFrom('claim', 'release', 'settle'), task, session);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const holders = new Map<string, string>();
        let state: ClaimsState = {};
        for (const [what, id, who] of steps) {
          let events: ClaimEvent[] = [];
          try {
            if (what === 'claim') events = claimTask(state, id, who, live(true));
            else if (what === 'release') events = releaseTask(state, id, who);
            else if (holders.get(id) === who) events = settleTask(state, id, who, 'completed', live(true));
          } catch {
            expect(holders.get(id)).not.toBe(who);
            continue;
          }
          if (what === 'claim') {
            expect([undefined, who]).toContain(holders.get(id));
            holders.set(id, who);
          } else if (holders.get(id) === who) holders.delete(id);
          state = fold(events, state);
        }
      }),
    );
  });
});
