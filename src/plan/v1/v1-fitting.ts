import { excerptOf } from '../../session/excerpt.ts';
import type { TaskState } from '../../session/state.ts';

/** The longest texts that a session keeps of a task, in characters. */
const MOST = { text: 200, reason: 400, artifact: 300 } as const;

/** How many artifacts and blockers are kept: fewer when the task would not fit otherwise. */
const ENTRIES = [50, 20, 5] as const;
const MOST_BYTES = 35_000;

/**
 * The task as a session's log can hold it: long texts are cut, and of long lists the newest entries stay. `leave` is
 * told of the rest.
 */
export function fittingTask(task: TaskState, leave: (name: string, value: unknown) => void): TaskState {
  const most = ENTRIES.find((entries) => bytesOf(cutTo(task, entries)) <= MOST_BYTES) ?? 0;
  const kept = cutTo(task, most);
  const artifacts = new Set(kept.artifacts);
  const lost = task.artifacts.filter((one) => !artifacts.has(one));
  if (lost.length > 0) leave('artifacts', lost);
  if (kept.blockers.length < task.blockers.length)
    leave('blockers', task.blockers.slice(0, task.blockers.length - kept.blockers.length));
  return kept;
}

function cutTo(task: TaskState, entries: number): TaskState {
  const newest = <Item>(items: readonly Item[]) => items.slice(Math.max(0, items.length - entries));
  return {
    ...task,
    title: excerptOf(task.title, MOST.text) || task.id,
    assignee: task.assignee === null ? null : excerptOf(task.assignee, MOST.text),
    artifacts: newest(task.artifacts.filter((one) => one.length <= MOST.artifact)),
    blockers: newest(task.blockers).map((blocker) => ({
      ...blocker,
      reason: excerptOf(blocker.reason, MOST.reason),
    })),
  };
}

function bytesOf(task: TaskState): number {
  return Buffer.byteLength(JSON.stringify(task));
}
