import type { PlannedTask } from './plan-schema.ts';
import type { TaskRow, TaskStanding } from './task-board.ts';

/** The priorities, most urgent first. */
export const PRIORITIES: readonly PlannedTask['priority'][] = ['critical', 'high', 'medium', 'low'];

/** What decides which of two tasks comes first. */
export type Urgency = Pick<TaskRow, 'id' | 'orphaned' | 'priority' | 'estimated_effort'>;

/**
 * The tasks that can be begun now, best first: every dependency completed, and not begun, or begun by a session
 * that is gone.
 */
export function readyTasks(rows: readonly TaskRow[]): TaskRow[] {
  // Only asked where two are equally urgent.
  let behind: ((taskId: string) => number) | undefined;
  const waiting = (row: Urgency) => {
    behind ??= workBehind(rows);
    return behind(row.id);
  };
  return rows
    .filter((row) => row.dependencies_met && isFree(row))
    .sort((left, right) => byUrgency(left, right, waiting));
}

/**
 * Negative when `left` comes before `right`: what was left unfinished first, then by priority, by how much work waits
 * behind the task (its critical path, which `behind` tells), the smaller effort, the id.
 */
export function byUrgency<Task extends Urgency>(
  left: Task,
  right: Task,
  behind: (task: Task) => number,
): number {
  return (
    Number(right.orphaned) - Number(left.orphaned) ||
    PRIORITIES.indexOf(left.priority) - PRIORITIES.indexOf(right.priority) ||
    behind(right) - behind(left) ||
    left.estimated_effort - right.estimated_effort ||
    (left.id < right.id ? -1 : 1)
  );
}

/** True for a task that nobody has: not begun, or left by a session that is gone. */
export function isFree(task: TaskStanding): boolean {
  if (task.orphaned) return task.status !== 'completed' && task.status !== 'cancelled';
  return task.status === 'pending' || (task.status === 'assigned' && task.session_id === null);
}

/**
 * For each task, by its id, the effort of the longest chain of unfinished tasks that it holds up, itself included. A
 * task without an estimate counts as one point. Circles count once: the plan's own check reports them.
 */
export function workBehind(rows: readonly TaskRow[]): (taskId: string) => number {
  const open = rows.filter((row) => row.status !== 'completed' && row.status !== 'cancelled');
  const places = new Map(open.map((row, place) => [row.id, place]));
  const waiting = waitingTasks(open, places);
  const lengths = new Float64Array(open.length);
  const entered = new Uint8Array(open.length);
  // Depth first without recursion: a plan may chain thousands of tasks. A task is looked at twice: on the way in,
  // and again, from the same place on the stack, when all that wait for it are known.
  const todo = [...places.values()];
  for (let at = todo.at(-1); at !== undefined; at = todo.at(-1)) {
    if (entered[at] === 1) {
      todo.pop();
      if (lengths[at] !== 0) continue;
      let longest = 0;
      for (const one of waiting[at] ?? []) longest = Math.max(longest, lengths[one] ?? 0);
      lengths[at] = (open[at]?.estimated_effort || 1) + longest;
    } else {
      entered[at] = 1;
      for (const one of waiting[at] ?? []) if (entered[one] === 0) todo.push(one);
    }
  }
  return (taskId) => lengths[places.get(taskId) ?? -1] ?? 0;
}

/** For each place in `rows`, the places of those that wait for it. */
function waitingTasks(
  rows: readonly TaskRow[],
  places: ReadonlyMap<string, number>,
): (number[] | undefined)[] {
  const waiting: (number[] | undefined)[] = Array.from({ length: rows.length });
  for (const [place, row] of rows.entries()) {
    for (const needed of row.dependencies) {
      const at = places.get(needed);
      if (at === undefined) continue;
      const list = waiting[at];
      if (list === undefined) waiting[at] = [place];
      else list.push(place);
    }
  }
  return waiting;
}
