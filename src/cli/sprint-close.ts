import { BatonError } from '../errors.ts';
import type { OpenTasks } from '../plan/sprint-close.ts';
import { closeSprint, openTasksOf } from '../plan/sprint-close.ts';
import type { Given } from './act.ts';
import { textOption } from './act.ts';
import type { CommandContext } from './command-context.ts';
import { editedText, editPlan } from './plan-edit.ts';
import { requireEntity } from './require-entity.ts';
import { standingsOf } from './task-standings.ts';

/** `sprint close`: what is open is carried over, left, or the reason not to close it. */
export function closeNow(context: CommandContext, given: Given): void {
  const id = given.args[0] ?? '';
  const way = wayOf(given);
  const standings = standingsOf(context);
  let open: string[] = [];
  const edited = editPlan(context, 'work', (plan) =>
    requireEntity(() => {
      const rows = openTasksOf(plan, id, standings);
      open = rows.map((row) => row.id);
      return closeSprint(plan, id, rows, way);
    }),
  );
  const to = typeof way === 'string' ? null : way.carry_to;
  const answer = {
    ...edited,
    sprint: id,
    carried_to: to,
    carried: to === null ? [] : open,
    left: to === null ? open : [],
  };
  context.answer(answer, () => [
    ...editedText(edited, `Closed sprint ${id}`),
    ...(open.length === 0 || edited.outcome === 'unchanged'
      ? []
      : [`${to === null ? 'Left open in it' : `Carried over to ${to}`}: ${open.join(', ')}`]),
  ]);
}

function wayOf(given: Given): OpenTasks {
  const to = textOption(given, 'carryTo');
  const leave = given.options.leave === true;
  if (to !== undefined && leave)
    throw new BatonError('E_USAGE', 'Give --carry-to SPRINT or --leave, not both: open tasks move or stay.');
  if (to !== undefined) return { carry_to: to };
  return leave ? 'leave' : 'undecided';
}
