import type { Command } from 'commander';
import { BatonError } from '../../errors.ts';
import { own } from '../../own-field.ts';
import type { SprintPace } from '../../plan/burndown.ts';
import { sprintPace } from '../../plan/burndown.ts';
import { addSprint, found, updateSprint } from '../../plan/plan-edits.ts';
import type { PlannedTask, Sprint } from '../../plan/plan-schema.ts';
import { SprintSchema } from '../../plan/plan-schema.ts';
import { SPRINT_STATUSES, sprintProgress } from '../../plan/progress.ts';
import type { TaskRow } from '../../plan/task-board.ts';
import { taskBoard } from '../../plan/task-board.ts';
import { sprintBoard } from '../../render/sprint-board.ts';
import { table } from '../../render/table.ts';
import { plainText } from '../../render/terminal-text.ts';
import { loadPlan } from '../../runtime/plan-loader.ts';
import { readRoster } from '../../runtime/roster.ts';
import { changeSession, openShared } from '../../runtime/session-streams.ts';
import { startSprint } from '../../session/commands/planned-work.ts';
import type { Act, Given } from '../act.ts';
import { listOption, textOption } from '../act.ts';
import type { CommandContext } from '../command-context.ts';
import { knownWord } from '../known-word.ts';
import { editedText, editPlan } from '../plan-edit.ts';
import { parseEntity, requireEntity } from '../require-entity.ts';
import { chosenSession } from '../session-choice.ts';
import { delegateNow } from '../task-delegation.ts';
import { sessionIfAny, standingsOf } from '../task-standings.ts';

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
        list(context, (one) => status === undefined || one.status === status);
      }),
    );

  sprint
    .command('available')
    .description('planned sprints that no live session works on')
    .addHelpText('after', '\nExample:\n  baton sprint available')
    .action(
      act((context) => {
        const taken = new Set(
          readRoster(context.layout, context.host.now())
            .filter(({ liveness }) => liveness === 'live')
            .map(({ view }) => view.sprint?.id),
        );
        list(
          context,
          (one) => !taken.has(one.id) && (one.status === 'planned' || one.status === 'in_progress'),
        );
      }),
    );

  sprint
    .command('show')
    .argument('<id>', 'the sprint')
    .description('one sprint as it is planned, how far it is, its burndown and when it would be done')
    .addHelpText('after', '\nExample:\n  baton sprint show s1')
    .action(
      act((context, { args }) => {
        const { plan } = loadPlan(context.layout);
        const one = requireEntity(() => found(plan.sprints, args[0] ?? '', 'sprint'));
        const shown = {
          ...one,
          progress: sprintProgress(one, rowsOf(context, one)),
          pace: paceOf(context, one),
        };
        context.answer(shown, () => JSON.stringify(shown, null, 2).split('\n'));
      }),
    );

  sprint
    .command('start')
    .argument('<id>', 'the sprint')
    .option(
      '--delegate <strategy>',
      'give its ready tasks to agents at once: parallel, sequential, skill or load',
    )
    .description('take a sprint up in a session: its tasks are tracked there')
    .addHelpText('after', '\nExample:\n  baton sprint start s1 --session "#3"')
    .action(act((context, given) => start(context, given.args[0] ?? '', textOption(given, 'delegate'))));

  sprint
    .command('close')
    .argument('<id>', 'the sprint')
    .description('end a sprint in the plan')
    .addHelpText('after', '\nExample:\n  baton sprint close s1')
    .action(
      act((context, { args }) => {
        const id = args[0] ?? '';
        const edited = editPlan(context, 'work', (plan) =>
          requireEntity(() => updateSprint(plan, id, { status: 'closed' })),
        );
        context.answer(edited, () => editedText(edited, `Closed sprint ${id}`));
      }),
    );

  sprint
    .command('board')
    .argument('[id]', 'the sprint; without it, the one of the session')
    .description('the sprint as a board: to do, in progress, blocked, done')
    .addHelpText('after', '\nExample:\n  baton sprint board s1')
    .action(act((context, { args }) => board(context, args[0])));
}

