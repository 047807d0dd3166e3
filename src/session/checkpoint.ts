import type { SessionEvent } from './event.ts';
import type { SessionState } from './state.ts';

/** How long work may go on without a checkpoint, in milliseconds (specification 002, "state corruption"). */
const CHECKPOINT_EVERY_MS = 3_600_000;

type CheckpointMade = Extract<SessionEvent, { type: 'checkpoint_made' }>;
export type CheckpointReason = CheckpointMade['data']['reason'];

/** Marks the place where the session's log now stands; the state there is found by reading the log up to it. */
export function makeCheckpoint(
  id: string,
  reason: CheckpointReason,
  label: string | null = null,
): SessionEvent[] {
  return [{ type: 'checkpoint_made', data: { checkpoint_id: id, label, reason } }];
}

/** A checkpoint, where the work has changed since the last one. */
export function checkpointChange(
  state: SessionState,
  reason: CheckpointReason,
  newId: () => string,
): SessionEvent[] {
  return state.observability.checkpoints.changed ? makeCheckpoint(newId(), reason) : [];
}

/** The checkpoint that is due an hour after the last, where the work has changed since. `now` in milliseconds. */
export function checkpointDue(state: SessionState, now: number, newId: () => string): SessionEvent[] {
  const { changed, last_at } = state.observability.checkpoints;
  const since = Date.parse(last_at ?? state.session_info.created_at);
  return changed && now - since >= CHECKPOINT_EVERY_MS ? makeCheckpoint(newId(), 'hourly') : [];
}

/** `after`, noted as changed since the last checkpoint where an event has touched the work or a file. */
export function noteChange(before: SessionState, after: SessionState): SessionState {
  const { observability } = after;
  if (observability.checkpoints.changed || !isTouched(before, after)) return after;
  const checkpoints = { ...observability.checkpoints, changed: true };
  return { ...after, observability: { ...observability, checkpoints } };
}

// A step of the fold makes anew what it changes and nothing else: to compare what is inside would cost each hook more.
function isTouched(before: SessionState, after: SessionState): boolean {
  const [was, is] = [before.active_work, after.active_work];
  return (
    was.execution_state.tasks !== is.execution_state.tasks ||
    was.current_sprint !== is.current_sprint ||
    was.current_epic !== is.current_epic ||
    before.session_info.mode !== after.session_info.mode ||
    before.session_info.teams !== after.session_info.teams ||
    before.runtime_config.values !== after.runtime_config.values ||
    before.observability.files !== after.observability.files
  );
}
