import { BatonError } from '../errors.ts';
import { own } from '../own-field.ts';
import type { Approval } from './approval.ts';
import type { PlanProblem } from './plan-problem.ts';
import { problemText } from './plan-problem.ts';
import { planProblems } from './plan-problems.ts';
import type { Plan } from './plan-schema.ts';

/** One document before and after: `null` where it is not there. Entities are named `epics/e1`, `project`. */
export interface EntityChange {
  readonly entity: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Who changes the plan: a person at a terminal has neither session nor mode. */
export interface PlanAuthor {
  readonly user: string | null;
  readonly session: string | null;
  readonly mode: string | null;
  /** Where the change carries out a proposal: who approved it. */
  readonly approval?: Approval;
}

/** One line of the audit log. */
export interface AuditRecord {
  readonly id: string;
  readonly at: string;
  /** The command or hook that made the change. */
  readonly by: string;
  readonly user: string | null;
  readonly session: string | null;
  readonly mode: string | null;
  readonly approval?: Approval;
  readonly changes: readonly EntityChange[];
}

const KINDS = ['epics', 'sprints', 'teams'] as const;

/** The documents in which two plans differ, in a stable order. */
export function planDifference(before: Plan, after: Plan): EntityChange[] {
  const changes: EntityChange[] = [];
  const note = (entity: string, from: unknown, to: unknown) => {
    if (!isSameJson(from, to)) changes.push({ entity, before: from ?? null, after: to ?? null });
  };
  note('project', before.project, after.project);
  for (const kind of KINDS) {
    const [from, to]: Readonly<Record<string, unknown>>[] = [before[kind], after[kind]];
    for (const id of new Set([...Object.keys(from ?? {}), ...Object.keys(to ?? {})])) {
      note(`${kind}/${id}`, own(from ?? {}, id), own(to ?? {}, id));
    }
  }
  return changes;
}

/** The plan with the documents put as the changes say; those named are replaced whole. */
export function withChanges(
  plan: Plan,
  changes: readonly { readonly entity: string; readonly after: unknown }[],
): unknown {
  const next: Record<string, unknown> = {
    ...plan,
    epics: { ...plan.epics },
    sprints: { ...plan.sprints },
    teams: { ...plan.teams },
  };
  for (const { entity, after } of changes) {
    const [kind = '', id] = entity.split('/', 2);
    if (id === undefined) next[kind] = after;
    else {
      const entities = Object.fromEntries(Object.entries(next[kind] ?? {}).filter(([name]) => name !== id));
      next[kind] = after === null ? entities : { ...entities, [id]: after };
    }
  }
  return next;
}

/**
 * Refuses a change that breaks something. What was broken before is not held against it.
 *
 * @throws E_INVALID naming file, field, value and remedy of the first new problem, and how many more there are.
 */
export function refuseNewProblems(before: Plan, after: Plan): void {
  const known = new Set(planProblems(before).map(identityOf));
  const fresh = planProblems(after).filter((problem) => !known.has(identityOf(problem)));
  const [first, ...more] = fresh;
  if (first === undefined) return;
  throw new BatonError(
    'E_INVALID',
    `${problemText(first)}${more.length === 0 ? '' : ` (and ${more.length} more)`} Nothing was written.`,
    { problems: fresh },
  );
}

// The remedy lists what there is: it changes with the plan, the problem does not.
function identityOf({ remedy: _remedy, ...problem }: PlanProblem): string {
  return JSON.stringify(problem);
}

/**
 * The changes that take `record` back.
 *
 * @throws E_RULE naming the documents that have been changed since: undoing would lose that.
 */
export function inverseOf(record: AuditRecord, plan: Plan): EntityChange[] {
  const moved = record.changes.filter(({ entity, after }) => !isSameJson(currentOf(plan, entity), after));
  if (moved.length > 0) {
    throw new BatonError(
      'E_RULE',
      `${moved.map(({ entity }) => entity).join(', ')} changed since ${record.id}. Undo the later changes first (\`baton plan history ${moved[0]?.entity}\`).`,
      { entities: moved.map(({ entity }) => entity) },
    );
  }
  return record.changes.map(({ entity, before, after }) => ({ entity, before: after, after: before }));
}

/** The document named `epics/e1` or `project` as it stands, or null. */
export function currentOf(plan: Plan, entity: string): unknown {
  const [kind = '', id] = entity.split('/', 2);
  const holder = Object.entries(plan).find(([name]) => name === kind)?.[1];
  if (id === undefined) return holder ?? null;
  return Object.entries(holder ?? {}).find(([name]) => name === id)?.[1] ?? null;
}

function isSameJson(left: unknown, right: unknown): boolean {
  return JSON.stringify(left ?? null) === JSON.stringify(right ?? null);
}
