import { join } from 'node:path';
import { BATON_FOLDER } from './project-root.ts';
import { toPathSegment } from './safe-id.ts';

/** Every path below `.baton/`, in one place. Ids are checked on the way (see `safe-id.ts`). */
export interface Layout {
  readonly root: string;
  readonly baton: string;
  readonly config: string;
  readonly ignore: string;
  readonly attributes: string;
  readonly plan: string;
  readonly project: string;
  readonly audit: string;
  readonly sessions: string;
  readonly shared: string;
  readonly cache: string;
  readonly archive: string;
  readonly reports: string;
  readonly locks: string;
  readonly trouble: string;
  readonly tasks: string;
  readonly handoffs: string;
  session(id: string): string;
  /** The markdown document of a task. */
  taskDocument(id: string): string;
  planEntity(kind: PlanFolder, id: string): string;
  lock(name: string): string;
}

/** The folders of the plan that hold one file an entity. */
export const PLAN_FOLDERS = ['epics', 'sprints', 'teams'] as const;
export type PlanFolder = (typeof PLAN_FOLDERS)[number];

/** Where things lie for the project in `root`. Nothing is touched. */
export function layoutOf(root: string): Layout {
  const baton = join(root, BATON_FOLDER);
  const plan = join(baton, 'plan');
  return {
    root,
    baton,
    config: join(baton, 'config.json'),
    ignore: join(baton, '.gitignore'),
    attributes: join(baton, '.gitattributes'),
    plan,
    project: join(plan, 'project.json'),
    audit: join(plan, 'audit.jsonl'),
    sessions: join(baton, 'sessions'),
    shared: join(baton, 'shared'),
    cache: join(baton, 'cache'),
    archive: join(baton, 'archive'),
    reports: join(baton, 'reports'),
    locks: join(baton, 'locks'),
    trouble: join(baton, 'errors.jsonl'),
    tasks: join(baton, 'tasks'),
    handoffs: join(baton, 'handoffs'),
    taskDocument: (id) => join(baton, 'tasks', `${toPathSegment(id, 'task')}-state.md`),
    session: (id) => join(baton, 'sessions', toPathSegment(id, 'session')),
    planEntity: (kind, id) => join(plan, kind, `${toPathSegment(id, kind.slice(0, -1))}.json`),
    lock: (name) => join(baton, 'locks', `${toPathSegment(name, 'lock')}.lock`),
  };
}
