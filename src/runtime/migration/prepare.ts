import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { BatonError } from '../../errors.ts';
import type { PlanProblem } from '../../plan/plan-problem.ts';
import { problemText } from '../../plan/plan-problem.ts';
import { planProblems } from '../../plan/plan-problems.ts';
import { PlanSchema } from '../../plan/plan-schema.ts';
import type { V1Migration } from '../../plan/v1/migrate-v1.ts';
import { mergeJson } from '../../session/patch.ts';
import { formatDocument, readDocument } from '../../store/document.ts';
import type { Layout } from '../../store/layout.ts';
import { PLAN_FOLDERS } from '../../store/layout.ts';
import { readPlan } from '../plan-documents.ts';

/** One document that a migration writes, as text, and what was there. */
export interface PreparedDocument {
  /** `epics/e1`. */
  readonly entity: string;
  readonly path: string;
  readonly text: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What a migration would do to the plan. */
export interface PreparedPlan {
  readonly documents: readonly PreparedDocument[];
  /** Entities that are there already, and would be joined with those of version 1. */
  readonly existing: readonly string[];
  /** What would not hold together in the plan afterwards and does now, for people. */
  readonly problems: readonly string[];
}

/**
 * The documents that `migration` writes over the plan as it is. An entity that is there already is joined with what
 * version 1 says of it, which counts where both speak.
 *
 * @throws E_CORRUPT for a broken document in the way; E_INVALID when the outcome would be no plan.
 */
export function preparePlan(layout: Layout, migration: V1Migration): PreparedPlan {
  const documents: PreparedDocument[] = [];
  const existing: string[] = [];
  for (const kind of PLAN_FOLDERS) {
    for (const [id, document] of Object.entries(migration.plan[kind])) {
      const path = layout.planEntity(kind, id);
      const before = readDocument(path);
      if (before !== undefined) existing.push(`${kind}/${id}`);
      const after = before === undefined ? document : mergeJson(before, document);
      const text = formatDocument(after);
      if (before === undefined || readFileSync(path, 'utf8') !== text)
        documents.push({ entity: `${kind}/${id}`, path, text, before: before ?? null, after });
    }
  }
  return { documents, existing, problems: newProblems(layout, documents) };
}

function newProblems(layout: Layout, documents: readonly PreparedDocument[]): string[] {
  const before = readPlan(layout);
  const after = {
    ...before,
    epics: { ...before.epics },
    sprints: { ...before.sprints },
    teams: { ...before.teams },
  };
  for (const { entity, after: document } of documents) {
    const [folder, id = ''] = entity.split('/', 2);
    const kind = PLAN_FOLDERS.find((one) => one === folder);
    if (kind !== undefined) after[kind][id] = document;
  }
  const result = PlanSchema.safeParse(after);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new BatonError(
      'E_INVALID',
      `The plan would not be valid: ${issue?.path.join('.') ?? '$'}: ${issue?.message ?? 'wrong shape'}. Nothing was written.`,
      { path: issue?.path },
    );
  }
  const sound = PlanSchema.safeParse(before);
  const known = new Set(sound.success ? planProblems(sound.data).map(keyOf) : []);
  return planProblems(result.data)
    .filter((problem) => !known.has(keyOf(problem)))
    .map(problemText);
}

function keyOf({ file, field, value }: PlanProblem): string {
  return JSON.stringify([file, field, value]);
}

/** The path of a file as a manifest names it. */
export function inBaton(layout: Layout, path: string): string {
  return relative(layout.baton, path);
}

/** The audit log as it would be with one line more; its bytes as they are. */
export function auditWith(layout: Layout, line: string): Buffer {
  const before = existsSync(layout.audit) ? readFileSync(layout.audit) : Buffer.alloc(0);
  const start = before.length === 0 || before.at(-1) === 10 ? '' : '\n';
  return Buffer.concat([before, Buffer.from(`${start}${line}\n`)]);
}
