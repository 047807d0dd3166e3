import { nearest } from '../nearest.ts';
import { own } from '../own-field.ts';
import { findCycles } from './cycles.ts';
import type { PlanProblem } from './plan-problem.ts';
import { documentOf } from './plan-problem.ts';
import type { Plan, PlannedTask, Sprint, Team } from './plan-schema.ts';

/** Up to how many names the nearest is looked for. */
const MOST_COMPARED = 1_000;

/**
 * Everything in a well-formed plan that does not hold together: references to what is not there, tasks with
 * one id in two sprints, dependencies in a circle, teams without their orchestrator, agents in two teams,
 * allocations of unknown teams and members. In a stable order; empty for a sound plan.
 */
export function planProblems(plan: Plan): PlanProblem[] {
  const owners = taskOwners(plan);
  return [
    ...Object.values(plan.sprints).flatMap((sprint) => sprintProblems(plan, sprint, owners)),
    ...duplicateTasks(owners),
    ...circles(plan),
    ...Object.values(plan.teams).flatMap(teamProblems),
    ...sharedAgents(plan),
  ];
}

/** For each task id, the sprints that plan a task of that name. */
function taskOwners(plan: Plan): ReadonlyMap<string, readonly string[]> {
  const owners = new Map<string, string[]>();
  for (const sprint of Object.values(plan.sprints)) {
    for (const id of Object.keys(sprint.planned_tasks))
      owners.set(id, [...(owners.get(id) ?? []), sprint.id]);
  }
  return owners;
}

function sprintProblems(
  plan: Plan,
  sprint: Sprint,
  owners: ReadonlyMap<string, readonly string[]>,
): PlanProblem[] {
  const file = documentOf('sprints', sprint.id);
  const problems: PlanProblem[] = [];
  if (!Object.hasOwn(plan.epics, sprint.epic_id)) {
    problems.push(unknown(file, 'epic_id', sprint.epic_id, 'epic', Object.keys(plan.epics)));
  }
  for (const [key, task] of Object.entries(sprint.planned_tasks)) {
    problems.push(...taskProblems(plan, file, key, task, owners));
  }
  for (const [teamId, allocation] of Object.entries(sprint.team_allocations)) {
    const team = own(plan.teams, teamId);
    const field = `team_allocations.${teamId}`;
    if (team === undefined) {
      problems.push(unknown(file, field, teamId, 'team', Object.keys(plan.teams)));
      continue;
    }
    const agents = team.available_agents.map((agent) => agent.agent_id);
    for (const member of allocation.members.filter((one) => !agents.includes(one))) {
      problems.push(unknown(file, `${field}.members`, member, `agent of team ${teamId}`, agents));
    }
  }
  return problems;
}

function taskProblems(
  plan: Plan,
  file: string,
  key: string,
  task: PlannedTask,
  owners: ReadonlyMap<string, readonly string[]>,
): PlanProblem[] {
  const field = `planned_tasks.${key}`;
  const problems: PlanProblem[] = [];
  if (task.id !== key) {
    problems.push({
      file,
      field: `${field}.id`,
      value: task.id,
      message: `is ${JSON.stringify(task.id)}, but the task stands under ${JSON.stringify(key)}.`,
      remedy: 'Give both the same name.',
    });
  }
  for (const needed of task.dependencies.filter((one) => !owners.has(one))) {
    problems.push(unknown(file, `${field}.dependencies`, needed, 'task', [...owners.keys()]));
  }
  if (task.assigned_team !== undefined && !Object.hasOwn(plan.teams, task.assigned_team)) {
    problems.push(
      unknown(file, `${field}.assigned_team`, task.assigned_team, 'team', Object.keys(plan.teams)),
    );
  }
  return problems;
}

function duplicateTasks(owners: ReadonlyMap<string, readonly string[]>): PlanProblem[] {
  return [...owners].flatMap(([id, [first, ...others]]) =>
    others.map((sprint) => ({
      file: documentOf('sprints', sprint),
      field: `planned_tasks.${id}`,
      value: id,
      message: `has the id of a task in sprint ${first}.`,
      remedy: 'Give one of the two another id: a task belongs to one sprint.',
    })),
  );
}

function circles(plan: Plan): PlanProblem[] {
  const tasks = Object.values(plan.sprints).flatMap((sprint) =>
    Object.values(sprint.planned_tasks).map((task) => ({ sprint, task })),
  );
  const sprints = new Map(tasks.map(({ sprint, task }) => [task.id, sprint.id]));
  return findCycles(new Map(tasks.map(({ task }) => [task.id, task.dependencies]))).map((cycle) => ({
    file: documentOf('sprints', sprints.get(cycle[0] ?? '') ?? ''),
    field: `planned_tasks.${cycle[0]}.dependencies`,
    value: cycle,
    message: `go in a circle: ${cycle.length > 12 ? `${cycle.slice(0, 11).join(' → ')} → … (${cycle.length - 1} tasks)` : cycle.join(' → ')}.`,
    remedy: 'Take one of these dependencies out.',
  }));
}

function teamProblems(team: Team): PlanProblem[] {
  const agents = team.available_agents.map((agent) => agent.agent_id);
  const file = documentOf('teams', team.id);
  const twice = agents.filter((agent, index) => agents.indexOf(agent) !== index);
  return [
    ...(agents.length === 0 || agents.includes(team.orchestrator)
      ? []
      : [unknown(file, 'orchestrator', team.orchestrator, 'agent of the team', agents)]),
    ...[...new Set(twice)].map((agent) => ({
      file,
      field: 'available_agents',
      value: agent,
      message: `names the agent ${agent} twice.`,
      remedy: 'Keep one, and raise its default_capacity.',
    })),
  ];
}

function sharedAgents(plan: Plan): PlanProblem[] {
  const homes = new Map<string, string>();
  const problems: PlanProblem[] = [];
  for (const team of Object.values(plan.teams)) {
    for (const agent of new Set(team.available_agents.map((one) => one.agent_id))) {
      const home = homes.get(agent);
      if (home === undefined) homes.set(agent, team.id);
      else {
        problems.push({
          file: documentOf('teams', team.id),
          field: 'available_agents',
          value: agent,
          message: `names ${agent}, who belongs to team ${home}.`,
          remedy: 'An agent belongs to one team: take it out of one of them.',
        });
      }
    }
  }
  return problems;
}

function unknown(
  file: string,
  field: string,
  value: string,
  what: string,
  known: readonly string[],
): PlanProblem {
  // Looking for the nearest of very many names, for each of very many, would take seconds.
  const near = known.length > MOST_COMPARED ? undefined : nearest(value, known);
  const list =
    known.length === 0
      ? 'There is none yet.'
      : `Known: ${known.slice(0, 12).join(', ')}${known.length > 12 ? ' …' : ''}.`;
  return {
    file,
    field,
    value,
    message: `names the ${what} ${JSON.stringify(value)}, which is not there.`,
    remedy: near === undefined ? list : `Did you mean ${JSON.stringify(near)}? ${list}`,
  };
}
