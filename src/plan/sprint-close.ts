import { BatonError } from '../errors.ts';
import { found, updateSprint } from './plan-edits.ts';
import type { Plan } from './plan-schema.ts';
import type { Standings, TaskRow } from './task-board.ts';
import { taskBoard } from './task-board.ts';

/** What becomes of the tasks that are not done when their sprint is closed; undecided, it is not closed. */
export type OpenTasks = 'undecided' | 'leave' | { readonly carry_to: string };

/** The tasks of a sprint that are neither completed nor cancelled. @throws E_NOT_FOUND for the sprint. */
export function openTasksOf(plan: Plan, id: string, standings: Standings): TaskRow[] {
  const sprint = found(plan.sprints, id, 'sprint');
  return taskBoard({ sprints: { [id]: sprint } }, standings).filter(
    (row) => row.status !== 'completed' && row.status !== 'cancelled',
  );
}

/**
 * Closes a sprint. Its open tasks move to another sprint with all that the plan says of them, or stay. Who works on
 * one goes on: claims go by the task, not by its sprint.
 *
 * @throws E_RULE listing what is open where nobody has said what becomes of it, or for a closed target;
 *   E_NOT_FOUND, E_USAGE for a target that is none.
 */
export function closeSprint(
  plan: Plan,
  id: string,
  open: readonly Pick<TaskRow, 'id' | 'status'>[],
  way: OpenTasks,
): Plan {
  const sprint = found(plan.sprints, id, 'sprint');
  if (way === 'undecided' && open.length > 0 && sprint.status !== 'closed') {
    const shown = open.slice(0, 20).map((task) => `${task.id} (${task.status.replace('_', ' ')})`);
    throw new BatonError(
      'E_RULE',
      `Sprint ${id} has ${open.length === 1 ? 'an open task' : `${open.length} open tasks`}: ${shown.join(', ')}${open.length > 20 ? ' …' : ''}. ` +
        `Move them with \`baton sprint close ${id} --carry-to SPRINT\`, or close it as it is with --leave.`,
      { open: open.map((task) => task.id) },
    );
  }
  const closed = updateSprint(plan, id, { status: 'closed' });
  return typeof way === 'string' ? closed : carried(closed, id, open, way.carry_to);
}

function carried(plan: Plan, id: string, open: readonly { readonly id: string }[], to: string): Plan {
  const target = found(plan.sprints, to, 'sprint');
  if (to === id)
    throw new BatonError('E_USAGE', `--carry-to names another sprint than ${id}, the one that is closed.`);
  if (target.status === 'closed')
    throw new BatonError('E_RULE', `Sprint ${to} is closed. Carry open tasks to one that is not.`);
  const moving = new Set(open.map((task) => task.id));
  const tasks = Object.entries(found(plan.sprints, id, 'sprint').planned_tasks);
  const stays = tasks.filter(([, task]) => !moving.has(task.id));
  const goes = tasks.filter(([, task]) => moving.has(task.id));
  const left = updateSprint(plan, id, { planned_tasks: Object.fromEntries(stays) });
  return updateSprint(left, to, { planned_tasks: { ...target.planned_tasks, ...Object.fromEntries(goes) } });
}
