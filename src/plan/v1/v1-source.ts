import { BatonError } from '../../errors.ts';
import type { V1Entry, V1Members } from './v1-object.ts';
import { V1Object } from './v1-object.ts';
import type { V1Report } from './v1-report.ts';

/** A thing of version 1, and the project that it belongs to: empty outside of one. */
export type V1Thing = V1Entry & { readonly project: string };

/** A sprint of version 1, with what it says of its tasks and the epic that lists it. */
export interface V1Sprint extends V1Thing {
  readonly tasks: V1Members;
  readonly listedBy: string | undefined;
}

/** What a version 1 file holds, found where its versions put it. */
export interface V1Source {
  readonly root: V1Object;
  readonly session: V1Object | undefined;
  readonly epics: readonly V1Thing[];
  readonly sprints: readonly V1Sprint[];
  readonly teams: readonly V1Thing[];
  /** What is known of tasks outside of sprints, above all their progress. */
  readonly tasks: readonly V1Thing[];
  readonly agents: readonly V1Thing[];
  /** Says of everything that nobody took that it has no place. */
  leaveRest(): void;
}

const SECTIONS = [
  'session',
  'execution',
  'organization',
  'projects',
  'workflows',
  'tasks',
  'agents',
] as const;
const PARTS = ['execution', 'workflows', 'organization'] as const;
const KINDS = ['epics', 'sprints', 'teams', 'tasks', 'agents'] as const;

/** Why parts of a version 1 file stay behind. */
const REASONS: Readonly<Record<string, string>> = {
  observability: 'Version 2 counts anew, from what happens.',
  communication: 'Messages of version 1 are not delivered again.',
};
const NO_PLACE = 'Version 2 has no place for it.';

/**
 * Finds the parts of a version 1 file: epics and sprints under `execution.workflows`, tasks and agents under
 * `execution`, teams under `organization`, and all of these in each of `projects` or at the top as well.
 *
 * @throws E_INVALID for what is no version 1 file.
 */
export function readV1(value: unknown, report: V1Report): V1Source {
  if (
    typeof value !== 'object' ||
    value === null ||
    Array.isArray(value) ||
    !SECTIONS.some((name) => name in value)
  ) {
    throw new BatonError(
      'E_INVALID',
      `This is no version 1 state: it has none of ${SECTIONS.join(', ')} at its top. Nothing was written.`,
    );
  }
  const root = new V1Object(value, { path: '', where: '' }, report);
  const holders: V1Object[] = [];
  const found: Record<(typeof KINDS)[number], Map<string, V1Thing>> = {
    epics: new Map(),
    sprints: new Map(),
    teams: new Map(),
    tasks: new Map(),
    agents: new Map(),
  };
  const gather = (holder: V1Object, project: string, parts: readonly string[]) => {
    holders.push(holder);
    for (const kind of KINDS) {
      const { ids, entries } = holder.members(kind);
      if (ids.length > 0) holder.leave(kind, ids, 'Names alone, without what they name.');
      for (const entry of entries) addOnce(found[kind], { ...entry, project });
    }
    for (const name of parts) {
      const part = holder.object(name);
      if (part !== undefined) gather(part, project, name === 'execution' ? ['workflows'] : []);
    }
  };
  const session = root.object('session');
  const projects = root.members('projects');
  gather(root, '', PARTS);
  for (const { id, object } of projects.entries) gather(object, id, PARTS);
  const nested = sprintsOfEpics(found.epics, found.sprints);
  return {
    root,
    session,
    epics: [...found.epics.values()],
    sprints: [...found.sprints.values()].map((sprint) => ({
      ...sprint,
      tasks: joined(sprint.object.members('planned_tasks'), sprint.object.members('tasks')),
      listedBy: nested.get(keyOf(sprint)),
    })),
    teams: [...found.teams.values()],
    tasks: [...found.tasks.values()],
    agents: [...found.agents.values()],
    leaveRest: () => {
      if (projects.ids.length > 0)
        root.leave('projects', projects.ids, 'Names alone, without what they name.');
      for (const holder of holders) {
        for (const [name, reason] of Object.entries(REASONS)) holder.leaveOne(name, reason);
        holder.leaveRest(NO_PLACE);
      }
      session?.leaveRest(NO_PLACE);
    },
  };
}

// An epic may list its sprints by name, or hold them; the answer says which epic lists a sprint.
function sprintsOfEpics(
  epics: ReadonlyMap<string, V1Thing>,
  sprints: Map<string, V1Thing>,
): Map<string, string> {
  const listed = new Map<string, string>();
  for (const epic of epics.values()) {
    const { ids, entries } = epic.object.members('sprints');
    for (const entry of entries) addOnce(sprints, { ...entry, project: epic.project });
    for (const id of [...ids, ...entries.map((entry) => entry.id)]) {
      const key = keyOf({ project: epic.project, id });
      if (!sprints.has(key)) epic.object.leave('sprints', id, 'There is no sprint of that name.');
      else if (listed.has(key)) epic.object.leave('sprints', id, 'Another epic lists this sprint already.');
      else listed.set(key, epic.id);
    }
  }
  return listed;
}

function addOnce(things: Map<string, V1Thing>, thing: V1Thing): void {
  if (things.has(keyOf(thing)))
    thing.object.leaveRest(`There is another ${JSON.stringify(thing.id)} already.`);
  else things.set(keyOf(thing), thing);
}

function joined(first: V1Members, second: V1Members): V1Members {
  return { ids: [...first.ids, ...second.ids], entries: [...first.entries, ...second.entries] };
}

/** What tells a thing from all others of its kind. */
export function keyOf({ project, id }: Pick<V1Thing, 'project' | 'id'>): string {
  return JSON.stringify([project, id]);
}
