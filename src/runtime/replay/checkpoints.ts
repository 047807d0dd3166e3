import { textAt } from '../../json-fields.ts';
import type { Place } from '../../session/commands/rollback.ts';
import type { SessionState } from '../../session/state.ts';
import type { RecordedEvent } from '../../store/cursor.ts';
import type { Layout } from '../../store/layout.ts';
import type { Progress } from './session-replay.ts';
import { replaySession } from './session-replay.ts';

/** A checkpoint of a session, and the state there. */
export interface Checkpoint extends Place {
  /** 1 for the first of the session. */
  readonly number: number;
  readonly checkpoint_id: string;
  readonly label: string | null;
  readonly reason: string;
}

/** All checkpoints of a session, oldest first, and its state now. */
export function readCheckpoints(
  layout: Layout,
  sessionId: string,
  progress?: Progress,
): { readonly checkpoints: readonly Checkpoint[]; readonly now: SessionState } {
  const checkpoints: Checkpoint[] = [];
  const { state } = replaySession(
    layout,
    sessionId,
    (event, there) => {
      if (event.type === 'checkpoint_made') checkpoints.push(checkpointAt(event, there));
    },
    progress,
  );
  return { checkpoints, now: state };
}

/** The checkpoint that a `checkpoint_made` marks. */
export function checkpointAt(event: RecordedEvent, state: SessionState): Checkpoint {
  const data = { ...event.data };
  return {
    number: state.observability.checkpoints.made,
    checkpoint_id: textAt(data, 'checkpoint_id') ?? event.id,
    label: textAt(data, 'label') ?? null,
    reason: textAt(data, 'reason') ?? 'asked',
    event_id: event.id,
    at: event.timestamp,
    state,
  };
}
