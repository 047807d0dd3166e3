import { existsSync } from 'node:fs';
import { BatonError } from '../errors.ts';
import { own } from '../own-field.ts';
import { withChange } from '../plan/kept-text.ts';
import type { EntityChange, PlanAuthor } from '../plan/plan-change.ts';
import { planDifference, refuseNewProblems } from '../plan/plan-change.ts';
import type { Plan } from '../plan/plan-schema.ts';
import { PlanSchema } from '../plan/plan-schema.ts';
import { shapeProblem } from '../plan/shape-problem.ts';
import type { StoreContext } from '../store/append.ts';
import { formatDocument } from '../store/document.ts';
import { finishDocumentSet, replaceDocumentSet } from '../store/document-set.ts';
import type { Layout } from '../store/layout.ts';
import { PLAN_FOLDERS } from '../store/layout.ts';
import { withLock } from '../store/lock.ts';
import { isSafeId } from '../store/safe-id.ts';
import { readPlanDocument } from './plan-files.ts';
import { loadPlan } from './plan-loader.ts';
import type { LoadedPlan } from './plan-reader.ts';
import { isProjectBroken } from './plan-reader.ts';
import { planIntent } from './whole-plan.ts';

/** What became of a change: the documents that differ, and the audit line's id; null when nothing differs. */
export interface PlanChanged {
  readonly id: string | null;
  readonly changes: readonly EntityChange[];
}

/**
 * Changes the plan by what `edit` makes of it: read, decided and written under one lock, in one step however
 * many documents that touches, with a line in the audit log. Documents that nobody asked about, broken ones
 * too, are left alone.
 *
 * @throws what `edit` throws; E_INVALID for an outcome that is no plan or breaks something that held;
 *   E_CORRUPT where a broken document would be overwritten; E_LOCKED. Nothing is then changed.
 */
export function changePlan(
  layout: Layout,
  store: StoreContext,
  author: PlanAuthor,
  edit: (plan: Plan) => unknown,
  review: (changes: readonly EntityChange[], loaded: LoadedPlan) => void = () => {},
): PlanChanged {
  const intent = planIntent(layout);
  return withLock(layout.lock('plan'), store, () => {
    finishDocumentSet(intent);
    const loaded = loadPlan(layout);
    const { plan: before } = loaded;
    const after = checkedPlan(edit(before));
    const changes = planDifference(before, after);
    if (changes.length === 0) return { id: null, changes };
    refuseNewProblems(before, after);
    review(changes, loaded);
    const files = Object.fromEntries(
      changes.map((change) => {
        const path = pathOf(layout, change, loaded);
        return [path, textOf(path, change)];
      }),
    );
    const id = store.newId();
    const line = JSON.stringify({
      id,
      at: new Date(store.now()).toISOString(),
      by: store.by,
      ...author,
      changes,
    });
    replaceDocumentSet(intent, { files, audit: { path: layout.audit, line } });
    return { id, changes };
  });
}

function pathOf(layout: Layout, { entity, before }: EntityChange, loaded: LoadedPlan): string {
  const [kind, id] = entity.split('/', 2);
  const folder = PLAN_FOLDERS.find((one) => one === kind);
  const path = folder === undefined || id === undefined ? layout.project : layout.planEntity(folder, id);
  // It was not loaded and yet is there: a person is in the middle of mending it.
  if (entity === 'project' ? isProjectBroken(loaded) : before === null && existsSync(path)) {
    throw new BatonError(
      'E_CORRUPT',
      `${path} is there but cannot be read (\`baton plan validate\` says why). Mend or remove it first; nothing was written.`,
    );
  }
  return path;
}

// What nobody asked to change stays as it was typed: the order of keys, defaults that were not written, fields
// that Baton does not know.
function textOf(path: string, { before, after }: EntityChange): string | undefined {
  if (after === null) return undefined;
  return formatDocument(withChange(readPlanDocument(path), before, after));
}

function checkedPlan(value: unknown): Plan {
  const result = PlanSchema.safeParse(value);
  if (!result.success) {
    const issue = result.error.issues[0] ?? { path: [], message: 'wrong shape' };
    const { field, message } = shapeProblem(value, issue);
    throw new BatonError(
      'E_INVALID',
      `The plan would not be valid: ${field || 'it'} ${message} Nothing was written.`,
      { path: issue.path },
    );
  }
  for (const kind of PLAN_FOLDERS) {
    // Of what was given: a name that would change an object is no longer in what was read of it.
    for (const id of Object.keys(Object(Object(value)[kind]))) {
      const entities: Readonly<Record<string, { readonly id: string }>> = result.data[kind];
      const entity = own(entities, id);
      if (entity?.id === id && isSafeId(id)) continue;
      throw new BatonError(
        'E_INVALID',
        `${kind}.${id} has the id ${JSON.stringify(entity?.id ?? id)}. Expected the name under which it stands: letters, digits, ".", "_" or "-". Nothing was written.`,
      );
    }
  }
  return result.data;
}
