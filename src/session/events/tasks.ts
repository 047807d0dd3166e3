import { own } from '../../own-field.ts';
import type { EventRules } from '../event-rule.ts';
import type { SessionState, TaskState } from '../state.ts';
import { count, executed, moved } from '../steps.ts';

/** How many finished tasks of the client's own list the state keeps. */
const REMEMBERED_FINISHED = 50;

/** Events of tasks. The client's own task list is mirrored, so that work shows without any command (A10). */
export const taskEvents: EventRules<'task_mirrored'> = {
  task_mirrored: (state, data, { timestamp }) => {
    const known = own(state.active_work.execution_state.tasks, data.task_id);
    const task = advance(known ?? newTask(data.task_id, timestamp), data.status, timestamp);
    const named = { ...task, title: data.title ?? task.title, assignee: data.assignee ?? task.assignee };
    const finished = data.status === 'completed' && known?.status !== 'completed';
    const next = finished ? count(state, 'tasks_completed') : state;
    return moved(withTask(next, named), { last_activity: timestamp });
  },
};

function newTask(id: string, at: string): TaskState {
  return {
    id,
    title: id,
    source: 'client',
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

function advance(task: TaskState, status: TaskState['status'], at: string): TaskState {
  return {
    ...task,
    status,
    started_at: status === 'in_progress' ? (task.started_at ?? at) : task.started_at,
    completed_at: status === 'completed' ? at : null,
    progress_percentage: status === 'completed' ? 100 : task.progress_percentage,
    last_update: at,
  };
}

function withTask(state: SessionState, task: TaskState): SessionState {
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
    ...executed(state, { tasks: kept }),
    active_work: {
      ...state.active_work,
      current_task: working?.id ?? null,
      execution_state: { ...state.active_work.execution_state, tasks: kept },
    },
  };
}
