import type { Command } from 'commander';
import { BatonError } from '../../errors.ts';
import { addEpic, found, updateEpic } from '../../plan/plan-edits.ts';
import { EpicSchema } from '../../plan/plan-schema.ts';
import { epicProgress } from '../../plan/progress.ts';
import { taskBoard } from '../../plan/task-board.ts';
import { table } from '../../render/table.ts';
import { plainText } from '../../render/terminal-text.ts';
import { loadPlan } from '../../runtime/plan-loader.ts';
import type { Act, Given } from '../act.ts';
import { listOption, textOption } from '../act.ts';
import { entitySheet } from '../entity-sheet.ts';
import { showEpicProgress } from '../epic-progress.ts';
import { boardWithNotice } from '../left-out.ts';
import { amountOption } from '../number-option.ts';
import { editedText, editPlan } from '../plan-edit.ts';
import { parseEntity, requireEntity } from '../require-entity.ts';
import { standingsOf } from '../task-standings.ts';

/** `baton epic`: the large goals. */
export function epicNoun(program: Command, act: Act): void {
  const epic = program
    .command('epic')
    .description('large goals, reached in several sprints')
    .addHelpText(
      'after',
      '\nExamples:\n  baton epic create auth --title "Sign in with a key" --feature oauth --criterion "90 % of sign-ins in 2 s"\n  baton epic progress auth',
    );

  fields(
    epic
      .command('create')
      .argument('<id>', 'letters, digits, ".", "_", "-"')
      .requiredOption('--title <text>', 'what it is called'),
  )
    .description('plan a new epic')
    .addHelpText('after', '\nExample:\n  baton epic create auth --title "Sign in with a key"')
    .action(
      act((context, given) => {
        const made = parseEntity(EpicSchema, { id: given.args[0], ...chosen(given) });
        const edited = editPlan(context, 'work', (plan) => addEpic(plan, made));
        context.answer(edited, () => editedText(edited, `Planned epic ${made.id}`));
      }),
    );

  epic
    .command('list')
    .description('all epics and how far they are')
    .addHelpText('after', '\nExample:\n  baton epic list --json')
    .action(
      act((context) => {
        const { plan } = loadPlan(context.layout);
        const rows = taskBoard(plan, standingsOf(context));
        const list = Object.values(plan.epics).map((one) => ({
          id: one.id,
          title: one.title,
          status: one.status,
          ...epicProgress(plan, one.id, rows),
        }));
        context.answer(list, () =>
          list.length === 0
            ? ['No epic yet. Begin with: baton epic create ID --title TITLE']
            : table(
                [
                  { title: 'epic' },
                  { title: 'status' },
                  { title: 'sprints', align: 'right' },
                  { title: 'done', align: 'right' },
                  { title: 'title', shrinks: true },
                ],
                list.map((one) => [
                  one.id,
                  plainText(one.status, 30),
                  `${one.sprints_completed}/${one.total_sprints}`,
                  `${one.overall_progress}%`,
                  plainText(one.title, 120),
                ]),
                { width: context.width, colours: context.colours },
              ),
        );
      }),
    );

  epic
    .command('show')
    .argument('<id>', 'the epic')
    .description('one epic as it is planned')
    .addHelpText('after', '\nExample:\n  baton epic show auth')
    .action(
      act((context, { args }) => {
        const { plan } = loadPlan(context.layout);
        const one = requireEntity(() => found(plan.epics, args[0] ?? '', 'epic'));
        context.answer(one, () => entitySheet(one, context));
      }),
    );

  fields(epic.command('update').argument('<id>', 'the epic').option('--title <text>', 'what it is called'))
    .option('--status <word>', 'planned, approved, active, completed …')
    .description('change fields of an epic')
    .addHelpText('after', '\nExample:\n  baton epic update auth --status approved')
    .action(
      act((context, given) => {
        const id = given.args[0] ?? '';
        const change = { ...chosen(given), ...statusOf(given) };
        if (Object.keys(change).length === 0)
          throw new BatonError(
            'E_USAGE',
            'Nothing to change: give --title, --description, --status, --feature or --criterion.',
          );
        const edited = editPlan(context, 'work', (plan) => requireEntity(() => updateEpic(plan, id, change)));
        context.answer(edited, () => editedText(edited, `Changed epic ${id}`));
      }),
    );

  epic
    .command('progress')
    .argument('<id>', 'the epic')
    .description('how far an epic is, over all sessions')
    .addHelpText('after', '\nExample:\n  baton epic progress auth --json')
    .action(act((context, { args }) => showEpicProgress(context, args[0] ?? '', boardWithNotice(context))));
}

function fields(command: Command): Command {
  return command
    .option('--description <text>', 'what it is about')
    .option('--feature <id...>', 'a feature it brings (may be repeated)')
    .option('--criterion <text...>', 'how its success is seen (may be repeated)')
    .option('--sprints <count>', 'how many sprints it may take');
}

function chosen(given: Given): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries({
      title: textOption(given, 'title'),
      description: textOption(given, 'description'),
      features: listOption(given, 'feature'),
      success_criteria: listOption(given, 'criterion'),
      estimated_sprints: amountOption(given, 'sprints'),
    }).filter(([, value]) => value !== undefined),
  );
}

function statusOf(given: Given): { readonly status?: string } {
  const status = textOption(given, 'status');
  return status === undefined ? {} : { status };
}
