import { byUrgency, isFree, PRIORITIES, workBehind } from './next-task.ts';
import type { ProgressRow } from './progress.ts';
import type { BoardPlan, BoardTask, Standings, TaskStanding } from './task-board.ts';
import { taskBoard, UNTOUCHED } from './task-board.ts';

/**
 * All tasks of a plan as columns, sprint by sprint in the plan's order; a task is its place in them. With ten
 * thousand tasks, reading these takes a tenth of the time that rows take, and the next task and all progress follow
 * from them.
 */
export interface PlanOutline {
  readonly ids: readonly string[];
  /** A digit a task: its place in `PRIORITIES`. */
  readonly priorities: string;
  readonly efforts: readonly number[];
  /** The work behind each while no task is finished (see `workBehind`). */
  readonly behind: readonly number[];
  /** The places of the tasks that are needed, of all tasks one after another; -1 for one that there is not. */
  readonly needs: readonly number[];
  /** Where in `needs` those of each task end, and those of the next begin. */
  readonly ends: readonly number[];
}

/** The priorities of tasks, a digit each. */
export function priorityDigits(tasks: readonly Pick<BoardTask, 'priority'>[]): string {
  return tasks.map(({ priority }) => PRIORITIES.indexOf(priority)).join('');
}

/** The priority that the digit at `place` stands for. */
export function priorityAt(digits: string, place: number): BoardTask['priority'] {
  return PRIORITIES[Number(digits[place])] ?? 'medium';
}

/** The outline of a plan. */
export function outlineOf(plan: BoardPlan): PlanOutline {
  const rows = taskBoard(plan, () => undefined);
  const places = new Map(rows.map((row, place) => [row.id, place]));
  const behind = workBehind(rows);
  const needs: number[] = [];
  const ends = rows.map((row) => needs.push(...row.dependencies.map((id) => places.get(id) ?? -1)));
  return {
    ids: rows.map((row) => row.id),
    priorities: priorityDigits(rows),
    efforts: rows.map((row) => row.estimated_effort),
    behind: rows.map((row) => behind(row.id)),
    needs,
    ends,
  };
}

/**
 * The place of the first of `readyTasks` over the whole plan, -1 when none is ready. Undefined where the outline
 * cannot tell: a task was finished before one that it needs, and the work behind that one is no longer the planned.
 */
export function nextPlace(outline: PlanOutline, standings: Standings): number | undefined {
  const told = outline.ids.map(standings);
  let first: Candidate | undefined;
  const isDone = (place: number) => told[place]?.status === 'completed';
  const isOver = (place: number) => place < 0 || isSettled(told[place]);
  for (const [place, id] of outline.ids.entries()) {
    const standing = told[place] ?? UNTOUCHED;
    if (isSettled(standing) && !everyNeed(outline, place, isOver)) return undefined;
    if (!isFree(standing) || !everyNeed(outline, place, isDone)) continue;
    const candidate = {
      id,
      place,
      orphaned: standing.orphaned,
      priority: priorityAt(outline.priorities, place),
      estimated_effort: outline.efforts[place] ?? 0,
    };
    if (first === undefined || byUrgency(candidate, first, (task) => outline.behind[task.place] ?? 0) < 0)
      first = candidate;
  }
  return first?.place ?? -1;
}

/** What the progress needs of the tasks of a sprint: those from place `from`, so many. */
export function progressRows(
  outline: PlanOutline,
  standings: Standings,
  sprint: string,
  from: number,
  count: number,
): ProgressRow[] {
  return outline.ids.slice(from, from + count).map((id, index) => ({
    sprint,
    status: standings(id)?.status ?? UNTOUCHED.status,
    estimated_effort: outline.efforts[from + index] ?? 0,
  }));
}

interface Candidate {
  readonly id: string;
  readonly place: number;
  readonly orphaned: boolean;
  readonly priority: BoardTask['priority'];
  readonly estimated_effort: number;
}

function everyNeed({ needs, ends }: PlanOutline, place: number, holds: (needed: number) => boolean): boolean {
  const end = ends[place] ?? 0;
  for (let at = ends[place - 1] ?? 0; at < end; at++) if (!holds(needs[at] ?? -1)) return false;
  return true;
}

function isSettled(standing: TaskStanding | undefined): boolean {
  return standing?.status === 'completed' || standing?.status === 'cancelled';
}
