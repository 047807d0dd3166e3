import type { Handoff } from '../continuity/handoff.ts';
import { own } from '../own-field.ts';
import type { Claim, ClaimEvent } from '../session/claims.ts';
import { claimTask } from '../session/claims.ts';
import { begunTasks, restoreWork } from '../session/commands/continuity.ts';
import type { SessionEvent } from '../session/event.ts';
import type { HandoffClaimEvent } from '../session/handoff-claims.ts';
import { claimHandoff } from '../session/handoff-claims.ts';
import type { SessionState } from '../session/state.ts';
import type { AppendOptions, StoreContext } from '../store/append.ts';
import { transact } from '../store/append.ts';
import type { Layout } from '../store/layout.ts';
import { sharedProjection } from './session-streams.ts';

/** What a session has taken over of another. */
export interface TakeOver {
  /** The session that has the handoff: the one that asked, or another that came first. */
  readonly holder: string;
  /** The tasks whose claims came along. */
  readonly task_ids: readonly string[];
  /** What the session's own log is to say of it. */
  readonly events: readonly SessionEvent[];
}

/** What is taken, by whom, of whom. */
export interface TakeOverOrder {
  readonly handoff: Handoff;
  readonly former: SessionState;
  readonly session_id: string;
  /** Sessions that had taken it and went without any work. */
  readonly passed_on: readonly string[];
}

/**
 * Takes a handoff, and with it the claims of the tasks that its session had begun, in one record of the shared stream:
 * of two sessions that come at the same instant one gets everything, the other is told who.
 */
export function takeOver(
  layout: Layout,
  store: StoreContext,
  { handoff, former, session_id: me, passed_on }: TakeOverOrder,
  options: AppendOptions = { expect: 'version', durable: false },
): TakeOver {
  const before = [handoff.from_session, ...passed_on];
  const begun = begunTasks(former).map(({ id }) => id);
  const { state } = transact(layout.shared, sharedProjection, store, options, ({ handoffs, claims }) => {
    const claimed: (HandoffClaimEvent | ClaimEvent)[] = claimHandoff(handoffs, handoff, me, passed_on);
    if (claimed.length === 0) return [];
    for (const id of begun) {
      // What another has taken up meanwhile stays with it.
      if (!before.includes(own(claims, id)?.session_id ?? '')) continue;
      claimed.push(...claimTask(claims, id, me, () => undefined));
    }
    return claimed;
  });
  const holder = own(state.handoffs, handoff.from_session)?.session_id ?? me;
  if (holder !== me) return { holder, task_ids: [], events: [] };
  const taken = begun.filter((id) => isHeldBy(own(state.claims, id), me));
  return {
    holder,
    task_ids: taken,
    events: [
      {
        type: 'handoff_taken',
        data: {
          from_session: handoff.from_session,
          from_number: handoff.number,
          sequence: handoff.sequence,
          constraints: handoff.constraints,
        },
      },
      ...restoreWork(former, taken),
    ],
  };
}

function isHeldBy(claim: Claim | undefined, sessionId: string): boolean {
  return claim?.status === 'held' && claim.session_id === sessionId;
}
