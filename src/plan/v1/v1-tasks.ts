import type { TaskState } from '../../session/state.ts';
import type { NewNames, PlanDocument } from './v1-definitions.ts';
import { fittingTask } from './v1-fitting.ts';
import type { V1Object } from './v1-object.ts';
import type { V1Source, V1Sprint } from './v1-source.ts';
import { keyOf } from './v1-source.ts';
import { V1Task } from './v1-task-reader.ts';

/** A sprint that can be a document, the new id of its epic, and its tasks by their new ids. */
export interface PlacedSprint {
  readonly sprint: V1Sprint;
  readonly epic: string;
  readonly tasks: Readonly<Record<string, PlanDocument>>;
}

/** A task as a session has it, and the old sprint that plans it. */
export interface PlacedTask {
  readonly state: TaskState;
  readonly sprint: V1Sprint | undefined;
}

interface Known {
  readonly thing: { readonly project: string; readonly id: string };
  readonly planned?: V1Object;
  readonly tracked?: V1Object;
  readonly sprint?: V1Sprint;
}

/** Finds for each task what is known of it and which sprint plans it: one at most. `teams` are the new ids there are. */
export function placeTasks(
  source: V1Source,
  names: NewNames,
  teams: ReadonlySet<string>,
  at: string,
): { readonly sprints: PlacedSprint[]; readonly tasks: PlacedTask[] } {
  const sprints = source.sprints.flatMap((sprint) => {
    const epic = epicOf(sprint, names);
    return epic === undefined ? [] : [{ sprint, epic }];
  });
  const known = knownTasks(source, new Set(sprints.map(({ sprint }) => sprint)));
  const planned = new Set([...known.values()].filter((one) => one.sprint !== undefined).map(newIdOf));
  const plans = new Map<V1Sprint, [string, PlanDocument][]>(sprints.map(({ sprint }) => [sprint, []]));
  const tasks = [...known.values()].map((one): PlacedTask => {
    const { thing, sprint } = one;
    const id = newIdOf(one);
    const task = new V1Task(one.planned, one.tracked);
    const title = task.title(id);
    if (sprint !== undefined) {
      const resolve = {
        task: (old: string) => {
          const found = names.tasks.find(thing.project, old);
          return found !== undefined && planned.has(found) ? found : undefined;
        },
        team: (old: string) => {
          const found = names.teams.find(thing.project, old);
          return found !== undefined && teams.has(found) ? found : undefined;
        },
      };
      plans.get(sprint)?.push([id, task.definition(id, title, resolve)]);
    }
    const state = fittingTask(task.progress(id, title, at), (name, value) =>
      (one.tracked ?? one.planned)?.leave(name, value, 'More than the log of a session holds of one task.'),
    );
    task.leaveRest(
      sprint === undefined
        ? 'No sprint plans this task, and a session keeps only its title and how far it is.'
        : 'Version 2 has no place for it.',
    );
    return { state, sprint };
  });
  return {
    sprints: sprints.map((one) => ({ ...one, tasks: Object.fromEntries(plans.get(one.sprint) ?? []) })),
    tasks,
  };

  function newIdOf({ thing }: Known): string {
    return names.tasks.find(thing.project, thing.id) ?? thing.id;
  }
}

// The epic that a sprint names, or that lists it. A name without an epic stays, and shows when the plan is checked.
function epicOf(sprint: V1Sprint, names: NewNames): string | undefined {
  const { object, project, listedBy } = sprint;
  const named = object.text('epic_id', 'epic');
  const wanted = named ?? listedBy;
  if (wanted === undefined) {
    const reason = 'A sprint belongs to an epic, and this one names none. Its tasks go into the session.';
    object.leave('tasks', sprint.tasks.ids, reason);
    object.leaveRest(reason);
    return undefined;
  }
  const found = names.epics.find(project, wanted);
  if (found === undefined)
    object.note(`There is no epic ${JSON.stringify(wanted)}; create it or name another.`);
  if (listedBy !== undefined && names.epics.find(project, listedBy) !== found)
    object.leave('epic_id', listedBy, 'This epic lists the sprint, which names another, and that counts.');
  return found ?? wanted;
}

function knownTasks(source: V1Source, sprints: ReadonlySet<V1Sprint>): Map<string, Known> {
  const known = new Map<string, Known>();
  for (const thing of source.tasks) known.set(keyOf(thing), { thing, tracked: thing.object });
  for (const sprint of source.sprints) {
    const home = sprints.has(sprint) ? { sprint } : {};
    for (const { id, object } of sprint.tasks.entries) {
      const thing = { project: sprint.project, id };
      const one = known.get(keyOf(thing));
      if (one?.planned !== undefined) object.leaveRest(`Another sprint plans ${JSON.stringify(id)} already.`);
      else known.set(keyOf(thing), { ...one, thing, planned: object, ...home });
    }
  }
  for (const sprint of source.sprints.filter((one) => sprints.has(one))) {
    for (const id of sprint.tasks.ids) join(known, sprint, id);
  }
  const byKey = new Map([...sprints].map((sprint) => [keyOf(sprint), sprint]));
  for (const [key, one] of known) {
    const named = one.tracked?.text('sprint_id', 'sprint');
    if (named === undefined) continue;
    const home = byKey.get(keyOf({ project: one.thing.project, id: named }));
    if (home === undefined) one.tracked?.leave('sprint_id', named, 'There is no such sprint.');
    else if (one.sprint === undefined) known.set(key, { ...one, sprint: home });
    else if (one.sprint !== home) one.tracked?.leave('sprint_id', named, 'Another sprint plans this task.');
  }
  return known;
}

function join(known: Map<string, Known>, sprint: V1Sprint, id: string): void {
  const keys = [keyOf({ project: sprint.project, id }), keyOf({ project: '', id })];
  const key = keys.find((one) => known.has(one));
  const one = key === undefined ? undefined : known.get(key);
  if (key === undefined || one === undefined)
    sprint.object.leave('tasks', id, 'There is no task of that name.');
  else if (one.sprint === undefined) known.set(key, { ...one, sprint });
  else if (one.sprint !== sprint) sprint.object.leave('tasks', id, 'Another sprint plans this task already.');
}
