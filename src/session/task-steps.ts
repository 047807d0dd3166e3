import type { SessionState, TaskState } from './state.ts';

/** How many finished tasks of the client's own list the state keeps. */
const REMEMBERED_FINISHED = 50;

/** A task of which nothing is known but what it is. */
export function newTask(source: TaskState['source'], id: string, title: string, at: string): TaskState {
  return {
    id,
    title,
    source,
    status: 'pending',
    assignee: null,
    started_at: null,
    completed_at: null,
    actual_effort: 0,
    progress_percentage: 0,
    blockers: [],
    artifacts: [],
    last_update: at,
  };
}

/** The task in another status, with the times and the percentage that follow from it. */
export function advance(task: TaskState, status: TaskState['status'], at: string): TaskState {
  return {
    ...task,
    status,
    started_at: status === 'in_progress' ? (task.started_at ?? at) : task.started_at,
    completed_at: status === 'completed' ? at : null,
    progress_percentage: status === 'completed' ? 100 : task.progress_percentage,
    last_update: at,
  };
}

/** The state with `task` in it. The task in progress, if any, becomes the current one. */
export function withTask(state: SessionState, task: TaskState): SessionState {
  const tasks = { ...state.active_work.execution_state.tasks, [task.id]: task };
  const finished = Object.values(tasks).filter(
    (one) => one.source === 'client' && one.status === 'completed',
  );
  const leaving = new Set(
    finished.slice(0, Math.max(0, finished.length - REMEMBERED_FINISHED)).map((one) => one.id),
  );
  const kept =
    leaving.size === 0 ? tasks : Object.fromEntries(Object.entries(tasks).filter(([id]) => !leaving.has(id)));
  const working = Object.values(kept).find((one) => one.status === 'in_progress');
  return {
    ...state,
    active_work: {
      ...state.active_work,
      current_task: working?.id ?? null,
      execution_state: { ...state.active_work.execution_state, tasks: kept },
    },
  };
}
