import type { TaskRow } from '../plan/task-board.ts';
import type { FinishedTask } from './task-duration.ts';
import { durationOf } from './task-duration.ts';

/** A task that can be begun now, and how long it may take. Hours. */
export interface FittingTask {
  readonly id: string;
  readonly title: string;
  readonly likely_hours: number;
  readonly high_hours: number;
}

/** What fits into the time that is left. */
export interface Fitting {
  readonly hours: number;
  /** In the order in which they should be done. */
  readonly tasks: readonly FittingTask[];
  readonly likely_hours: number;
  /** Ready, but too long for what is left. */
  readonly too_long: readonly FittingTask[];
  /** How many ready tasks nothing can be said of, and why. */
  readonly unknown: number;
  readonly missing: readonly string[];
}

const MOST_SHOWN = 20;

/** Goes through `ready` (best first) and takes what likely fits into the hours that the ones before it leave. */
export function fittingTasks(
  ready: readonly TaskRow[],
  typeOf: (taskId: string) => string,
  finished: readonly FinishedTask[],
  hours: number,
): Fitting {
  const tasks: FittingTask[] = [];
  const tooLong: FittingTask[] = [];
  let unknown = 0;
  let used = 0;
  for (const row of ready) {
    const estimate = durationOf({ type: typeOf(row.id), effort: row.estimated_effort }, finished);
    if (estimate === undefined) {
      unknown++;
      continue;
    }
    const { likely_hours, high_hours } = estimate;
    const task = { id: row.id, title: row.title, likely_hours, high_hours };
    if (used + likely_hours <= hours) {
      tasks.push(task);
      used += likely_hours;
    } else tooLong.push(task);
  }
  return {
    hours,
    tasks: tasks.slice(0, MOST_SHOWN),
    likely_hours: Math.round(used * 100) / 100,
    too_long: tooLong.slice(0, MOST_SHOWN),
    unknown,
    missing: unknown > 0 ? ['three completed tasks whose start and end are on record'] : [],
  };
}
