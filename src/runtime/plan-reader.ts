import { basename } from 'node:path';
import type { PlanProblem } from '../plan/plan-problem.ts';
import { documentOf } from '../plan/plan-problem.ts';
import { planProblems } from '../plan/plan-problems.ts';
import type { Plan } from '../plan/plan-schema.ts';
import { EpicSchema, ProjectSchema, SprintSchema, TeamSchema } from '../plan/plan-schema.ts';
import type { Parser } from '../plan/shape-problem.ts';
import { shapeProblem } from '../plan/shape-problem.ts';
import type { Layout, PlanFolder } from '../store/layout.ts';
import type { PlanSource } from './plan-files.ts';
import { folderOf } from './plan-files.ts';
import { readWhole } from './whole-plan.ts';

/** The plan as far as it can be used, and everything in it that does not hold. */
export interface LoadedPlan {
  readonly plan: Plan;
  readonly problems: readonly PlanProblem[];
}

/** The one document whose place does not depend on a name. */
const PROJECT_DOCUMENT = '.baton/plan/project.json';

/**
 * Reads every document, all as they were at one moment. One that is broken or does not have its shape is left out
 * and reported.
 */
export function readAll(layout: Layout): LoadedPlan {
  return readWhole(layout, (source) => readEach(layout, source));
}

function readEach(layout: Layout, source: PlanSource): LoadedPlan {
  const problems: PlanProblem[] = [];
  const project = readOne(source, layout.project, PROJECT_DOCUMENT, ProjectSchema, problems);
  const plan: Plan = {
    project: project ?? ProjectSchema.parse({ version: 1, name: basename(layout.root) }),
    epics: readKind(layout, source, 'epics', EpicSchema, problems),
    sprints: readKind(layout, source, 'sprints', SprintSchema, problems),
    teams: readKind(layout, source, 'teams', TeamSchema, problems),
  };
  return { plan, problems: [...problems, ...planProblems(plan)] };
}

/** True when the document that says what holds for the whole plan is there and cannot be used. */
export function isProjectBroken({ problems }: LoadedPlan): boolean {
  return problems.some(({ file }) => file === PROJECT_DOCUMENT);
}

function readKind<Entity extends { readonly id: string }>(
  layout: Layout,
  source: PlanSource,
  kind: PlanFolder,
  schema: Parser<Entity>,
  problems: PlanProblem[],
): Record<string, Entity> {
  const found: Record<string, Entity> = {};
  const { ids, misnamed } = source.list(folderOf(layout, kind));
  for (const name of misnamed) {
    problems.push({
      file: `.baton/plan/${kind}/${name}`,
      field: '',
      value: name,
      message: 'is left out: its name is no id.',
      remedy: 'Name it with letters, digits, ".", "_" or "-".',
    });
  }
  for (const id of ids) {
    const file = documentOf(kind, id);
    const entity = readOne(source, layout.planEntity(kind, id), file, schema, problems);
    if (entity === undefined) continue;
    if (entity.id === id) found[id] = entity;
    else {
      problems.push({
        file,
        field: 'id',
        value: entity.id,
        message: `is ${JSON.stringify(entity.id)}, but the file is named ${id}.json.`,
        remedy: 'Give both the same name.',
      });
    }
  }
  return found;
}

function readOne<Entity>(
  source: PlanSource,
  path: string,
  file: string,
  schema: Parser<Entity>,
  problems: PlanProblem[],
): Entity | undefined {
  let value: unknown;
  try {
    value = source.read(path);
  } catch (error) {
    // Whatever it is, a folder in its place or rights that are missing: the rest of the plan stays usable.
    const text = error instanceof Error ? error.message : String(error);
    const message = text.startsWith(`${path} `) ? text.slice(path.length + 1) : `cannot be read: ${text}.`;
    problems.push({ file, field: '', value: null, message, remedy: '' });
    return undefined;
  }
  if (value === undefined) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    problems.push({
      file,
      ...shapeProblem(value, issue),
      remedy: 'The document is left out until it is mended.',
    });
  }
  return undefined;
}
