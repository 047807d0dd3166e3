import { BatonError } from '../errors.ts';
import { inverseOf, withChanges } from '../plan/plan-change.ts';
import { changePlan } from '../runtime/plan-change.ts';
import { loadPlan } from '../runtime/plan-loader.ts';
import { readProposal, removeProposal } from '../runtime/proposals.ts';
import type { Given } from './act.ts';
import { textOption } from './act.ts';
import type { CommandContext } from './command-context.ts';
import { authorOf } from './plan-edit.ts';
import { requireEntity } from './require-entity.ts';

/** `plan approve` and `plan reject`. */
export function decide(context: CommandContext, given: Given, verb: 'approve' | 'reject'): void {
  const proposal = requireEntity(() => readProposal(context.layout, given.args[0] ?? ''));
  const { approvers } = loadPlan(context.layout).plan.project.governance;
  const decider = authorOf(context);
  // A session runs under its person's name without that person having said anything.
  const name = textOption(given, 'as') ?? (decider.session === null ? decider.user : null) ?? '';
  if (approvers.length === 0 && decider.session !== null) {
    throw new BatonError(
      'E_RULE',
      `A session does not decide on proposals of a plan that names no approvers. ${verb === 'approve' ? 'Approve' : 'Reject'} it in a terminal of your own.`,
    );
  }
  if (approvers.length > 0 && !approvers.includes(name)) {
    throw new BatonError(
      'E_RULE',
      `${name === '' ? 'Nobody' : name} is no approver of this plan. Approvers: ${approvers.join(', ')}. Say who decides with --as NAME.`,
    );
  }
  if (verb === 'reject') {
    removeProposal(context.layout, proposal.id);
    context.answer({ rejected: proposal.id, by: name }, () => [
      `Rejected ${proposal.id}; nothing has changed.`,
    ]);
    return;
  }
  const author = { ...decider, user: name };
  const { id, changes } = changePlan(context.layout, context.store, author, (plan) => {
    // What it was proposed on must still be so: else somebody's change in between would be lost.
    const now = inverseOf(
      {
        ...proposal,
        ...author,
        changes: proposal.changes.map(({ entity, before, after }) => ({
          entity,
          before: after,
          after: before,
        })),
      },
      plan,
    );
    return withChanges(plan, now);
  });
  removeProposal(context.layout, proposal.id);
  context.answer(
    { approved: proposal.id, by: name, change: id, entities: changes.map(({ entity }) => entity) },
    () => [`Approved ${proposal.id} (change ${id ?? 'none: it is so already'})`],
  );
}
