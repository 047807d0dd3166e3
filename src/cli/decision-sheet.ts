import type { Decision } from '../messaging/decision.ts';
import { resultOf, tally } from '../messaging/decision-result.ts';
import { paint } from '../render/colour.ts';
import { durationText } from '../render/duration.ts';
import { table } from '../render/table.ts';
import { plainText } from '../render/terminal-text.ts';
import type { ThreadComment } from '../runtime/decision-thread.ts';
import type { CommandContext } from './command-context.ts';

/** A decision as `--json` gives it: what the state holds, and what the votes say now. */
export function decisionDocument(decision: Decision) {
  const { option, why } = decision.outcome ?? resultOf(decision);
  return {
    ...decision,
    status: decision.outcome === null ? ('open' as const) : ('closed' as const),
    tally: tally(decision),
    result: { option, why },
  };
}

/** The decisions as a table, newest last. */
export function decisionTable(decisions: readonly Decision[], context: CommandContext): string[] {
  if (decisions.length === 0)
    return ['No decision. Put a question with: baton decision propose TITLE --option A --option B'];
  const rows = decisions.map((one) => [
    one.decision_id,
    paint(stand(one), one.outcome === null ? 'accent' : 'muted', context.colours),
    one.rule,
    String(one.votes.length),
    String(one.comments),
    one.deadline === null ? '-' : until(one.deadline, context),
    plainText(one.title, 200),
  ]);
  return table(
    [
      { title: 'id' },
      { title: 'status', shrinks: true },
      { title: 'rule' },
      { title: 'votes', align: 'right' },
      { title: 'comments', align: 'right' },
      { title: 'until' },
      { title: 'title', shrinks: true },
    ],
    rows,
    { width: context.width, colours: context.colours },
  );
}

/** One decision on a screen: the question, the votes with their reasons, and the thread. */
export function decisionSheet(
  decision: Decision,
  thread: readonly ThreadComment[],
  context: CommandContext,
): string[] {
  const { decision_id, title, outcome, deadline, votes } = decision;
  const end = deadline === null ? '' : `, votes until ${deadline} (${until(deadline, context)})`;
  const result = outcome ?? resultOf(decision);
  const word = outcome !== null ? 'closed' : 'now';
  return [
    paint(`${decision_id}  ${plainText(title, 200)}`, 'strong', context.colours),
    `proposed by ${plainText(decision.by_name, 60)}, rule ${decision.rule}${end}`,
    ...tally(decision).map((row) => `  ${String(row.votes).padStart(3)}  ${plainText(row.option, 100)}`),
    `${word}: ${plainText(result.option ?? 'undecided', 100)} (${plainText(result.why, 200)})`,
    ...votes.map(
      (vote) =>
        `  ${plainText(vote.by_name, 60)} votes ${plainText(vote.option, 100)}` +
        `${vote.reason === null ? '' : `: ${plainText(vote.reason, 500)}`}`,
    ),
    ...(thread.length === 0 ? [] : [paint('Thread, quoted:', 'muted', context.colours)]),
    ...thread.map((one) => `  ${plainText(one.by_name, 60)}> ${plainText(one.text, 2_000)}`),
  ];
}

function stand({ outcome }: Decision): string {
  if (outcome === null) return 'open';
  return outcome.option === null ? 'undecided' : plainText(outcome.option, 60);
}

function until(deadline: string, context: CommandContext): string {
  const left = Date.parse(deadline) - context.host.now();
  return left > 0 ? `in ${durationText(left)}` : 'over';
}
