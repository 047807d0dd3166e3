import { basename, join } from 'node:path';
import { BatonError } from '../errors.ts';
import type { Plan } from '../plan/plan-schema.ts';
import { PlanSchema } from '../plan/plan-schema.ts';
import type { StoreContext } from '../store/append.ts';
import { formatDocument } from '../store/document.ts';
import type { FileTexts } from '../store/document-set.ts';
import { finishDocumentSet, replaceDocumentSet } from '../store/document-set.ts';
import type { Layout } from '../store/layout.ts';
import { PLAN_FOLDERS } from '../store/layout.ts';
import { withLock } from '../store/lock.ts';
import { isSafeId } from '../store/safe-id.ts';
import { documentsIn, readPlanDocument } from './plan-files.ts';

/** The plan as it lies on disk, unchecked: `{project, epics, sprints, teams}`, entities by id. */
export type PlanTree = { project: unknown } & Record<(typeof PLAN_FOLDERS)[number], Record<string, unknown>>;

/**
 * Reads every document of the plan. A hand edit counts at once.
 *
 * @throws E_CORRUPT naming file, line and column of a document that is not JSON.
 */
export function readPlan(layout: Layout): PlanTree {
  return {
    project: readPlanDocument(layout.project) ?? { version: 1, name: basename(layout.root) },
    epics: readFolder(join(layout.plan, 'epics')),
    sprints: readFolder(join(layout.plan, 'sprints')),
    teams: readFolder(join(layout.plan, 'teams')),
  };
}

/**
 * Changes the plan by what `change` makes of it, in one step however many documents that touches, and adds a
 * line with who, when, before and after to the audit log. Gives the number of documents that differ.
 *
 * @throws E_INVALID naming entity and field when the outcome is no plan; E_CORRUPT, E_LOCKED; what `change`
 *   throws. Nothing is then changed.
 */
export function changePlanDocuments(
  layout: Layout,
  store: StoreContext,
  change: (plan: PlanTree) => unknown,
): { readonly changed: number } {
  const intent = join(layout.cache, 'plan-change.json');
  return withLock(layout.lock('plan'), store, () => {
    finishDocumentSet(intent);
    const before = readPlan(layout);
    const wanted = change(structuredClone(before));
    const after = checkedPlan(wanted);
    const files: Record<string, string | undefined> = {};
    const changes: object[] = [];
    // Only what was asked for is written: a document is not filled up with defaults because another changed.
    const note = (path: string, entity: string, from: unknown, to: unknown) => {
      const [kind = '', id] = entity.split('/', 2);
      const typed = id === undefined ? at(wanted, kind) : at(at(wanted, kind), id);
      if (isSame(from, typed)) return;
      files[path] = to === undefined ? undefined : formatDocument(from === undefined ? to : typed);
      changes.push({ entity, before: from ?? null, after: to ?? null });
    };
    note(layout.project, 'project', before.project, after.project);
    for (const kind of PLAN_FOLDERS) {
      for (const id of new Set([...Object.keys(before[kind]), ...Object.keys(after[kind])])) {
        note(layout.planEntity(kind, id), `${kind}/${id}`, before[kind][id], after[kind][id]);
      }
    }
    if (changes.length > 0) replaceDocumentSet(intent, auditedChange(layout, store, files, changes));
    return { changed: changes.length };
  });
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined;
}

function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function auditedChange(layout: Layout, store: StoreContext, files: FileTexts, changes: readonly object[]) {
  const line = JSON.stringify({
    id: store.newId(),
    at: new Date(store.now()).toISOString(),
    by: store.by,
    user: process.env.USER ?? null,
    session: process.env.BATON_SESSION ?? process.env.CLAUDE_CODE_SESSION_ID ?? null,
    changes,
  });
  return { files, audit: { path: layout.audit, line } };
}

function checkedPlan(value: unknown): Plan {
  const result = PlanSchema.safeParse(value);
  if (!result.success) {
    const issue = result.error.issues[0];
    const place = issue?.path.join('.') ?? '$';
    throw new BatonError(
      'E_INVALID',
      `The plan would not be valid: ${place}: ${issue?.message ?? 'wrong shape'}. Nothing was written.`,
      {
        path: issue?.path,
      },
    );
  }
  for (const kind of PLAN_FOLDERS) {
    for (const [id, entity] of Object.entries(result.data[kind])) {
      if (entity.id === id && isSafeId(id)) continue;
      throw new BatonError(
        'E_INVALID',
        `${kind}.${id} has the id ${JSON.stringify(entity.id)}. Expected the name under which it stands: letters, digits, ".", "_" or "-". Nothing was written.`,
      );
    }
  }
  return result.data;
}

function readFolder(folder: string): Record<string, unknown> {
  return Object.fromEntries(
    documentsIn(folder).ids.map((id) => [id, readPlanDocument(join(folder, `${id}.json`))]),
  );
}
