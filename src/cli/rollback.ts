import { counted } from '../counted.ts';
import { BatonError } from '../errors.ts';
import { paint } from '../render/colour.ts';
import { plainText } from '../render/terminal-text.ts';
import { findPlace, placeBeforeRollback } from '../runtime/replay/find-place.ts';
import type { Rollback } from '../runtime/rollback-session.ts';
import { previewRollback, rollBackSession } from '../runtime/rollback-session.ts';
import type { Given } from './act.ts';
import type { CommandContext } from './command-context.ts';
import { withProgress } from './log-progress.ts';
import { chosenSession } from './session-choice.ts';
import { differenceRows, differenceTable } from './work-table.ts';

/** `session rollback`. */
export function rollback(context: CommandContext, given: Given): void {
  const { layout, host } = context;
  const [to] = given.args;
  const isUndo = given.options.undo === true;
  if ((to === undefined) !== isUndo)
    throw new BatonError('E_USAGE', 'Say where to go back to (a checkpoint, an event, a time), or --undo.');
  const id = chosenSession(context);
  const { place, undoes } = withProgress(context, (progress) =>
    to === undefined
      ? placeBeforeRollback(layout, id, progress)
      : { place: findPlace(layout, id, to, host.now(), progress), undoes: null },
  );
  const isDry = given.options.dryRun === true;
  const outcome = isDry
    ? previewRollback(layout, id, place)
    : rollBackSession(layout, context.store, id, place, undoes);
  const { event_id, at, checkpoint_id } = place;
  context.answer(
    {
      session: id,
      to: { event_id, at, checkpoint_id },
      undoes,
      dry_run: isDry,
      changed: !isDry && outcome.differences.length > 0,
      differences: differenceRows(outcome.differences),
      claims: outcome.claims,
      conflicts: outcome.conflicts,
    },
    () => sheet(context, outcome, at, isDry),
  );
}

function sheet(context: CommandContext, outcome: Rollback, at: string, isDry: boolean): string[] {
  const time = at.slice(0, 19).replace('T', ' ');
  const left = outcome.conflicts.map(({ task_id, session_id, status }) =>
    paint(
      `${plainText(task_id, 80)} stays as it is: session ${plainText(session_id, 40)} ${status === 'held' ? 'has it' : `has ${status} it`}.`,
      'warn',
      context.colours,
    ),
  );
  if (outcome.differences.length === 0) return [`The work is as it was at ${time} already.`, ...left];
  const released = outcome.claims.filter(({ change }) => change === 'released').length;
  return [
    isDry ? `Back to ${time} would change:` : `Back to ${time}. What happened since stays on record.`,
    ...differenceTable(outcome.differences, ['now', 'then'], context),
    ...left,
    ...(released === 0 ? [] : [`${counted(released, 'task')} given back, free for every session.`]),
    ...(isDry ? [] : ['To undo this: baton session rollback --undo']),
  ];
}
