import type { SessionState } from './state.ts';

/** The numbers of a session's sprint (specification 000), derived from its tasks whenever they are shown. */
export interface SprintMetrics {
  readonly tasks_completed: number;
  readonly tasks_in_progress: number;
  readonly tasks_pending: number;
  /** Tasks completed an hour since the session was made; 0 until an hour's fraction has passed. */
  readonly velocity: number;
  readonly time_elapsed_hours: number;
  /** ISO-8601: when the open tasks would be done at this velocity; null without one, or with nothing open. */
  readonly estimated_completion: string | null;
}

/** Counts the session's tasks as they stand at `now` (milliseconds). */
export function sprintMetrics(state: SessionState, now: number): SprintMetrics {
  const tasks = Object.values(state.active_work.execution_state.tasks);
  const having = (...statuses: string[]) => tasks.filter((task) => statuses.includes(task.status)).length;
  const end = state.lifecycle.ended_at === null ? now : Date.parse(state.lifecycle.ended_at);
  const hours = Math.max(0, end - Date.parse(state.session_info.created_at)) / 3_600_000;
  const completed = having('completed');
  const untouched = state.active_work.untracked_tasks;
  const open = having('in_progress', 'pending', 'assigned', 'blocked') + untouched;
  const velocity = hours === 0 ? 0 : completed / hours;
  return {
    tasks_completed: completed,
    tasks_in_progress: having('in_progress'),
    tasks_pending: having('pending', 'assigned', 'blocked') + untouched,
    velocity: round(velocity),
    time_elapsed_hours: round(hours),
    estimated_completion:
      !(velocity > 0) || open === 0 ? null : new Date(now + (open / velocity) * 3_600_000).toISOString(),
  };
}

/** The session as it is shown: its state, and in it the numbers that follow from it. */
export function presentSession(state: SessionState, now: number) {
  const work = state.active_work;
  return {
    ...state,
    active_work: {
      ...work,
      execution_state: { ...work.execution_state, sprint_metrics: sprintMetrics(state, now) },
    },
  };
}

function round(value: number): number {
  return Number.isFinite(value) ? Math.round(value * 100) / 100 : 0;
}
