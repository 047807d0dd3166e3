import type { GoneWork } from '../../src/continuity/briefing.ts';
import { own } from '../../src/own-field.ts';
import type { RosterEntry } from '../../src/runtime/roster.ts';
import type { SharedState } from '../../src/runtime/session-streams.ts';
import { sharedProjection } from '../../src/runtime/session-streams.ts';
import type { Claim } from '../../src/session/claims.ts';
import { claimTask } from '../../src/session/claims.ts';
import { begunTasks, handOverWork } from '../../src/session/commands/continuity.ts';
import type { SessionEvent } from '../../src/session/event.ts';
import type { SessionState } from '../../src/session/state.ts';
import { transact } from '../../src/store/append.ts';
import { attempt } from '../attempt.ts';
import type { HookCall } from '../hook-call.ts';

/** What a session that comes back finds of the work it had begun. */
export interface Returned {
  readonly gone: readonly GoneWork[];
  readonly events: readonly SessionEvent[];
}

const NOTHING: Returned = { gone: [], events: [] };

/**
 * Settles whose the begun tasks of a resumed session are: another may have taken them over meanwhile. What that one
 * still has, or has finished, stays with it; what it left comes back.
 */
export function returnToWork(call: HookCall, state: SessionState, roster: readonly RosterEntry[]): Returned {
  const me = state.session_info.id;
  const ids = begunTasks(state).map(({ id }) => id);
  if (ids.length === 0) return NOTHING;
  const isLive = (id: string) =>
    roster.some(({ view, liveness }) => view.session_id === id && liveness === 'live');
  const isLeft = (claim: Claim | undefined) =>
    claim?.status === 'held' && claim.session_id !== me && !isLive(claim.session_id);
  const shared = attempt(call, () =>
    transact(
      call.layout.shared,
      sharedProjection,
      call.store,
      { expect: 'version', durable: false },
      ({ claims }) =>
        ids
          .filter((id) => isLeft(own(claims, id)))
          .flatMap((id) => claimTask(claims, id, me, () => undefined)),
    ),
  );
  return shared === undefined ? NOTHING : goneWork(shared.state, me, ids);
}

function goneWork({ claims, registry }: SharedState, me: string, ids: readonly string[]): Returned {
  const byHolder = new Map<string, string[]>();
  for (const id of ids) {
    const holder = own(claims, id)?.session_id ?? me;
    if (holder !== me) byHolder.set(holder, [...(byHolder.get(holder) ?? []), id]);
  }
  return {
    gone: [...byHolder].map(([holder, task_ids]) => ({
      number: own(registry.sessions, holder)?.number ?? 0,
      task_ids,
    })),
    events: [...byHolder].flatMap(([holder, task_ids]) => handOverWork(holder, task_ids)),
  };
}
