import { basename, join } from 'node:path';
import type { Layout, PLAN_FOLDERS } from '../store/layout.ts';
import type { PlanSource } from './plan-files.ts';
import { readWhole } from './whole-plan.ts';

/** The plan as it lies on disk, unchecked: `{project, epics, sprints, teams}`, entities by id. */
export type PlanTree = { project: unknown } & Record<(typeof PLAN_FOLDERS)[number], Record<string, unknown>>;

/**
 * Reads every document of the plan, all as they were at one moment. A hand edit counts at once.
 *
 * @throws E_CORRUPT naming file, line and column of a document that is not JSON.
 */
export function readPlan(layout: Layout): PlanTree {
  return readWhole(layout, (source) => ({
    project: source.read(layout.project) ?? { version: 1, name: basename(layout.root) },
    epics: readFolder(source, join(layout.plan, 'epics')),
    sprints: readFolder(source, join(layout.plan, 'sprints')),
    teams: readFolder(source, join(layout.plan, 'teams')),
  }));
}

function readFolder(source: PlanSource, folder: string): Record<string, unknown> {
  return Object.fromEntries(
    source.list(folder).ids.map((id) => [id, source.read(join(folder, `${id}.json`))]),
  );
}
