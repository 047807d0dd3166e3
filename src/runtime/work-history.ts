import type { Workload } from '../insight/forecast.ts';
import type { FinishedTask } from '../insight/task-duration.ts';
import { own } from '../own-field.ts';
import type { Completion } from '../plan/burndown.ts';
import type { Plan, PlannedTask, Sprint } from '../plan/plan-schema.ts';
import type { SessionState } from '../session/state.ts';
import type { Layout } from '../store/layout.ts';
import type { RosterEntry } from './roster.ts';
import { openSession, openShared } from './session-streams.ts';

/** What was done of the plan so far, and how long it took. */
export interface WorkHistory {
  readonly unit: Workload['unit'];
  /** All tasks that were completed, of every sprint. */
  readonly completions: readonly Completion[];
  readonly finished: readonly FinishedTask[];
  /** When the first sprint was taken up or the first task completed (milliseconds). */
  readonly started_at: number | null;
}

/** Reads who completed which planned task, and when; the logs of those sessions say how long it took. */
export function readWorkHistory(
  layout: Layout,
  plan: Pick<Plan, 'sprints'>,
  roster: readonly RosterEntry[],
): WorkHistory {
  const { claims } = openShared(layout).state;
  const tasks = Object.values(plan.sprints).flatMap((sprint) => Object.values(sprint.planned_tasks));
  const unit = unitOf(tasks);
  const states = new Map<string, SessionState | undefined>();
  const completions: Completion[] = [];
  const finished: FinishedTask[] = [];
  for (const task of tasks) {
    const claim = own(claims, task.id);
    if (claim?.status !== 'completed') continue;
    completions.push({ task_id: task.id, points: sizeOf(task, unit), at: claim.at });
    if (!states.has(claim.session_id)) states.set(claim.session_id, readable(layout, claim.session_id));
    const hours = hoursIn(states.get(claim.session_id), task.id);
    if (hours > 0) finished.push({ id: task.id, type: task.type, effort: task.estimated_effort, hours });
  }
  const starts = roster.flatMap(({ view }) => (view.sprint?.started_at ? [view.sprint.started_at] : []));
  const times = [...starts, ...completions.map(({ at }) => at)].map(Date.parse).filter(Number.isFinite);
  return { unit, completions, finished, started_at: times.length === 0 ? null : Math.min(...times) };
}

/** The work that is left of some sprints, with the throughput of all of them. */
export function workloadOf(
  history: WorkHistory,
  sprints: readonly Sprint[],
  isOpen: (taskId: string) => boolean,
  plannedEnd: number | null,
): Workload {
  const open = sprints
    .flatMap((sprint) => Object.values(sprint.planned_tasks))
    .filter((task) => isOpen(task.id));
  return {
    unit: history.unit,
    completions: history.completions,
    remaining: open.reduce((sum, task) => sum + sizeOf(task, history.unit), 0),
    open_tasks: open.length,
    started_at: history.started_at,
    planned_end: plannedEnd,
  };
}

/** All that a sprint plans, in this unit. */
export function sprintSize(sprint: Sprint, unit: Workload['unit']): number {
  return Object.values(sprint.planned_tasks).reduce((sum, task) => sum + sizeOf(task, unit), 0);
}

// Points are a measure only where every task has some.
function unitOf(tasks: readonly PlannedTask[]): Workload['unit'] {
  return tasks.length > 0 && tasks.every((task) => task.estimated_effort > 0) ? 'points' : 'tasks';
}

function sizeOf(task: PlannedTask, unit: Workload['unit']): number {
  return unit === 'points' ? task.estimated_effort : 1;
}

// Hours that somebody told count before those between start and end.
function hoursIn(state: SessionState | undefined, taskId: string): number {
  const task = state === undefined ? undefined : own(state.active_work.execution_state.tasks, taskId);
  if (task === undefined) return 0;
  if (task.actual_effort > 0) return task.actual_effort;
  const span = Date.parse(task.completed_at ?? '') - Date.parse(task.started_at ?? '');
  return span > 0 ? span / 3_600_000 : 0;
}

function readable(layout: Layout, sessionId: string): SessionState | undefined {
  try {
    return openSession(layout, sessionId).state;
  } catch {
    return undefined;
  }
}
