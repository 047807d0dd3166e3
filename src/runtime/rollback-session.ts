import type { Place } from '../session/commands/rollback.ts';
import { rollBack } from '../session/commands/rollback.ts';
import type { SessionState } from '../session/state.ts';
import type { ClaimChanges, ClaimConflict } from '../session/work-claims.ts';
import { claimsForWork } from '../session/work-claims.ts';
import type { WorkDifference } from '../session/work-difference.ts';
import { workDifference } from '../session/work-difference.ts';
import { withWork, workPatch } from '../session/work-state.ts';
import type { StoreContext } from '../store/append.ts';
import { transact } from '../store/append.ts';
import type { Layout } from '../store/layout.ts';
import { changeSession, openSession, openShared, sharedProjection } from './session-streams.ts';

const DURABLE = { expect: 'version', durable: true } as const;

/** What a rollback does, or would do. */
export interface Rollback {
  /** What changes in the session's work, from now to then. */
  readonly differences: readonly WorkDifference[];
  /** Tasks that stay as they are, because another session has them. */
  readonly conflicts: readonly ClaimConflict[];
  /** Claims that are taken, given back or settled anew for all sessions to see. */
  readonly claims: readonly { readonly task_id: string; readonly change: string }[];
}

/** What going back to `place` would change. Writes nothing. */
export function previewRollback(layout: Layout, sessionId: string, place: Place): Rollback {
  const { state } = openSession(layout, sessionId);
  return told(state, place, claimsForWork(openShared(layout).state.claims, sessionId, state, place.state));
}

/**
 * Sets a session's work back to what it was at `place`, and the claims with it. First the claims, in one record that
 * says who was first: what another session has meanwhile stays as it is. Killed in between, the same again ends it.
 *
 * @throws E_LOCKED; the system's error when the disk refuses.
 */
export function rollBackSession(
  layout: Layout,
  store: StoreContext,
  sessionId: string,
  place: Place,
  undoes: string | null = null,
): Rollback {
  const { state } = openSession(layout, sessionId);
  let changes: ClaimChanges = { events: [], conflicts: [] };
  transact(layout.shared, sharedProjection, store, DURABLE, ({ claims }) => {
    changes = claimsForWork(claims, sessionId, state, place.state);
    return changes.events;
  });
  const leftAlone = new Set(changes.conflicts.map(({ task_id }) => task_id));
  changeSession(layout, sessionId, store, (current) => rollBack(current, place, leftAlone, undoes), DURABLE);
  return told(state, place, changes);
}

function told(state: SessionState, place: Place, { events, conflicts }: ClaimChanges): Rollback {
  const leftAlone = new Set(conflicts.map(({ task_id }) => task_id));
  const next = withWork(state, workPatch(state, place.state, leftAlone));
  return {
    differences: workDifference(state, next),
    conflicts,
    claims: events.map(({ type, data }) => ({
      task_id: data.task_id,
      change: type === 'task_released' ? 'released' : type === 'task_claimed' ? 'claimed' : 'settled',
    })),
  };
}
