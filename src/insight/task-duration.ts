import { quantile } from './random.ts';

/** A task that was completed, and how long that took. */
export interface FinishedTask {
  readonly id: string;
  readonly type: string;
  /** Points. */
  readonly effort: number;
  readonly hours: number;
}

/** How long a task may take, from tasks like it. Hours. */
export interface DurationEstimate {
  readonly likely_hours: number;
  /** Eight of ten like it took between these. */
  readonly low_hours: number;
  readonly high_hours: number;
  /** How many it rests on, and what they have in common with the task. */
  readonly tasks: number;
  readonly alike: 'type and effort' | 'effort' | 'type' | 'all tasks';
}

/** With fewer tasks of a kind the next wider kind is asked. */
export const LEAST_ALIKE = 3;

/**
 * The duration of a task of this type and effort from those finished: of the same type and effort, else of the same
 * effort, else of the same type, else of all, whichever are the first three. Undefined when there are fewer at all.
 * Efforts are alike when the larger is at most half as large again.
 */
export function durationOf(
  task: Pick<FinishedTask, 'type' | 'effort'>,
  finished: readonly FinishedTask[],
): DurationEstimate | undefined {
  const known = finished.filter(({ hours }) => hours > 0);
  const hasEffort = (one: FinishedTask) => isAlike(one.effort, task.effort);
  const hasType = (one: FinishedTask) => one.type === task.type;
  const kinds: readonly (readonly [DurationEstimate['alike'], FinishedTask[]])[] = [
    ['type and effort', known.filter((one) => hasType(one) && hasEffort(one))],
    ['effort', known.filter(hasEffort)],
    ['type', known.filter(hasType)],
    ['all tasks', known],
  ];
  const [alike, tasks] = kinds.find(([, list]) => list.length >= LEAST_ALIKE) ?? [];
  if (alike === undefined || tasks === undefined) return undefined;
  const hours = tasks.map((one) => one.hours).sort((left, right) => left - right);
  return {
    likely_hours: rounded(quantile(hours, 0.5)),
    low_hours: rounded(quantile(hours, 0.1)),
    high_hours: rounded(quantile(hours, 0.9)),
    tasks: tasks.length,
    alike,
  };
}

function isAlike(left: number, right: number): boolean {
  if (left === 0 || right === 0) return left === right;
  return Math.max(left, right) / Math.min(left, right) <= 1.5;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
