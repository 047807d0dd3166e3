import type { V1Names } from './v1-names.ts';
import type { V1Object } from './v1-object.ts';
import type { V1Sprint, V1Thing } from './v1-source.ts';

/** A document of the plan, with only those fields that version 1 had. */
export type PlanDocument = Readonly<Record<string, unknown>> & { readonly id: string };

/** The new ids of everything. */
export interface NewNames {
  readonly epics: V1Names;
  readonly sprints: V1Names;
  readonly teams: V1Names;
  readonly tasks: V1Names;
  readonly agents: V1Names;
}

const NOT_A_PLAN = 'It is no part of a plan in version 2.';

/** The epic as a document: what it is, without how far it has come. */
export function epicDocument({ object, project, id }: V1Thing, names: NewNames): PlanDocument {
  const newId = names.epics.find(project, id) ?? id;
  const requirements = object.object('requirements');
  const document = compact({
    id: newId,
    title: titleOf(object, newId),
    description: object.text('description'),
    status: object.text('status'),
    features: object.texts('features'),
    requirements:
      requirements &&
      compact({
        functional: requirements.texts('functional'),
        non_functional: requirements.texts('non_functional'),
      }),
    success_criteria: object.texts('success_criteria'),
    estimated_sprints: object.number(['estimated_sprints']),
  });
  requirements?.leaveRest(NOT_A_PLAN);
  object.leaveRest(NOT_A_PLAN);
  return { ...document, id: newId };
}

/** The team as a document; undefined, and reported, for one without an orchestrator. */
export function teamDocument({ object, project, id }: V1Thing, names: NewNames): PlanDocument | undefined {
  const newId = names.teams.find(project, id) ?? id;
  const orchestrator = object.text('orchestrator');
  if (orchestrator === undefined) {
    object.leaveRest('A team needs an orchestrator, and this one names none.');
    return undefined;
  }
  const policies = object.object('policies');
  const { ids, entries } = object.members('available_agents', 'agent_id');
  const document = compact({
    id: newId,
    name: titleOf(object, newId),
    orchestrator,
    available_agents: [
      ...ids.filter((agent) => agent !== '').map((agent) => ({ agent_id: agent })),
      ...entries.flatMap((entry) => teamAgent(entry.object, entry.id)),
    ],
    policies:
      policies &&
      compact({
        max_parallel_agents: policies.number(['max_parallel_agents']),
        require_approval: policies.flag('require_approval'),
        auto_scaling: policies.flag('auto_scaling'),
      }),
  });
  policies?.leaveRest(NOT_A_PLAN);
  object.leaveRest(NOT_A_PLAN);
  return { ...document, id: newId };
}

function teamAgent(agent: V1Object, id: string): object[] {
  if (id === '') {
    agent.leaveRest('It has no id.');
    return [];
  }
  const document = compact({
    agent_id: id,
    role: agent.text('role'),
    skills: agent.texts('skills'),
    default_capacity: agent.number(['default_capacity']),
  });
  agent.leaveRest(NOT_A_PLAN);
  return [document];
}

/** The sprint as a document with its tasks; `epic` is the new id of its epic. */
export function sprintDocument(
  { object, project, id }: V1Sprint,
  epic: string,
  tasks: Readonly<Record<string, PlanDocument>>,
  names: NewNames,
  teams: ReadonlyMap<string, PlanDocument>,
): PlanDocument {
  const newId = names.sprints.find(project, id) ?? id;
  const document = compact({
    id: newId,
    epic_id: epic,
    name: titleOf(object, newId),
    status: object.text('status'),
    goals: object.texts('goals'),
    length_days: object.number(['length_days', 'duration_days'], 1),
    planned_tasks: tasks,
    team_allocations: allocations(object, project, names, teams),
  });
  object.leaveRest(NOT_A_PLAN);
  return { ...document, id: newId };
}

function allocations(
  sprint: V1Object,
  project: string,
  names: NewNames,
  teams: ReadonlyMap<string, PlanDocument>,
): Record<string, object> | undefined {
  const { ids, entries } = sprint.members('team_allocations');
  if (ids.length > 0) sprint.leave('team_allocations', ids, 'Teams alone, without a capacity.');
  const found: [string, object][] = [];
  for (const { id, object } of entries) {
    const team = names.teams.find(project, id);
    const capacity = object.number(['capacity']);
    if (team !== undefined && teams.has(team) && capacity !== undefined)
      found.push([team, compact({ capacity, members: object.texts('members') })]);
    else if (capacity !== undefined)
      object.leave('capacity', capacity, `There is no team ${JSON.stringify(id)}.`);
    object.leaveRest(capacity === undefined ? 'An allocation needs a capacity.' : NOT_A_PLAN);
  }
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

/** What a thing is called: its title or name, or else its id, which is then noted. */
export function titleOf(object: V1Object, id: string): string {
  const title = object.text('title', 'name');
  if (title === undefined) object.note('It has no title and is shown by its id.');
  return title ?? id;
}

/** `fields` without those that are not there. */
export function compact(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