function list(
  context: CommandContext,
  wanted: (one: { readonly id: string; readonly status: string }) => boolean,
): void {
  const { plan } = loadPlan(context.layout);
  const rows = taskBoard(plan, standingsOf(context));
  const sprints = Object.values(plan.sprints)
    .map((one) => ({ id: one.id, epic_id: one.epic_id, ...sprintProgress(one, rows) }))
    .filter(wanted);
  context.answer(sprints, () =>
    sprints.length === 0
      ? ['No such sprint. Plan one with: baton sprint create ID --epic EPIC --name NAME']
      : table(
          [
            { title: 'sprint' },
            { title: 'epic' },
            { title: 'status' },
            { title: 'tasks', align: 'right' },
            { title: 'points', align: 'right' },
            { title: 'name', shrinks: true },
          ],
          sprints.map((one) => [
            one.id,
            plainText(one.epic_id, 40),
            one.status.replace('_', ' '),
            `${one.tasks_completed}/${one.tasks}`,
            `${one.points_completed}/${one.points}`,
            plainText(one.name, 120),
          ]),
          { width: context.width, colours: context.colours },
        ),
  );
}

function start(context: CommandContext, id: string, strategy: string | undefined): void {
  const { plan } = loadPlan(context.layout);
  const sprint = requireEntity(() => found(plan.sprints, id, 'sprint'));
  const session = chosenSession(context);
  const tasks = Object.values(sprint.planned_tasks).map(({ id: task, title }) => ({
    id: task,
    title: title.slice(0, 120),
  }));
  const { state } = changeSession(
    context.layout,
    session,
    context.store,
    (current) =>
      startSprint(current, {
        sprint_id: id,
        epic_id: sprint.epic_id,
        days: sprint.length_days ?? null,
        tasks,
      }),
    { expect: 'version', durable: true },
  );
  const assignments = strategy === undefined ? [] : delegateNow(context, session, strategy);
  const answer = { session, sprint: id, epic: sprint.epic_id, tasks: tasks.length, assignments };
  context.answer(answer, () => [
    `Session #${state.session_info.number} is on sprint ${id}: ${tasks.length} tasks.`,
    ...assignments.map((one) => `${one.task_id} → ${one.agent_id} (${one.reason})`),
    tasks.length === 0
      ? `It has no tasks yet: baton task add ID --sprint ${id} --title TITLE`
      : 'Next: baton task next',
  ]);
}

function board(context: CommandContext, named: string | undefined): void {
  const { plan } = loadPlan(context.layout);
  const id = named ?? sprintOfSession(context);
  const sprint = requireEntity(() => found(plan.sprints, id, 'sprint'));
  const rows = taskBoard({ sprints: { [id]: sprint } }, standingsOf(context));
  context.answer({ sprint: sprintProgress(sprint, rows), tasks: rows }, () =>
    sprintBoard(sprint.name, rows, {
      width: context.width,
      colours: context.colours,
      ascii: context.options.ascii === true,
    }),
  );
}

function rowsOf(context: CommandContext, sprint: Sprint): TaskRow[] {
  return taskBoard({ sprints: { [sprint.id]: sprint } }, standingsOf(context));
}

// Its start is the first time that a session took it up.
function paceOf(context: CommandContext, sprint: Sprint): SprintPace {
  const { claims } = openShared(context.layout).state;
  const tasks = Object.values(sprint.planned_tasks);
  const hasPoints = tasks.some((task) => task.estimated_effort > 0);
  const pointsOf = (task: PlannedTask) => (hasPoints ? task.estimated_effort : 1);
  const completions = tasks.flatMap((task) => {
    const claim = own(claims, task.id);
    return claim?.status === 'completed' ? [{ task_id: task.id, points: pointsOf(task), at: claim.at }] : [];
  });
  const starts = readRoster(context.layout, context.host.now())
    .filter(({ view }) => view.sprint?.id === sprint.id)
    .map(({ view }) => Date.parse(view.sprint?.started_at ?? ''))
    .filter(Number.isFinite);
  const points = tasks.reduce((total, task) => total + pointsOf(task), 0);
  const startedAt = starts.length === 0 ? null : Math.min(...starts);
  return sprintPace(points, completions, startedAt, sprint.length_days ?? null, context.host.now());
}

function sprintOfSession(context: CommandContext): string {
  const session = sessionIfAny(context);
  const view = readRoster(context.layout, context.host.now()).find(
    (one) => one.view.session_id === session,
  )?.view;
  if (view?.sprint) return view.sprint.id;
  throw new BatonError(
    'E_USAGE',
    'Which sprint? Name one (`baton sprint list`), or start one in the session: baton sprint start ID',
  );
}

function chosen(given: Given): Record<string, unknown> {
  const days = textOption(given, 'days');
  const fields = {
    epic_id: textOption(given, 'epic'),
    name: textOption(given, 'name'),
    goals: listOption(given, 'goal'),
    length_days: days === undefined ? undefined : Number(days),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
