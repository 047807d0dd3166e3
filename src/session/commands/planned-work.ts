import { BatonError } from '../../errors.ts';
import { own } from '../../own-field.ts';
import type { EventData, SessionEvent } from '../event.ts';
import type { SessionState, TaskState } from '../state.ts';
import { requireTaskStep } from '../task-transitions.ts';

/** A planned task as a command needs it: what the plan says of it, by reference. */
export interface TaskReference {
  readonly id: string;
  readonly title: string;
}

/** How many tasks of a sprint a session tracks from the start. Each hook reads them all again. */
export const TRACKED_TASKS = 200;

/**
 * Activates a sprint, given with all of its tasks, in the session: a reference to it, and tracking for its tasks. Of
 * more than `TRACKED_TASKS` the rest is counted, and each is tracked from when it is given or begun.
 */
export function startSprint(
  state: SessionState,
  sprint: Omit<EventData<'sprint_started'>, 'task_count'>,
): SessionEvent[] {
  const work = state.active_work;
  const current = work.current_sprint;
  if (current === sprint.sprint_id) return [];
  const left: SessionEvent[] =
    current === null ? [] : [{ type: 'sprint_left', data: { sprint_id: current } }];
  const tasks = sprint.tasks
    .filter(({ id }, index) => index < TRACKED_TASKS || own(work.execution_state.tasks, id) !== undefined)
    .map(({ id, title }) => ({ id, title: title.slice(0, 120) }));
  const all = sprint.tasks.length;
  const data = { ...sprint, tasks, ...(all > tasks.length ? { task_count: all } : {}) };
  return [...left, { type: 'sprint_started', data }];
}

/** Ends the session's work on its sprint. @throws E_RULE when it is on none, or on another. */
export function leaveSprint(state: SessionState, sprintId: string): SessionEvent[] {
  const current = state.active_work.current_sprint;
  if (current === sprintId) return [{ type: 'sprint_left', data: { sprint_id: sprintId } }];
  throw new BatonError(
    'E_RULE',
    current === null
      ? `This session is on no sprint; ${sprintId} cannot be left.`
      : `This session is on sprint ${current}, not on ${sprintId}.`,
    { current },
  );
}

/** Gives a task to an agent. */
export function assignTask(state: SessionState, task: TaskReference, assignee: string): SessionEvent[] {
  const status = statusOf(state, task.id);
  requireTaskStep(task.id, status, 'assigned');
  return [{ type: 'task_assigned', data: { task_id: task.id, title: task.title, assignee } }];
}

/** Begins a task, or takes it up again. */
export function startTask(state: SessionState, task: TaskReference, assignee: string | null): SessionEvent[] {
  const status = statusOf(state, task.id);
  if (status === 'in_progress') return [];
  requireTaskStep(task.id, status, 'in_progress');
  return [{ type: 'task_started', data: { task_id: task.id, title: task.title, assignee } }];
}

/** Says how far a task is. @throws E_INVALID for a percentage outside 0 to 100; E_RULE unless in progress. */
export function progressTask(state: SessionState, progress: EventData<'task_progressed'>): SessionEvent[] {
  if (!Number.isFinite(progress.percentage) || progress.percentage < 0 || progress.percentage > 100) {
    throw new BatonError(
      'E_INVALID',
      `Progress is a percentage from 0 to 100; received ${progress.percentage}.`,
    );
  }
  const task = taskOf(state, progress.task_id);
  if (task.status !== 'in_progress') {
    throw new BatonError(
      'E_RULE',
      `Task ${task.id} is ${task.status}, not in progress. Start it first: baton task start ${task.id}`,
    );
  }
  return [{ type: 'task_progressed', data: progress }];
}

/** Raises a blocker. */
export function blockTask(state: SessionState, taskId: string, reason: string): SessionEvent[] {
  const { status } = taskOf(state, taskId);
  requireTaskStep(taskId, status, 'blocked');
  return [{ type: 'task_blocked', data: { task_id: taskId, reason } }];
}

/** Resolves a task's blockers: it goes on. */
export function unblockTask(state: SessionState, taskId: string): SessionEvent[] {
  const { status } = taskOf(state, taskId);
  if (status !== 'blocked') throw new BatonError('E_RULE', `Task ${taskId} is ${status}, not blocked.`);
  return [{ type: 'task_unblocked', data: { task_id: taskId } }];
}

/** Ends a task one way or another. */
export function endTask(state: SessionState, end: EventData<'task_ended'>): SessionEvent[] {
  const { status } = taskOf(state, end.task_id);
  requireTaskStep(end.task_id, status, end.outcome);
  return [{ type: 'task_ended', data: end }];
}

/** Switches a team on in the session. */
export function activateTeam(state: SessionState, teamId: string): SessionEvent[] {
  return state.session_info.teams.includes(teamId)
    ? []
    : [{ type: 'team_activated', data: { team_id: teamId } }];
}

/** Switches a team off in the session. */
export function deactivateTeam(state: SessionState, teamId: string): SessionEvent[] {
  return state.session_info.teams.includes(teamId)
    ? [{ type: 'team_deactivated', data: { team_id: teamId } }]
    : [];
}

function statusOf(state: SessionState, taskId: string): TaskState['status'] {
  return own(state.active_work.execution_state.tasks, taskId)?.status ?? 'pending';
}

function taskOf(state: SessionState, taskId: string): TaskState {
  const task = own(state.active_work.execution_state.tasks, taskId);
  if (task !== undefined) return task;
  throw new BatonError(
    'E_RULE',
    `Task ${taskId} has not been started in this session. Start it first: baton task start ${taskId}`,
  );
}
