import { begunTasks } from '../session/commands/continuity.ts';
import type { SessionState } from '../session/state.ts';
import type { SessionView } from '../session/view.ts';
import type { OpenTaskLine, SiblingFacts } from './briefing.ts';
import type { ProtocolForm } from './protocol.ts';
import { PROTOCOL_TEXTS } from './protocol.ts';

const UNFINISHED = new Set(['in_progress', 'blocked', 'assigned', 'pending']);
const URGENCY = ['in_progress', 'blocked', 'assigned', 'pending'];

/** The tasks of a session that are not finished, those in progress first. */
export function openTasks(state: SessionState): OpenTaskLine[] {
  return Object.values(state.active_work.execution_state.tasks)
    .filter((task) => UNFINISHED.has(task.status))
    .sort((left, right) => URGENCY.indexOf(left.status) - URGENCY.indexOf(right.status))
    .map(({ title, status }) => ({ title, status }));
}

/** The other live sessions, as a session is told of them. */
export function siblingFacts(views: readonly SessionView[]): SiblingFacts[] {
  return views.map(({ number, mode, branch, current_task }) => ({ number, mode, branch, current_task }));
}

/**
 * How much of the protocol the session's context lacks: all of it for work on a planned task, a line for a sprint
 * without one, nothing of what it was told since its last compaction.
 */
export function lackingProtocol(state: SessionState): ProtocolForm | null {
  const { texts } = state.observability.injected;
  const form: ProtocolForm | null =
    begunTasks(state).length > 0 ? 'full' : state.active_work.current_sprint === null ? null : 'line';
  if (form === null || texts.includes(PROTOCOL_TEXTS.full)) return null;
  return texts.includes(PROTOCOL_TEXTS[form]) ? null : form;
}
