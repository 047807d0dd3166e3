import type { Command } from 'commander';
import { own } from '../../own-field.ts';
import { areaOf } from '../../plan/permissions.ts';
import { inverseOf, withChanges } from '../../plan/plan-change.ts';
import { problemText } from '../../plan/plan-problem.ts';
import { sprintsProgress } from '../../plan/progress.ts';
import { taskBoard } from '../../plan/task-board.ts';
import { paint } from '../../render/colour.ts';
import { table } from '../../render/table.ts';
import { plainText } from '../../render/terminal-text.ts';
import { loadPlan } from '../../runtime/plan-loader.ts';
import { readProposals } from '../../runtime/proposals.ts';
import type { Act } from '../act.ts';
import type { CommandContext } from '../command-context.ts';
import { EXIT } from '../exit-code.ts';
import { decide } from '../plan-decision.ts';
import { editedText, editPlan } from '../plan-edit.ts';
import { history, recordedChange } from '../plan-history.ts';
import { standingsOf } from '../task-standings.ts';

/** `baton plan`: the plan as a whole, its history, and what waits for approval. */
export function planNoun(program: Command, act: Act, setExitCode: (code: number) => void): void {
  const plan = program
    .command('plan')
    .description('the plan as a whole: show, validate, history, undo, proposals')
    .addHelpText(
      'after',
      '\nExamples:\n  baton plan show\n  baton plan history sprints/s1\n  baton plan undo 0mwq…',
    );

  plan
    .command('show')
    .description('epics, their sprints and how far they are')
    .addHelpText('after', '\nExample:\n  baton plan show --json')
    .action(act((context) => show(context)));

  plan
    .command('validate')
    .description('check every document and every reference; exit 4 when something is wrong')
    .addHelpText('after', '\nExample:\n  baton plan validate')
    .action(
      act((context) => {
        const { problems } = loadPlan(context.layout);
        if (problems.length > 0) setExitCode(EXIT.damaged);
        context.answer(problems, () =>
          problems.length === 0
            ? ['The plan is sound.']
            : problems.map((one) => plainText(problemText(one), 600)),
        );
      }),
    );

  plan
    .command('history')
    .argument('[entity]', 'one document: epics/e1, sprints/s1, teams/t1, project')
    .option('--limit <count>', 'at most so many, the newest', '20')
    .description('who changed what, and when')
    .addHelpText('after', '\nExample:\n  baton plan history sprints/s1 --json')
    .action(act((context, given) => history(context, given)));

  plan
    .command('undo')
    .argument('<change>', 'the id of a change, from `plan history`')
    .description('take one change back; the undoing is a change of its own')
    .addHelpText('after', '\nExample:\n  baton plan undo 0mwq1x…')
    .action(
      act((context, { args }) => {
        const record = recordedChange(context, args[0] ?? '');
        const area = areaOf(record.changes[0]?.entity ?? '');
        const edited = editPlan(context, area, (current) => withChanges(current, inverseOf(record, current)));
        context.answer(edited, () => editedText(edited, `Undid ${record.id}`));
      }),
    );

  plan
    .command('recover')
    .option('--dry-run', 'only say what is broken; exit 4 when something is')
    .description('put the last good version of broken documents back, from the audit log')
    .addHelpText('after', '\nExample:\n  baton plan recover --dry-run')
    .action(act(async (context, given) => (await import('../plan-recover.ts')).recover(context, given)));

  plan
    .command('proposals')
    .description('changes that wait for an approver')
    .addHelpText('after', '\nExample:\n  baton plan proposals')
    .action(
      act((context) => {
        const waiting = readProposals(context.layout);
        context.answer(waiting, () =>
          waiting.length === 0
            ? ['No proposal waits.']
            : waiting.map(({ id, at, by, author, changes }) =>
                [
                  id,
                  at.slice(0, 16).replace('T', ' '),
                  `${by} by ${author.session ?? author.user ?? 'unknown'}: ${changes.map(({ entity }) => entity).join(', ')}`,
                ]
                  .map((part) => plainText(part, 300))
                  .join('  '),
              ),
        );
      }),
    );

  for (const verb of ['approve', 'reject'] as const) {
    plan
      .command(verb)
      .argument('<id>', 'the proposal')
      .option('--as <name>', 'the approver you are, where your account and git name none; never in a session')
      .description(verb === 'approve' ? 'carry a proposal out' : 'drop a proposal')
      .addHelpText(
        'after',
        `\nExamples:\n  baton plan ${verb} 0mwq1x…\n  baton plan ${verb} 0mwq1x… --as product-director`,
      )
      .action(act((context, given) => decide(context, given, verb)));
  }
}

function show(context: CommandContext): void {
  const { plan, problems } = loadPlan(context.layout);
  const rows = taskBoard(plan, standingsOf(context));
  const sprints = sprintsProgress(Object.values(plan.sprints), rows).map((one) => ({
    ...one,
    epic_id: own(plan.sprints, one.sprint_id)?.epic_id ?? '',
  }));
  const value = { epics: Object.values(plan.epics), sprints, teams: Object.values(plan.teams), problems };
  context.answer(value, () => {
    if (value.epics.length + sprints.length === 0) {
      return ['There is no plan yet. Begin with: baton epic create auth --title "Sign in with a key"'];
    }
    return [
      ...value.epics.map(
        (epic) =>
          `${paint(plainText(epic.id, 60), 'strong', context.colours)}  ${plainText(epic.title, 120)}  (${plainText(epic.status, 30)})`,
      ),
      '',
      ...table(
        [
          { title: 'sprint' },
          { title: 'epic' },
          { title: 'status' },
          { title: 'tasks', align: 'right' },
          { title: 'done', align: 'right' },
          { title: 'name', shrinks: true },
        ],
        sprints.map((one) => [
          one.sprint_id,
          plainText(one.epic_id, 40),
          one.status.replace('_', ' '),
          `${one.tasks_completed}/${one.tasks}`,
          `${one.progress}%`,
          plainText(one.name, 120),
        ]),
        { width: context.width, colours: context.colours },
      ),
      ...(problems.length === 0
        ? []
        : ['', paint(`${problems.length} problems: baton plan validate`, 'warn', context.colours)]),
    ];
  });
}
