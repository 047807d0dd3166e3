import { BatonError, isBatonError } from '../errors.ts';
import type { Assignment, Strategy } from '../plan/delegation.ts';
import { delegate, STRATEGIES } from '../plan/delegation.ts';
import { readyTasks } from '../plan/next-task.ts';
import { found } from '../plan/plan-edits.ts';
import type { TaskRow } from '../plan/task-board.ts';
import { taskBoard } from '../plan/task-board.ts';
import { loadPlan } from '../runtime/plan-loader.ts';
import { giveTask } from '../runtime/planned-work.ts';
import { openSession } from '../runtime/session-streams.ts';
import type { SessionState } from '../session/state.ts';
import type { Given } from './act.ts';
import { textOption } from './act.ts';
import type { CommandContext } from './command-context.ts';
import { knownWord } from './known-word.ts';
import { suggestion } from './nearest.ts';
import { plannedTask } from './planned-task.ts';
import { requireEntity } from './require-entity.ts';
import { chosenSession } from './session-choice.ts';
import { standingsOf } from './task-standings.ts';

const PRIORITIES = ['low', 'medium', 'high', 'critical'] as const;
const OVER: ReadonlySet<TaskRow['status']> = new Set(['completed', 'cancelled', 'failed']);

/** `task delegate`. */
export function delegateTasks(context: CommandContext, given: Given): void {
  const session = chosenSession(context);
  const strategy = strategyOf(textOption(given, 'strategy') ?? 'skill');
  const sprint = textOption(given, 'sprint');
  const priority = knownWord(textOption(given, 'priority'), PRIORITIES, 'priority');
  const proposed = proposeAssignments(context, session, strategy, { sprint, priority });
  const assignments = given.options.dryRun === true ? proposed : carryOut(context, session, proposed);
  context.answer(assignments, () =>
    assignments.length === 0
      ? ['Nothing was given: no task is ready, or no agent of an active team has room.']
      : assignments.map((one) => `${one.task_id} → ${one.agent_id} (${one.reason})`),
  );
}

/** Gives ready tasks to agents by `strategy`, as `sprint start --delegate` and `task delegate` do. */
export function delegateNow(context: CommandContext, session: string, word: string): readonly Assignment[] {
  return carryOut(context, session, proposeAssignments(context, session, strategyOf(word), {}));
}

/**
 * Gives a task that failed to another agent with room: the one who knows most of what it needs, never the one
 * who failed. Undefined when there is nobody.
 */
export function fallBack(
  context: CommandContext,
  session: string,
  taskId: string,
  failed: string | null,
): Assignment | undefined {
  const others = proposeAssignments(context, session, 'skill', { only: taskId, without: failed });
  return carryOut(context, session, others)[0];
}

interface Choice {
  readonly sprint?: string | undefined;
  readonly priority?: TaskRow['priority'] | undefined;
  readonly only?: string;
  readonly without?: string | null;
}

function proposeAssignments(
  context: CommandContext,
  session: string,
  strategy: Strategy,
  choice: Choice,
): Assignment[] {
  const { plan } = loadPlan(context.layout);
  const { sprint } = choice;
  if (sprint !== undefined) requireEntity(() => found(plan.sprints, sprint, 'sprint'));
  const { state } = openSession(context.layout, session);
  const rows = taskBoard(plan, standingsOf(context));
  const planned = new Map(
    Object.values(plan.sprints).flatMap((sprint) => Object.entries(sprint.planned_tasks)),
  );
  const teams = activeTeams(state, Object.values(plan.teams)).map((team) => ({
    ...team,
    available_agents: team.available_agents.filter((agent) => agent.agent_id !== choice.without),
  }));
  return delegate(
    {
      ready:
        choice.only === undefined
          ? ready(rows, choice.sprint ?? state.active_work.current_sprint).filter(
              (row) => choice.priority === undefined || row.priority === choice.priority,
            )
          : rows.filter((row) => row.id === choice.only),
      planned: (id) => planned.get(id),
      teams,
      load: (agent) => rows.filter((row) => row.assignee === agent && !OVER.has(row.status)).length,
    },
    strategy,
  );
}

function ready(rows: readonly TaskRow[], sprint: string | null): TaskRow[] {
  const own = sprint === null ? rows : rows.filter((row) => row.sprint === sprint);
  return readyTasks(own).filter((row) => row.assignee === null);
}

// Without an active team, all of them may be asked.
function activeTeams<Team extends { readonly id: string }>(
  state: SessionState,
  teams: readonly Team[],
): Team[] {
  const active = state.session_info.teams;
  return teams.filter(({ id }) => active.length === 0 || active.includes(id));
}

// Gives those that were given: one that another session has taken in the meantime is that one's.
function carryOut(
  context: CommandContext,
  session: string,
  assignments: readonly Assignment[],
): readonly Assignment[] {
  const { plan } = loadPlan(context.layout);
  return assignments.filter(({ task_id, agent_id }) => {
    try {
      giveTask(context.layout, context.store, session, plannedTask(plan, task_id).task, agent_id);
      return true;
    } catch (error) {
      if (!isBatonError(error, 'E_RULE')) throw error;
      return false;
    }
  });
}

function strategyOf(word: string): Strategy {
  const strategy = STRATEGIES.find((one) => one === word);
  if (strategy !== undefined) return strategy;
  throw new BatonError(
    'E_USAGE',
    `${JSON.stringify(word)} is no strategy.${suggestion(word, STRATEGIES)} Strategies: ${STRATEGIES.join(', ')}.`,
  );
}
