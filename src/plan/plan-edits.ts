import { BatonError } from '../errors.ts';
import { own } from '../own-field.ts';
import type { Epic, Plan, PlannedTask, Sprint } from './plan-schema.ts';

/** Makes a new epic. @throws E_INVALID when there is one of that id. */
export function addEpic(plan: Plan, epic: Epic): Plan {
  refuseTaken(plan.epics, epic.id, 'epic');
  return { ...plan, epics: { ...plan.epics, [epic.id]: epic } };
}

/** Changes fields of an epic. @throws E_NOT_FOUND naming those that there are. */
export function updateEpic(plan: Plan, id: string, change: Partial<Epic>): Plan {
  const epic = found(plan.epics, id, 'epic');
  return { ...plan, epics: { ...plan.epics, [id]: { ...epic, ...change } } };
}

/** Makes a new sprint. @throws E_INVALID when there is one of that id. */
export function addSprint(plan: Plan, sprint: Sprint): Plan {
  refuseTaken(plan.sprints, sprint.id, 'sprint');
  return { ...plan, sprints: { ...plan.sprints, [sprint.id]: sprint } };
}

/** Changes fields of a sprint. @throws E_NOT_FOUND naming those that there are. */
export function updateSprint(plan: Plan, id: string, change: Partial<Sprint>): Plan {
  const sprint = found(plan.sprints, id, 'sprint');
  return { ...plan, sprints: { ...plan.sprints, [id]: { ...sprint, ...change } } };
}

/** Adds a task to a sprint. @throws E_NOT_FOUND for the sprint; E_INVALID when a sprint has a task of that id. */
export function addTask(plan: Plan, sprintId: string, task: PlannedTask): Plan {
  const sprint = found(plan.sprints, sprintId, 'sprint');
  const taken = Object.values(plan.sprints).find((one) => own(one.planned_tasks, task.id) !== undefined);
  if (taken !== undefined) {
    throw new BatonError(
      'E_INVALID',
      `There is a task ${task.id} already, in sprint ${taken.id}. Task ids are unique in the plan: choose another.`,
    );
  }
  return updateSprint(plan, sprintId, { planned_tasks: { ...sprint.planned_tasks, [task.id]: task } });
}

/** The entity of that id. @throws E_NOT_FOUND listing those that there are, for a nearest name to be suggested. */
export function found<Entity>(entities: Readonly<Record<string, Entity>>, id: string, kind: string): Entity {
  const entity = own(entities, id);
  if (entity !== undefined) return entity;
  const known = Object.keys(entities);
  const list =
    known.length === 0
      ? `There is no ${kind} yet.`
      : `Known: ${known.slice(0, 20).join(', ')}${known.length > 20 ? ' …' : ''}.`;
  throw new BatonError('E_NOT_FOUND', `There is no ${kind} ${JSON.stringify(id)}. ${list}`, {
    kind,
    id,
    known,
  });
}

function refuseTaken(entities: Readonly<Record<string, unknown>>, id: string, kind: string): void {
  if (own(entities, id) === undefined) return;
  throw new BatonError(
    'E_INVALID',
    `There is ${kind === 'epic' ? 'an' : 'a'} ${kind} ${id} already. Choose another id, or change that one.`,
  );
}
