import { taskBoard } from '../plan/task-board.ts';
import { loadPlan } from '../runtime/plan-loader.ts';
import type { CommandContext } from './command-context.ts';
import { entitySheet } from './entity-sheet.ts';
import { plannedTask } from './planned-task.ts';
import { standingsOf } from './task-standings.ts';

/** `task show`: what the plan says, and how it stands. */
export function showTask(context: CommandContext, id: string): void {
  const { plan } = loadPlan(context.layout);
  const { task, sprint } = plannedTask(plan, id);
  const standings = standingsOf(context);
  const alone = { ...sprint, planned_tasks: { [id]: task } };
  const [row] = taskBoard({ sprints: { [sprint.id]: alone } }, standings);
  const shown = { ...task, ...row };
  context.answer(shown, () => entitySheet(shown, context));
}
