import { counted } from '../counted.ts';
import { BatonError } from '../errors.ts';
import { found } from '../plan/plan-edits.ts';
import type { Plan, Sprint } from '../plan/plan-schema.ts';
import { sprintProgress } from '../plan/progress.ts';
import { taskBoard } from '../plan/task-board.ts';
import { loadPlan } from '../runtime/plan-loader.ts';
import { readRoster } from '../runtime/roster.ts';
import { changeSession } from '../runtime/session-streams.ts';
import { activateTeam, startSprint } from '../session/commands/planned-work.ts';
import type { Given } from './act.ts';
import { textOption } from './act.ts';
import type { CommandContext } from './command-context.ts';
import { requireEntity } from './require-entity.ts';
import { chosenSession } from './session-choice.ts';
import { delegateNow } from './task-delegation.ts';
import { standingsOf } from './task-standings.ts';

/** The sprints that are not over and that no live session works on. */
export function isAvailable(context: CommandContext): (one: { id: string; status: string }) => boolean {
  const taken = new Set(
    readRoster(context.layout, context.host.now())
      .filter(({ liveness }) => liveness === 'live')
      .map(({ view }) => view.sprint?.id),
  );
  return (one) => !taken.has(one.id) && (one.status === 'planned' || one.status === 'in_progress');
}

/**
 * `sprint start`: the session works on the sprint from now on; with teams, these are activated in the same step.
 *
 * @throws E_NOT_FOUND for an unknown sprint, epic or team; E_USAGE where no id is given and not exactly one
 *   sprint is available. Nothing is then changed.
 */
export function beginSprint(context: CommandContext, given: Given): void {
  const { plan } = loadPlan(context.layout);
  const sprint = chosenSprint(context, plan, given);
  const teams = (textOption(given, 'teams') ?? '').split(',').filter((id) => id !== '');
  for (const id of teams) requireEntity(() => found(plan.teams, id, 'team'));
  const session = chosenSession(context);
  const tasks = Object.values(sprint.planned_tasks);
  const facts = { sprint_id: sprint.id, epic_id: sprint.epic_id, days: sprint.length_days ?? null, tasks };
  const { state } = changeSession(
    context.layout,
    session,
    context.store,
    (current) => [
      ...startSprint(current, facts),
      ...[...new Set(teams)].flatMap((id) => activateTeam(current, id)),
    ],
    { expect: 'version', durable: true },
  );
  const strategy = textOption(given, 'delegate');
  const assignments = strategy === undefined ? [] : delegateNow(context, session, strategy);
  const answer = {
    session,
    sprint: sprint.id,
    epic: sprint.epic_id,
    tasks: tasks.length,
    teams: state.session_info.teams,
    assignments,
  };
  context.answer(answer, () => [
    `Session #${state.session_info.number} is on sprint ${sprint.id}: ${counted(tasks.length, 'task')}.`,
    ...(teams.length === 0 ? [] : [`Active teams: ${state.session_info.teams.join(', ')}.`]),
    ...assignments.map((one) => `${one.task_id} → ${one.agent_id} (${one.reason})`),
    tasks.length === 0
      ? `It has no tasks yet: baton task add ID --sprint ${sprint.id} --title TITLE`
      : 'Next: baton task next',
  ]);
}

function chosenSprint(context: CommandContext, plan: Plan, given: Given): Sprint {
  const [id] = given.args;
  const epic = textOption(given, 'epic');
  if (epic !== undefined) requireEntity(() => found(plan.epics, epic, 'epic'));
  if (id !== undefined) {
    const sprint = requireEntity(() => found(plan.sprints, id, 'sprint'));
    if (epic === undefined || sprint.epic_id === epic) return sprint;
    throw new BatonError('E_USAGE', `Sprint ${id} belongs to epic ${sprint.epic_id}, not ${epic}.`);
  }
  const rows = taskBoard(plan, standingsOf(context));
  const available = isAvailable(context);
  const fitting = Object.values(plan.sprints)
    .filter((one) => epic === undefined || one.epic_id === epic)
    .filter((one) => available({ id: one.id, status: sprintProgress(one, rows).status }));
  const [only, second] = fitting;
  if (only !== undefined && second === undefined) return only;
  const which = epic === undefined ? '' : ` of epic ${epic}`;
  throw new BatonError(
    'E_USAGE',
    only === undefined
      ? `No sprint${which} is available. Plan one with: baton sprint create ID --epic EPIC --name NAME`
      : `Which sprint? ${fitting.length}${which} are available: ${fitting
          .slice(0, 20)
          .map((one) => one.id)
          .join(', ')}. Give its id.`,
  );
}
