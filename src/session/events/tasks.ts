import { own } from '../../own-field.ts';
import type { EventRules } from '../event-rule.ts';
import { count, moved } from '../steps.ts';
import { advance, newTask, withTask } from '../task-steps.ts';

/** Events of tasks. The client's own task list is mirrored, so that work shows without any command (A10). */
export const taskEvents: EventRules<'task_mirrored'> = {
  task_mirrored: (state, data, { timestamp }) => {
    const known = own(state.active_work.execution_state.tasks, data.task_id);
    const task = advance(
      known ?? newTask('client', data.task_id, data.task_id, timestamp),
      data.status,
      timestamp,
    );
    const named = { ...task, title: data.title ?? task.title, assignee: data.assignee ?? task.assignee };
    const finished = data.status === 'completed' && known?.status !== 'completed';
    const next = finished ? count(state, 'tasks_completed') : state;
    return moved(withTask(next, named), { last_activity: timestamp });
  },
};
