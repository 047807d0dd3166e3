import { BatonError } from '../errors.ts';
import type { PlanArea } from '../plan/permissions.ts';
import { areaOf, requirePermission } from '../plan/permissions.ts';
import type { PlanAuthor } from '../plan/plan-change.ts';
import type { Plan } from '../plan/plan-schema.ts';
import { accountName } from '../runtime/person.ts';
import { changePlan } from '../runtime/plan-change.ts';
import { isProjectBroken } from '../runtime/plan-reader.ts';
import { writeProposal } from '../runtime/proposals.ts';
import { loadSessionView } from '../runtime/session-view.ts';
import type { SessionMode } from '../session/view.ts';
import { SESSION_MODES } from '../session/words.ts';
import { callingSession } from './calling-session.ts';
import type { CommandContext } from './command-context.ts';
import { chosenSession } from './session-choice.ts';

/** What became of an edit: done, nothing to do, or waiting for an approver. */
export type PlanEdited =
  | { readonly outcome: 'changed'; readonly change: string; readonly entities: readonly string[] }
  | { readonly outcome: 'unchanged' }
  | { readonly outcome: 'proposed'; readonly proposal: string; readonly entities: readonly string[] };

/** Who gives this command: a session with its mode (calling-session.ts), else the person. */
export function authorOf(context: CommandContext): PlanAuthor {
  const { env } = context.host;
  const user = env.USER ?? env.LOGNAME ?? accountName();
  const calling = callingSession(context);
  if (calling === undefined) return { user, session: null, mode: null };
  const session = chosenSession(context, calling);
  return { user, session, mode: loadSessionView(context.layout.root, session)?.mode ?? null };
}

/** @throws E_RULE when whoever gives the command may not change `area` in their mode (P5). */
export function requireArea(context: CommandContext, area: PlanArea): void {
  requirePermission(modeOf(authorOf(context)), area);
}

// A session whose mode is not known may do what the least of them may; a person at a terminal has none.
function modeOf(author: PlanAuthor): SessionMode | undefined {
  return (
    SESSION_MODES.find((one) => one === author.mode) ?? (author.session === null ? undefined : 'development')
  );
}

class ProposalInstead extends Error {}

/**
 * Edits the plan for whoever gives the command: refused where their mode may not (P5), kept as a proposal
 * where governance asks for approval and a session gives it (P6), else done.
 *
 * @throws E_RULE, E_INVALID, E_NOT_FOUND, E_CORRUPT, E_LOCKED; nothing is then changed.
 */
export function editPlan(
  context: CommandContext,
  area: PlanArea | null,
  edit: (plan: Plan) => unknown,
): PlanEdited {
  const author = authorOf(context);
  const mode = modeOf(author);
  if (area !== null) requirePermission(mode, area);
  let proposed: PlanEdited | undefined;
  try {
    const { id, changes } = changePlan(context.layout, context.store, author, edit, (pending, loaded) => {
      for (const { entity } of pending) requirePermission(mode, areaOf(entity));
      if (author.session === null) return;
      if (isProjectBroken(loaded)) {
        throw new BatonError(
          'E_CORRUPT',
          'The plan’s project.json, which says whether changes need approval, cannot be used (`baton plan validate` says why). Mend it first; nothing was written.',
        );
      }
      if (!loaded.plan.project.governance.approval_required) return;
      const { layout, store } = context;
      const proposal = store.newId();
      writeProposal(layout, {
        id: proposal,
        at: new Date(store.now()).toISOString(),
        by: store.by,
        author,
        changes: pending,
      });
      proposed = { outcome: 'proposed', proposal, entities: pending.map(({ entity }) => entity) };
      throw new ProposalInstead();
    });
    return id === null
      ? { outcome: 'unchanged' }
      : { outcome: 'changed', change: id, entities: changes.map(({ entity }) => entity) };
  } catch (error) {
    if (error instanceof ProposalInstead && proposed !== undefined) return proposed;
    throw error;
  }
}

/** The outcome of an edit in a sentence, for a person. */
export function editedText(edited: PlanEdited, done: string): string[] {
  if (edited.outcome === 'unchanged') return ['Nothing to change.'];
  if (edited.outcome === 'changed') return [`${done} (change ${edited.change})`];
  return [
    `Proposed as ${edited.proposal}: this project asks for approval. Nothing has changed yet.`,
    `An approver decides: baton plan approve ${edited.proposal}`,
  ];
}
