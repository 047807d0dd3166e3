import { BatonError } from '../errors.ts';
import { readPlan } from '../runtime/plan-documents.ts';
import { changeSession, openSession } from '../runtime/session-streams.ts';
import { patchState } from '../session/commands/settings.ts';
import type { JsonLocation, PatchOperation } from '../session/patch.ts';
import { applyPatch } from '../session/patch.ts';
import { presentSession } from '../session/sprint-metrics.ts';
import type { CommandContext } from './command-context.ts';
import { isThere, lastFirst, locate } from './json-place.ts';
import { editPlan } from './plan-edit.ts';

/** One change as typed. */
export type Change =
  | { readonly op: 'set' | 'merge'; readonly path: string; readonly value: unknown }
  | { readonly op: 'delete'; readonly path: string };

/** How many places were changed. */
export interface ChangeOutcome {
  readonly changed: number;
  /** The proposal that was made instead, where the plan asks for approval. */
  readonly proposal?: string;
}

/** Carries the changes out on a session's state, all of them or none. @throws E_INVALID, E_RULE, E_NOT_FOUND. */
export function changeSessionState(
  context: CommandContext,
  sessionId: string,
  changes: readonly Change[],
): ChangeOutcome {
  let changed = 0;
  if (openSession(context.layout, sessionId).state.lifecycle.starts === 0) {
    throw new BatonError(
      'E_NOT_FOUND',
      `Session ${sessionId} has no log any more. \`baton session list\` shows those that have.`,
    );
  }
  changeSession(
    context.layout,
    sessionId,
    context.store,
    (state) => {
      // Paths are read against what the person sees, the shown state.
      const operations = resolve(presentSession(state, context.host.now()), changes);
      const events = patchState(state, operations);
      changed = events.length === 0 ? 0 : operations.length;
      return events;
    },
    { expect: 'version', durable: true },
  );
  return { changed };
}

/**
 * Carries the changes out on the plan's documents, all of them or none, as the plan's own commands do: with their
 * permissions, their checks, and as a proposal where the plan asks for approval.
 *
 * @throws E_INVALID, E_NOT_FOUND, E_RULE, E_CORRUPT, E_LOCKED; nothing is then changed.
 */
export function changePlan(context: CommandContext, changes: readonly Change[]): ChangeOutcome {
  // A broken document is reported before anything else: the change may be meant to mend it.
  readPlan(context.layout);
  let operations: PatchOperation[] = [];
  const edited = editPlan(context, null, (plan) => {
    operations = resolve(plan, changes);
    return applyPatch(plan, operations);
  });
  if (edited.outcome === 'proposed') return { changed: 0, proposal: edited.proposal };
  return { changed: edited.outcome === 'unchanged' ? 0 : operations.length };
}

/** The plan as one value: `{project, epics, sprints, teams}`, entities by id. @throws E_CORRUPT for a broken file. */
export function planTree(context: CommandContext): unknown {
  return readPlan(context.layout);
}

// Each path is read against what the changes before it have made of the tree.
function resolve(root: unknown, changes: readonly Change[]): PatchOperation[] {
  const operations: PatchOperation[] = [];
  let current = root;
  for (const change of changes) {
    const found = operationsOf(change, locate(current, change.path));
    current = applyPatch(current, found);
    if (change.op !== 'delete') requireLanded(current, found, change);
    operations.push(...found);
  }
  return operations;
}

function operationsOf(change: Change, places: readonly JsonLocation[]): PatchOperation[] {
  if (change.op === 'delete') return lastFirst(places).map((at) => ({ op: 'delete', at }));
  return places.map((at) => ({ op: change.op, at, value: change.value }));
}

function requireLanded(tree: unknown, operations: readonly PatchOperation[], change: Change): void {
  if (operations.every(({ at }) => isThere(tree, at))) return;
  throw new BatonError(
    'E_INVALID',
    `${change.path} cannot be changed: it leads through something that is neither object nor list, or past the end of a list. Nothing was written.`,
    { path: change.path },
  );
}
