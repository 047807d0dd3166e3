import type { Command } from 'commander';
import { addTask } from '../../plan/plan-edits.ts';
import { PlannedTaskSchema } from '../../plan/plan-schema.ts';
import { toPathSegment } from '../../store/safe-id.ts';
import type { Act, Given } from '../act.ts';
import { listOption, textOption } from '../act.ts';
import { boardWithNotice } from '../left-out.ts';
import { amountOption } from '../number-option.ts';
import { editedText, editPlan } from '../plan-edit.ts';
import { parseEntity, requireEntity } from '../require-entity.ts';
import { delegateTasks } from '../task-delegation.ts';
import { listTasks, nextTask } from '../task-queries.ts';
import { showTask } from '../task-sheet.ts';
import { assign, begin, block, complete, progress, unblock } from '../task-work.ts';
import { taskDocumentVerbs } from './task-document.ts';

/** `baton task`: the tasks of the plan and the work on them. */
export function taskNoun(program: Command, act: Act, setExitCode: (code: number) => void): void {
  const task = program
    .command('task')
    .description('planned tasks: what there is, what comes next, and the work on them')
    .addHelpText(
      'after',
      '\nExamples:\n  baton task next\n  baton task start t1\n  baton task progress t1 60 --artifact src/token.ts\n  baton task complete t1',
    );

  task
    .command('add')
    .argument('<id>', 'unique in the plan')
    .requiredOption('--sprint <id>', 'the sprint that it belongs to')
    .requiredOption('--title <text>', 'what is to be done')
    .option('--description <text>', 'more about it')
    .option('--type <word>', 'feature, testing, bug, docs …')
    .option('--effort <points>', 'the estimate')
    .option('--team <id>', 'who is to do it')
    .option('--priority <word>', 'low, medium, high or critical')
    .option('--depends <ids>', 'tasks that come first, separated by commas')
    .option('--criterion <text...>', 'how it is seen to be done (may be repeated)')
    .description('plan a task')
    .addHelpText(
      'after',
      '\nExample:\n  baton task add t2 --sprint s1 --title "Refuse old tokens" --effort 3 --depends t1',
    )
    .action(
      act((context, given) => {
        const id = toPathSegment(given.args[0] ?? '', 'task');
        const made = parseEntity(PlannedTaskSchema, { id, ...chosen(given) });
        const sprint = textOption(given, 'sprint') ?? '';
        const edited = editPlan(context, 'work', (plan) => requireEntity(() => addTask(plan, sprint, made)));
        context.answer(edited, () => editedText(edited, `Planned task ${made.id} in sprint ${sprint}`));
      }),
    );

  task
    .command('list')
    .option('--sprint <id>', 'only of this sprint')
    .option('--status <word>', 'only with this status')
    .option('--limit <count>', 'at most so many', '50')
    .option('--offset <count>', 'leave so many out first', '0')
    .description('planned tasks and how each stands, over all sessions')
    .addHelpText('after', '\nExample:\n  baton task list --sprint s1 --json')
    .action(act((context, given) => listTasks(context, given, boardWithNotice(context))));

  task
    .command('next')
    .option('--sprint <id>', 'only of this sprint; without it, the one of the session if it is on one')
    .description('the task to do next: ready, most urgent, holding up most work')
    .addHelpText('after', '\nExample:\n  baton task next --json')
    .action(act((context, given) => nextTask(context, given, boardWithNotice(context))));

  task
    .command('show')
    .argument('<id>', 'the task')
    .description('one task: the plan and the work on it')
    .addHelpText('after', '\nExample:\n  baton task show t1')
    .action(act((context, { args }) => showTask(context, args[0] ?? '')));

  task
    .command('assign')
    .argument('<id>', 'the task')
    .argument('<agent>', 'who is to do it')
    .description('claim a task for the session and give it to an agent')
    .addHelpText('after', '\nExample:\n  baton task assign t1 backend-1')
    .action(act((context, { args }) => assign(context, args[0] ?? '', args[1] ?? '')));

  task
    .command('start')
    .argument('<id>', 'the task')
    .option('--agent <id>', 'who does it')
    .option('--again', 'take up a task that was completed')
    .description('claim a task for the session and begin it; of two sessions one gets it')
    .addHelpText('after', '\nExample:\n  baton task start t1')
    .action(act((context, given) => begin(context, given)));

  withResults(task.command('progress').argument('<id>', 'the task').argument('<percent>', '0 to 100'))
    .description('say how far a task is')
    .addHelpText('after', '\nExample:\n  baton task progress t1 60 --artifact src/token.ts')
    .action(act((context, given) => progress(context, given)));

  task
    .command('block')
    .argument('<id>', 'the task')
    .requiredOption('--reason <text>', 'what it waits for')
    .description('raise a blocker')
    .addHelpText('after', '\nExample:\n  baton task block t1 --reason "no access to the staging keys"')
    .action(act((context, given) => block(context, given.args[0] ?? '', textOption(given, 'reason') ?? '')));

  task
    .command('unblock')
    .argument('<id>', 'the task')
    .description('resolve its blockers: it goes on')
    .addHelpText('after', '\nExample:\n  baton task unblock t1')
    .action(act((context, { args }) => unblock(context, args[0] ?? '')));

  withResults(task.command('complete').argument('<id>', 'the task'))
    .option('--failed <reason>', 'it did not work out: another agent with room gets it')
    .option('--no-fallback', 'with --failed: give it to nobody else')
    .option('--cancelled <reason>', 'it is no longer wanted')
    .description('end a task, for all sessions to see')
    .addHelpText('after', '\nExample:\n  baton task complete t1 --effort 2.5')
    .action(act((context, given) => complete(context, given)));

  taskDocumentVerbs(task, act, setExitCode);

  task
    .command('delegate')
    .option('--strategy <word>', 'parallel, sequential, skill or load', 'skill')
    .option('--sprint <id>', 'only of this sprint')
    .option('--priority <word>', 'only tasks of this priority: low, medium, high or critical')
    .option('--dry-run', 'only say who would get what')
    .description('give ready tasks to the agents of the active teams')
    .addHelpText('after', '\nExample:\n  baton task delegate --strategy load')
    .action(act((context, given) => delegateTasks(context, given)));
}

function withResults(command: Command): Command {
  return command
    .option('--effort <hours>', 'hours spent in all')
    .option('--artifact <path...>', 'a result (may be repeated)');
}

function chosen(given: Given): Record<string, unknown> {
  const fields = {
    title: textOption(given, 'title'),
    description: textOption(given, 'description'),
    type: textOption(given, 'type'),
    estimated_effort: amountOption(given, 'effort'),
    priority: textOption(given, 'priority'),
    dependencies: textOption(given, 'depends')
      ?.split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
    acceptance_criteria: listOption(given, 'criterion'),
    assigned_team: textOption(given, 'team'),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
