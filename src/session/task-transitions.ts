import { BatonError } from '../errors.ts';
import type { TaskStatus } from './state.ts';

/** The legal steps of a task (PRODUCT A3). A finished task may be taken up again. */
const NEXT: Readonly<Record<TaskStatus, readonly TaskStatus[]>> = {
  pending: ['assigned', 'in_progress', 'cancelled'],
  assigned: ['assigned', 'in_progress', 'blocked', 'pending', 'cancelled'],
  in_progress: ['assigned', 'blocked', 'completed', 'failed', 'cancelled'],
  blocked: ['in_progress', 'assigned', 'failed', 'cancelled'],
  completed: ['in_progress'],
  failed: ['assigned', 'in_progress', 'cancelled'],
  cancelled: ['pending', 'assigned', 'in_progress'],
};

/** True when a task may go from one status to the other. */
export function isLegalTaskStep(from: TaskStatus, to: TaskStatus): boolean {
  return NEXT[from].includes(to);
}

/** @throws E_RULE naming the task, both statuses and the legal ones, when the step is not legal. */
export function requireTaskStep(taskId: string, from: TaskStatus, to: TaskStatus): void {
  if (isLegalTaskStep(from, to)) return;
  throw new BatonError(
    'E_RULE',
    `Task ${taskId} is ${from} and cannot become ${to}. From ${from} it can become ${NEXT[from].filter((one) => one !== from).join(', ')}.`,
    { task_id: taskId, from, to },
  );
}
