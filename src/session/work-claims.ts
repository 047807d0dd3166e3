import { own } from '../own-field.ts';
import type { Claim, ClaimEvent, ClaimStatus, ClaimsState } from './claims.ts';
import type { SessionState, TaskState } from './state.ts';
import { changedTasks, tasksOf } from './work-state.ts';

/** A task that cannot be given back to a session: another one has it, or has finished it. */
export interface ClaimConflict {
  readonly task_id: string;
  readonly session_id: string;
  readonly status: ClaimStatus;
}

/** What has to be said to all sessions so that the claims fit a session's work, and where they cannot. */
export interface ClaimChanges {
  readonly events: readonly ClaimEvent[];
  readonly conflicts: readonly ClaimConflict[];
}

/**
 * The claims that go with a change of a session's work from one state to another: what it no longer works on is
 * released, what it works on again is claimed, what is ended again is settled. A task that another session has is
 * a conflict; nothing is said about it.
 */
export function claimsForWork(
  claims: ClaimsState,
  sessionId: string,
  from: SessionState,
  to: SessionState,
): ClaimChanges {
  const events: ClaimEvent[] = [];
  const conflicts: ClaimConflict[] = [];
  for (const id of changedTasks(tasksOf(from), tasksOf(to))) {
    const task = own(tasksOf(to), id) ?? own(tasksOf(from), id);
    if (task?.source !== 'plan') continue;
    const wanted = claimOf(own(tasksOf(to), id));
    const claim = own(claims, id);
    if (claim !== undefined && claim.session_id !== sessionId) {
      if (wanted !== null)
        conflicts.push({ task_id: id, session_id: claim.session_id, status: claim.status });
    } else events.push(...stepTo(wanted, claim, { task_id: id, session_id: sessionId }));
  }
  return { events, conflicts };
}

function stepTo(
  wanted: ClaimStatus | null,
  claim: Claim | undefined,
  data: { readonly task_id: string; readonly session_id: string },
): ClaimEvent[] {
  if (wanted === (claim?.status ?? null)) return [];
  if (wanted === null) return [{ type: 'task_released', data }];
  if (wanted === 'held') return [{ type: 'task_claimed', data }];
  return [{ type: 'task_settled', data: { ...data, outcome: wanted } }];
}

function claimOf(task: TaskState | undefined): ClaimStatus | null {
  if (task === undefined || task.status === 'pending') return null;
  const { status } = task;
  return status === 'completed' || status === 'failed' || status === 'cancelled' ? status : 'held';
}
