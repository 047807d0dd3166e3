import { BatonError } from '../errors.ts';
import { redact } from '../session/excerpt.ts';
import type { Author, Decision, DecisionEvent, DecisionRule, DecisionsState } from './decision.ts';
import { MOST_DECISIONS } from './decision.ts';
import { resultOf } from './decision-result.ts';

/** How long the texts of a decision may be, in characters, and how many options there may be. */
const MOST = { title: 200, option: 100, comment: 2_000, reason: 500, options: 10 } as const;

/** A question that is to be decided; `deadline` in milliseconds since 1970. */
export interface Proposal {
  readonly title: string;
  readonly options: readonly string[];
  readonly rule: DecisionRule;
  readonly deadline: number | null;
}

/**
 * Puts a question to all sessions.
 *
 * @throws E_INVALID for texts that are empty or too long, fewer than two options or more than ten, two that are
 *   alike, or a deadline that has passed; E_RULE when fifty decisions are open.
 */
export function proposeDecision(
  state: DecisionsState,
  { by, by_name }: Author,
  proposal: Proposal,
  now: number,
): DecisionEvent[] {
  const title = bounded(proposal.title, 'title');
  const options = proposal.options.map((option) => bounded(option, 'option'));
  if (options.length < 2 || options.length > MOST.options) {
    throw invalid(`A decision has 2 to ${MOST.options} options; received ${options.length}.`);
  }
  if (new Set(options.map((option) => option.toLowerCase())).size < options.length) {
    throw invalid(`The options must differ; received ${options.join(', ')}.`);
  }
  const { rule, deadline } = proposal;
  if (deadline !== null && deadline <= now) throw invalid('The deadline has passed already.');
  if (state.decisions.filter((one) => one.outcome === null).length >= MOST_DECISIONS.open) {
    throw new BatonError('E_RULE', `${MOST_DECISIONS.open} decisions are open. Close one first.`);
  }
  const at = deadline === null ? null : new Date(deadline).toISOString();
  const decision_id = `d-${state.last_number + 1}`;
  return [
    { type: 'decision_proposed', data: { decision_id, by, by_name, title, options, rule, deadline: at } },
  ];
}

/** Adds to the thread of an open decision. @throws E_NOT_FOUND, E_RULE when it is closed, E_INVALID. */
export function commentDecision(
  state: DecisionsState,
  { by, by_name }: Author,
  id: string,
  text: string,
): DecisionEvent[] {
  requireOpen(state, id);
  return [
    { type: 'decision_commented', data: { decision_id: id, by, by_name, text: bounded(text, 'comment') } },
  ];
}

/**
 * Votes, or changes the vote, while the decision is open and its deadline has not passed. Nothing when that is
 * one's vote already.
 *
 * @throws E_NOT_FOUND for an unknown decision or option; E_RULE when it is closed or the deadline has passed.
 */
export function voteDecision(
  state: DecisionsState,
  author: Author & { readonly leads: boolean },
  id: string,
  vote: { readonly option: string; readonly reason: string | null },
  now: number,
): DecisionEvent[] {
  const decision = requireOpen(state, id);
  if (isOver(decision, now)) {
    throw new BatonError('E_RULE', `The votes on ${id} ended at ${decision.deadline}. It can be closed now.`);
  }
  const option = decision.options.find((one) => one.toLowerCase() === vote.option.trim().toLowerCase());
  if (option === undefined) {
    throw new BatonError(
      'E_NOT_FOUND',
      `${id} has no option ${JSON.stringify(vote.option)}. Options: ${decision.options.join(', ')}.`,
      { decision_id: id, options: decision.options },
    );
  }
  const reason = vote.reason === null ? null : bounded(vote.reason, 'reason');
  const { by, by_name, leads } = author;
  const former = decision.votes.find((one) => one.by === by);
  if (former?.option === option && former.reason === reason && former.leads === leads) return [];
  return [{ type: 'decision_voted', data: { decision_id: id, by, by_name, leads, option, reason } }];
}

/**
 * Ends a decision with what its rule makes of the votes. After a deadline it ends in any case, without a result
 * where the votes give none.
 *
 * @throws E_NOT_FOUND; E_RULE when it is closed, when others may still vote (only a lead need not wait for the
 *   deadline), or when nothing is decided, with the reason.
 */
export function closeDecision(
  state: DecisionsState,
  { by, by_name }: Author,
  id: string,
  now: number,
): DecisionEvent[] {
  const decision = requireOpen(state, id);
  const { deadline, rule } = decision;
  if (deadline !== null && !isOver(decision, now) && rule !== 'lead') {
    throw new BatonError('E_RULE', `${id} cannot be closed yet: everyone may vote until ${deadline}.`);
  }
  const { option, why } = resultOf(decision);
  if (option === null && !isOver(decision, now)) {
    throw new BatonError('E_RULE', `${id} cannot be closed: ${why}. Vote, or change a vote.`, {
      decision_id: id,
    });
  }
  return [{ type: 'decision_closed', data: { decision_id: id, by, by_name, option, why } }];
}

function isOver({ deadline }: Decision, now: number): boolean {
  return deadline !== null && now >= Date.parse(deadline);
}

function requireOpen(state: DecisionsState, id: string): Decision {
  const decision = state.decisions.find((one) => one.decision_id === id);
  if (decision === undefined) throw new BatonError('E_NOT_FOUND', `There is no decision ${id}.`);
  if (decision.outcome === null) return decision;
  const { option, why, at } = decision.outcome;
  throw new BatonError('E_RULE', `${id} was closed at ${at}: ${option ?? 'undecided'} (${why}).`);
}

function bounded(text: string, what: 'title' | 'option' | 'comment' | 'reason'): string {
  const plain = redact(text).trim();
  if (plain === '') throw invalid(`The ${what} is empty.`);
  if (plain.length <= MOST[what]) return plain;
  throw invalid(`The ${what} has ${plain.length} characters; the most is ${MOST[what]}.`);
}

function invalid(text: string): BatonError {
  return new BatonError('E_INVALID', text);
}
