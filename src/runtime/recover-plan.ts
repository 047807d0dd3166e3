import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { own } from '../own-field.ts';
import type { AuditRecord, PlanAuthor } from '../plan/plan-change.ts';
import { EpicSchema, ProjectSchema, SprintSchema, TeamSchema } from '../plan/plan-schema.ts';
import type { StoreContext } from '../store/append.ts';
import { makeFolder } from '../store/atomic-file.ts';
import { formatDocument } from '../store/document.ts';
import { finishDocumentSet, replaceDocumentSet } from '../store/document-set.ts';
import type { Layout, PlanFolder } from '../store/layout.ts';
import { PLAN_FOLDERS } from '../store/layout.ts';
import { withLock } from '../store/lock.ts';
import { readAudit } from './plan-audit.ts';
import { documentsIn, folderOf } from './plan-files.ts';
import type { LoadedPlan } from './plan-reader.ts';
import { isProjectBroken, readAll } from './plan-reader.ts';
import { planIntent } from './whole-plan.ts';

/** A document of the plan that cannot be used, and the last version of it that can. */
export interface BrokenDocument {
  /** `epics/e1`, `project`. */
  readonly entity: string;
  readonly path: string;
  /** From the audit log; undefined where it has none that fits. */
  readonly good: { readonly change: string; readonly at: string; readonly value: unknown } | undefined;
}

const SCHEMAS = { epics: EpicSchema, sprints: SprintSchema, teams: TeamSchema } as const;

/** The documents of the plan that are there and cannot be used. Reads only. */
export function brokenDocuments(layout: Layout): BrokenDocument[] {
  const loaded = readAll(layout);
  const { records } = readAudit(layout);
  const named = PLAN_FOLDERS.flatMap((kind) =>
    documentsIn(folderOf(layout, kind))
      .ids.filter((id) => own<unknown>(loaded.plan[kind], id) === undefined)
      .map((id) => ({ entity: `${kind}/${id}`, path: layout.planEntity(kind, id), kind, id })),
  );
  return [
    ...(isBroken(loaded, layout)
      ? [{ entity: 'project', path: layout.project, good: lastGood(records, 'project', isProject) }]
      : []),
    ...named.map(({ entity, path, kind, id }) => ({
      entity,
      path,
      good: lastGood(records, entity, (value) => isEntity(kind, id, value)),
    })),
  ];
}

/**
 * Puts the last good version of each broken document back, in one step and with a line in the audit log. The broken
 * files are kept in `.baton/archive/plan/<stamp>/`; one without a good version stays as it is. Gives what was found,
 * and where the broken ones are.
 *
 * @throws E_LOCKED; the system's error. Nothing is then changed.
 */
export function recoverPlan(
  layout: Layout,
  store: StoreContext,
  author: PlanAuthor,
): { readonly found: readonly BrokenDocument[]; readonly aside: string | null } {
  return withLock(layout.lock('plan'), store, () => {
    finishDocumentSet(planIntent(layout));
    const found = brokenDocuments(layout);
    const restored = found.flatMap(({ entity, path, good }) =>
      good === undefined ? [] : [{ entity, path, good }],
    );
    if (restored.length === 0) return { found, aside: null };
    const at = new Date(store.now()).toISOString();
    const aside = join(layout.archive, 'plan', at.replace(/[:.]/g, '-'));
    makeFolder(aside);
    for (const { entity, path } of restored)
      copyFileSync(path, join(aside, `${entity.replace('/', '-')}.json`));
    const changes = restored.map(({ entity, good }) => ({ entity, before: null, after: good.value }));
    const files = Object.fromEntries(restored.map(({ path, good }) => [path, formatDocument(good.value)]));
    const line = JSON.stringify({ id: store.newId(), at, by: store.by, ...author, changes });
    replaceDocumentSet(planIntent(layout), { files, audit: { path: layout.audit, line } });
    return { found, aside };
  });
}

function isBroken(loaded: LoadedPlan, layout: Layout): boolean {
  return existsSync(layout.project) && isProjectBroken(loaded);
}

function lastGood(
  records: readonly AuditRecord[],
  entity: string,
  fits: (value: unknown) => boolean,
): BrokenDocument['good'] {
  for (const { id, at, changes } of records.toReversed()) {
    const change = changes.find((one) => one.entity === entity && one.after !== null && fits(one.after));
    if (change !== undefined) return { change: id, at, value: change.after };
  }
  return undefined;
}

function isProject(value: unknown): boolean {
  return ProjectSchema.safeParse(value).success;
}

function isEntity(kind: PlanFolder, id: string, value: unknown): boolean {
  const parsed = SCHEMAS[kind].safeParse(value);
  return parsed.success && parsed.data.id === id;
}
