import type { PlannedTask } from './plan-schema.ts';
import type { TaskRow } from './task-board.ts';

const RANK: Readonly<Record<PlannedTask['priority'], number>> = { critical: 0, high: 1, medium: 2, low: 3 };

/**
 * The tasks that can be begun now, best first: every dependency completed, and not begun, or begun by a session
 * that is gone. Those that were left come first; then by priority, by how much work waits behind the task (its critical path), the smaller effort, the id.
 */
export function readyTasks(rows: readonly TaskRow[]): TaskRow[] {
  const waiting = workBehind(rows);
  return rows
    .filter((row) => row.dependencies_met && isFree(row))
    .sort(
      (left, right) =>
        Number(right.orphaned) - Number(left.orphaned) ||
        RANK[left.priority] - RANK[right.priority] ||
        (waiting.get(right.id) ?? 0) - (waiting.get(left.id) ?? 0) ||
        left.estimated_effort - right.estimated_effort ||
        (left.id < right.id ? -1 : 1),
    );
}

function isFree(row: TaskRow): boolean {
  if (row.orphaned) return row.status !== 'completed' && row.status !== 'cancelled';
  return row.status === 'pending' || (row.status === 'assigned' && row.session_id === null);
}

/**
 * For each task the effort of the longest chain of unfinished tasks that it holds up, itself included. A task
 * without an estimate counts as one point. Circles count once: the plan's own check reports them.
 */
export function workBehind(rows: readonly TaskRow[]): ReadonlyMap<string, number> {
  const open = rows.filter((row) => row.status !== 'completed' && row.status !== 'cancelled');
  const dependents = new Map<string, TaskRow[]>();
  for (const row of open) {
    for (const needed of row.dependencies) {
      const waiting = dependents.get(needed);
      if (waiting === undefined) dependents.set(needed, [row]);
      else waiting.push(row);
    }
  }
  const lengths = new Map<string, number>();
  const entered = new Set<string>();
  // Depth first without recursion: a plan may chain thousands of tasks. A task is looked at twice: on the way in,
  // and again, from the same place on the stack, when all that wait for it are known.
  const todo = [...open];
  for (let row = todo.at(-1); row !== undefined; row = todo.at(-1)) {
    const waiting = dependents.get(row.id) ?? [];
    if (lengths.has(row.id)) todo.pop();
    else if (entered.has(row.id)) {
      todo.pop();
      const longest = waiting.reduce((most, one) => Math.max(most, lengths.get(one.id) ?? 0), 0);
      lengths.set(row.id, (row.estimated_effort || 1) + longest);
    } else {
      entered.add(row.id);
      for (const one of waiting) if (!entered.has(one.id)) todo.push(one);
    }
  }
  return lengths;
}
