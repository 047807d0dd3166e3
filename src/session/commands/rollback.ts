import type { SessionEvent } from '../event.ts';
import type { SessionState } from '../state.ts';
import { isIdle, workPatch } from '../work-state.ts';

/** A place in a session's log: the last event that counts there, and the state that the log folds to. */
export interface Place {
  readonly event_id: string;
  readonly at: string;
  readonly checkpoint_id: string | null;
  readonly state: SessionState;
}

/**
 * Sets the session's work back to what it was at a place in its log. What has happened since stays on record, and
 * the rollback is an event like others: going back to before it takes it back. Nothing where the work is so already.
 */
export function rollBack(
  state: SessionState,
  to: Place,
  leftAlone: ReadonlySet<string>,
  undoes: string | null = null,
): SessionEvent[] {
  const work = workPatch(state, to.state, leftAlone);
  if (isIdle(state, work)) return [];
  const { event_id, at, checkpoint_id } = to;
  return [{ type: 'session_rolled_back', data: { to: { event_id, at, checkpoint_id }, undoes, work } }];
}
