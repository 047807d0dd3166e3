import { BatonError } from '../errors.ts';
import type { Approval } from '../plan/approval.ts';
import { approverName } from '../plan/approval.ts';
import type { PlanAuthor } from '../plan/plan-change.ts';
import { inverseOf, withChanges } from '../plan/plan-change.ts';
import { personIn } from '../runtime/person.ts';
import { changePlan } from '../runtime/plan-change.ts';
import { loadPlan } from '../runtime/plan-loader.ts';
import type { Proposal } from '../runtime/proposals.ts';
import { readProposal, removeProposal } from '../runtime/proposals.ts';
import type { Given } from './act.ts';
import { textOption } from './act.ts';
import type { CommandContext } from './command-context.ts';
import { authorOf } from './plan-edit.ts';
import { requireEntity } from './require-entity.ts';

/** `plan approve` and `plan reject`: a person's word, and never a session's. */
export async function decide(
  context: CommandContext,
  given: Given,
  verb: 'approve' | 'reject',
): Promise<void> {
  const proposal = requireEntity(() => readProposal(context.layout, given.args[0] ?? ''));
  refuseSessions(context, proposal, verb);
  const { approvers } = loadPlan(context.layout).plan.project.governance;
  const person = await (context.host.person?.() ?? personIn(context.layout.root));
  const { user, session } = proposal.author;
  const approval: Approval = {
    proposal: proposal.id,
    proposed_by: session ?? user,
    ...person,
    claimed: textOption(given, 'as') ?? null,
  };
  const name = approverName(approvers, approval);
  if (verb === 'reject') {
    removeProposal(context.layout, proposal.id);
    context.answer({ rejected: proposal.id, by: name, account: person.account }, () => [
      `Rejected ${proposal.id}; nothing has changed.`,
    ]);
    return;
  }
  const author: PlanAuthor = { user: name, session: null, mode: null, approval };
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
    {
      approved: proposal.id,
      by: name,
      account: person.account,
      change: id,
      entities: changes.map(({ entity }) => entity),
    },
    () => [`Approved ${proposal.id} (change ${id ?? 'none: it is so already'})`],
  );
}

// A session runs under its person's account without that person having said anything, and a variable is soon unset.
function refuseSessions(context: CommandContext, proposal: Proposal, verb: 'approve' | 'reject'): void {
  const decider = authorOf(context).session ?? (context.host.env.CLAUDECODE ? '' : null);
  if (decider === null) return;
  const own = decider !== '' && decider === proposal.author.session;
  throw new BatonError(
    'E_RULE',
    `A session does not decide on proposals${own ? ', and least of all on its own' : ''}: that is a person's word. ` +
      `${verb === 'approve' ? 'Approve' : 'Reject'} it in a terminal of your own: baton plan ${verb} ${proposal.id}`,
    { proposal: proposal.id, session: decider || null },
  );
}
