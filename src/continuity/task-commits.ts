import type { DocumentEdit } from '../documents/document-edit.ts';
import { own } from '../own-field.ts';
import type { SessionState } from '../session/state.ts';

/** The session's commits since it began the task, for the document's history. */
export function commitEdits(session: SessionState | undefined, taskId: string): DocumentEdit[] {
  const task = session && own(session.active_work.execution_state.tasks, taskId);
  const { started_at } = task ?? {};
  if (session === undefined || !started_at) return [];
  const end = task?.completed_at ?? null;
  const commits = session.observability.commits
    .filter(({ at }) => at >= wholeSecond(started_at) && (end === null || at <= end))
    .reverse();
  return commits.length === 0 ? [] : [{ edit: 'add_commits', commits }];
}

// git keeps the time of a commit to the second.
function wholeSecond(time: string): string {
  return time.replace(/\.\d+Z$/, '.000Z');
}
