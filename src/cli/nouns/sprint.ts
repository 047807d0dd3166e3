import type { Command } from 'commander';
import { addSprint } from '../../plan/plan-edits.ts';
import { SprintSchema } from '../../plan/plan-schema.ts';
import { SPRINT_STATUSES } from '../../plan/progress.ts';
import type { Act, Given } from '../act.ts';
import { listOption, textOption } from '../act.ts';
import { knownWord } from '../known-word.ts';
import { amountOption } from '../number-option.ts';
import { editedText, editPlan } from '../plan-edit.ts';
import { parseEntity } from '../require-entity.ts';
import { closeNow } from '../sprint-close.ts';
import { listSprints, showBoard, showSprint } from '../sprint-queries.ts';
import { beginSprint, isAvailable } from '../sprint-start.ts';

/** `baton sprint`: stretches of planned work, and taking one up in a session. */
export function sprintNoun(program: Command, act: Act): void {
  const sprint = program
    .command('sprint')
    .description('stretches of planned work: plan them, start one in a session, see its board')
    .addHelpText(
      'after',
      '\nExamples:\n  baton sprint create s1 --epic auth --name "Tokens"\n  baton sprint start s1\n  baton sprint board',
    );

  sprint
    .command('create')
    .argument('<id>', 'letters, digits, ".", "_", "-"')
    .requiredOption('--epic <id>', 'the epic that it serves')
    .requiredOption('--name <text>', 'what it is called')
    .option('--goal <text...>', 'what it is to reach (may be repeated)')
    .option('--days <count>', 'how long it is to last')
    .description('plan a new sprint')
    .addHelpText(
      'after',
      '\nExample:\n  baton sprint create s1 --epic auth --name "Tokens" --goal "tokens are issued" --days 10',
    )
    .action(
      act((context, given) => {
        const made = parseEntity(SprintSchema, { id: given.args[0], ...chosen(given) });
        const edited = editPlan(context, 'work', (plan) => addSprint(plan, made));
        context.answer(edited, () => editedText(edited, `Planned sprint ${made.id}`));
      }),
    );

  sprint
    .command('list')
    .option('--status <word>', 'planned, in_progress, completed or closed')
    .description('all sprints and how far they are')
    .addHelpText('after', '\nExample:\n  baton sprint list --status in_progress')
    .action(
      act((context, given) => {
        const status = knownWord(textOption(given, 'status'), SPRINT_STATUSES, 'status');
        listSprints(context, (one) => status === undefined || one.status === status);
      }),
    );

  sprint
    .command('available')
    .description('planned sprints that no live session works on')
    .addHelpText('after', '\nExample:\n  baton sprint available')
    .action(
      act((context) => {
        listSprints(context, isAvailable(context));
      }),
    );

  sprint
    .command('show')
    .argument('<id>', 'the sprint')
    .description('one sprint as it is planned, how far it is, its burndown and when it would be done')
    .addHelpText('after', '\nExample:\n  baton sprint show s1')
    .action(
      act((context, { args }) => {
        showSprint(context, args[0] ?? '');
      }),
    );

  sprint
    .command('start')
    .argument('[id]', 'the sprint; without it, the only one that is available')
    .option('--epic <id>', 'of this epic')
    .option('--teams <ids>', 'teams to activate with it, separated by commas')
    .option(
      '--delegate <strategy>',
      'give its ready tasks to agents at once: parallel, sequential, skill or load',
    )
    .description('take a sprint up in a session: its tasks are tracked there')
    .addHelpText(
      'after',
      '\nExamples:\n  baton sprint start s1 --session "#3"\n  baton sprint start --epic auth --teams engineering,quality --delegate skill',
    )
    .action(act((context, given) => beginSprint(context, given)));

  sprint
    .command('close')
    .argument('<id>', 'the sprint')
    .option('--carry-to <sprint>', 'move its open tasks to that sprint')
    .option('--leave', 'close it with the tasks that are open')
    .description('end a sprint in the plan; with open tasks, say what becomes of them')
    .addHelpText('after', '\nExamples:\n  baton sprint close s1\n  baton sprint close s1 --carry-to s2')
    .action(act((context, given) => closeNow(context, given)));

  sprint
    .command('board')
    .argument('[id]', 'the sprint; without it, the one of the session')
    .description('the sprint as a board: to do, in progress, blocked, done')
    .addHelpText('after', '\nExample:\n  baton sprint board s1')
    .action(act((context, { args }) => showBoard(context, args[0])));
}

function chosen(given: Given): Record<string, unknown> {
  const fields = {
    epic_id: textOption(given, 'epic'),
    name: textOption(given, 'name'),
    goals: listOption(given, 'goal'),
    length_days: amountOption(given, 'days'),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
