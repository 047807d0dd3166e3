import type { Liveness } from '../session/liveness.ts';
import type { PredecessorLink, SessionState } from '../session/state.ts';
import type { SessionView } from '../session/view.ts';
import type { PredecessorFacts, SiblingFacts } from './briefing.ts';

const UNFINISHED = new Set(['in_progress', 'blocked', 'assigned', 'pending']);
const URGENCY = ['in_progress', 'blocked', 'assigned', 'pending'];

/** The tasks of a session that are not finished, those in progress first. */
export function openTasks(state: SessionState): PredecessorFacts['open_tasks'] {
  return Object.values(state.active_work.execution_state.tasks)
    .filter((task) => UNFINISHED.has(task.status))
    .sort((left, right) => URGENCY.indexOf(left.status) - URGENCY.indexOf(right.status))
    .map(({ title, status }) => ({ title, status }));
}

/** The files a session edited last, newest first, relative to `root` where they lie below it. */
export function editedFiles(state: SessionState, root: string): string[] {
  return state.observability.files.map(({ path }) =>
    path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path,
  );
}

/** What the successor needs to know of the session with `state`. */
export function predecessorFacts(
  state: SessionState,
  link: PredecessorLink,
  liveness: Liveness,
  root: string,
): PredecessorFacts {
  const { lifecycle, active_work: work } = state;
  return {
    number: link.number,
    link: link.by,
    ended: liveness === 'crashed' ? 'crashed' : liveness === 'expired' ? 'expired' : 'cleanly',
    end_reason: lifecycle.end_reason,
    last_activity: lifecycle.last_activity,
    branch: state.session_info.branch,
    last_prompt: work.last_prompt,
    last_answer: work.last_answer,
    turn_open: lifecycle.turn !== 'idle' || lifecycle.last_turn === 'interrupted',
    open_tasks: openTasks(state),
    files: editedFiles(state, root),
    compactions: state.observability.metrics.compactions,
  };
}

/** The other live sessions, as a session is told of them. */
export function siblingFacts(views: readonly SessionView[]): SiblingFacts[] {
  return views.map(({ number, mode, branch, current_task }) => ({ number, mode, branch, current_task }));
}
