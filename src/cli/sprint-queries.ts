import { BatonError } from '../errors.ts';
import { own } from '../own-field.ts';
import type { SprintPace } from '../plan/burndown.ts';
import { sprintPace } from '../plan/burndown.ts';
import { found } from '../plan/plan-edits.ts';
import type { PlannedTask, Sprint } from '../plan/plan-schema.ts';
import { sprintProgress, sprintsProgress } from '../plan/progress.ts';
import type { TaskRow } from '../plan/task-board.ts';
import { taskBoard } from '../plan/task-board.ts';
import { paint } from '../render/colour.ts';
import { kanban } from '../render/kanban.ts';
import { plainCopy } from '../render/plain-copy.ts';
import { table } from '../render/table.ts';
import { plainText } from '../render/terminal-text.ts';
import { loadPlan } from '../runtime/plan-loader.ts';
import { readRoster } from '../runtime/roster.ts';
import { openShared } from '../runtime/session-streams.ts';
import type { CommandContext } from './command-context.ts';
import { entitySheet } from './entity-sheet.ts';
import { planWithNotice } from './left-out.ts';
import { requireEntity } from './require-entity.ts';
import { sessionIfAny, standingsOf } from './task-standings.ts';

/** How many cards a lane of the board shows; the rest is counted. */
const MOST_CARDS = 100;

/** `sprint list` and `sprint available`: the sprints that are wanted and how far each is. */
export function listSprints(
  context: CommandContext,
  wanted: (one: { readonly id: string; readonly status: string }) => boolean,
): void {
  const { plan } = planWithNotice(context);
  const rows = taskBoard(plan, standingsOf(context));
  const sprints = sprintsProgress(Object.values(plan.sprints), rows)
    .map((one) => ({
      id: one.sprint_id,
      epic_id: own(plan.sprints, one.sprint_id)?.epic_id ?? '',
      ...one,
    }))
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

/** `sprint show`: the plan, how far it is, its pace. */
export function showSprint(context: CommandContext, id: string): void {
  const { plan } = loadPlan(context.layout);
  const one = requireEntity(() => found(plan.sprints, id, 'sprint'));
  const shown = {
    ...one,
    progress: sprintProgress(one, rowsOf(context, one)),
    pace: paceOf(context, one),
  };
  context.answer(shown, () => entitySheet(shown, context));
}

/** `sprint board`: of the sprint that was named, else of the session's. */
export function showBoard(context: CommandContext, named: string | undefined): void {
  const { plan } = loadPlan(context.layout);
  const id = named ?? sprintOfSession(context);
  const sprint = requireEntity(() => found(plan.sprints, id, 'sprint'));
  const rows = taskBoard({ sprints: { [id]: sprint } }, standingsOf(context));
  const look = { width: context.width, colours: context.colours, most: MOST_CARDS };
  context.answer({ sprint: sprintProgress(sprint, rows), tasks: rows }, () => [
    paint(plainText(sprint.name, 200), 'strong', context.colours),
    ...(rows.length === 0
      ? [`No tasks yet. Plan one with: baton task add ID --sprint ${id} --title TITLE`]
      : kanban(plainCopy(rows, 300), look)),
  ]);
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
