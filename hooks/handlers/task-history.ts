import { commitEdits } from '../../src/continuity/task-commits.ts';
import { openSession } from '../../src/runtime/session-streams.ts';
import { changeTaskTexts, readTaskText } from '../../src/runtime/task-texts.ts';
import type { HookCall } from '../hook-call.ts';

/**
 * Lists the session's commits in the document of the task that it is at work on, where that has one. A document that
 * cannot be changed now gets them with the next progress entry.
 */
export async function listCommits(call: HookCall, patienceMs: number): Promise<void> {
  const state = openSession(call.layout, call.input.session_id).state;
  const taskId = state.active_work.current_task;
  const edits = taskId === null ? [] : commitEdits(state, taskId);
  if (taskId === null || edits.length === 0 || readTaskText(call.layout, taskId) === undefined) return;
  const documents = await import('../../src/documents/task-documents.ts');
  changeTaskTexts(call.layout, { ...call.store, patienceMs }, (texts) => {
    const text = texts.get(taskId);
    if (text !== undefined) texts.set(taskId, documents.editTaskDocument(text, edits).text);
  });
}
