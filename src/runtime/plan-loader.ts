import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isBatonError } from '../errors.ts';
import type { PlanProblem } from '../plan/plan-problem.ts';
import { documentOf } from '../plan/plan-problem.ts';
import { planProblems } from '../plan/plan-problems.ts';
import type { Plan } from '../plan/plan-schema.ts';
import { EpicSchema, ProjectSchema, SprintSchema, TeamSchema } from '../plan/plan-schema.ts';
import { replaceFile } from '../store/atomic-file.ts';
import { readDocument } from '../store/document.ts';
import type { Layout, PlanFolder } from '../store/layout.ts';
import { PLAN_FOLDERS } from '../store/layout.ts';
import { isSafeId } from '../store/safe-id.ts';

/** The plan as far as it can be used, and everything in it that does not hold. */
export interface LoadedPlan {
  readonly plan: Plan;
  readonly problems: readonly PlanProblem[];
}

/** Raised whenever the same documents would load to something else. */
const INDEX_VERSION = 1;

/**
 * Loads the plan. A hand edit counts at once. A document that is broken or does not have its shape is left
 * out and reported; the rest of the plan stays usable.
 *
 * Documents are read again only when their time or size has changed: the parsed plan is kept in
 * `.baton/cache/plan-index.json`, which may be deleted at any time.
 */
export function loadPlan(layout: Layout): LoadedPlan {
  const path = join(layout.cache, 'plan-index.json');
  const stamp = stampOf(layout);
  const index = readIndex(path);
  if (index?.stamp === stamp) return index.loaded;
  const loaded = readAll(layout);
  try {
    replaceFile(path, JSON.stringify({ version: INDEX_VERSION, stamp, loaded }), { durable: false });
  } catch {
    // Without the index the next reader reads the documents, too.
  }
  return loaded;
}

function readAll(layout: Layout): LoadedPlan {
  const problems: PlanProblem[] = [];
  const project = readOne(layout.project, '.baton/plan/project.json', ProjectSchema, problems);
  const plan: Plan = {
    project: project ?? ProjectSchema.parse({ version: 1, name: basename(layout.root) }),
    epics: readKind(layout, 'epics', EpicSchema, problems),
    sprints: readKind(layout, 'sprints', SprintSchema, problems),
    teams: readKind(layout, 'teams', TeamSchema, problems),
  };
  return { plan, problems: [...problems, ...planProblems(plan)] };
}

function readKind<Entity extends { readonly id: string }>(
  layout: Layout,
  kind: PlanFolder,
  schema: Parser<Entity>,
  problems: PlanProblem[],
): Record<string, Entity> {
  const found: Record<string, Entity> = {};
  for (const id of idsIn(join(layout.plan, kind))) {
    const file = documentOf(kind, id);
    const entity = readOne(layout.planEntity(kind, id), file, schema, problems);
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

interface Parser<Entity> {
  safeParse(value: unknown):
    | { readonly success: true; readonly data: Entity }
    | {
        readonly success: false;
        readonly error: {
          readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
        };
      };
}

function readOne<Entity>(
  path: string,
  file: string,
  schema: Parser<Entity>,
  problems: PlanProblem[],
): Entity | undefined {
  let value: unknown;
  try {
    value = readDocument(path);
  } catch (error) {
    if (!isBatonError(error, 'E_CORRUPT')) throw error;
    problems.push({ file, field: '', value: null, message: error.message, remedy: '' });
    return undefined;
  }
  if (value === undefined) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const { path: at, message } of parsed.error.issues) {
    const place = at.map(String);
    problems.push({
      file,
      field: place.join('.'),
      value: valueAt(value, place) ?? null,
      message: `is not what belongs there: ${message}.`,
      remedy: 'The document is left out until it is mended.',
    });
  }
  return undefined;
}

function valueAt(root: unknown, place: readonly string[]): unknown {
  return place.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).find(([name]) => name === step)?.[1]
        : undefined,
    root,
  );
}

function idsIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json') && isSafeId(name.slice(0, -5)))
      .map((name) => name.slice(0, -5))
      .sort();
  } catch {
    return [];
  }
}

// The names, times and sizes of all documents: equal when nothing was touched.
function stampOf(layout: Layout): string {
  const parts = [stampOfFile(layout.project)];
  for (const kind of PLAN_FOLDERS) {
    const folder = join(layout.plan, kind);
    for (const id of idsIn(folder)) parts.push(`${kind}/${id}:${stampOfFile(join(folder, `${id}.json`))}`);
  }
  return parts.join('\n');
}

function stampOfFile(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? '-' : `${stat.mtimeMs}:${stat.size}:${stat.ino}`;
}

function readIndex(path: string): { readonly stamp: string; readonly loaded: LoadedPlan } | undefined {
  try {
    const index: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isIndex(index) ? index : undefined;
  } catch {
    return undefined;
  }
}

function isIndex(value: unknown): value is { readonly stamp: string; readonly loaded: LoadedPlan } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'version' in value &&
    value.version === INDEX_VERSION &&
    'stamp' in value &&
    'loaded' in value
  );
}
