import type { Decision, Vote } from './decision.ts';

/** What the votes say now: the option that the rule gives, or none, and why. */
export interface Result {
  readonly option: string | null;
  readonly why: string;
}

/** How many votes each option has, most first; of equal ones in the order in which they were proposed. */
export function tally(decision: Decision, votes: readonly Vote[] = decision.votes) {
  return decision.options
    .map((option) => ({ option, votes: votes.filter((vote) => vote.option === option).length }))
    .sort((left, right) => right.votes - left.votes);
}

/**
 * What a decision's rule makes of its votes. `majority`: more than half of the votes given. `unanimous`: all of
 * them. `lead`: more than half of the votes of sessions in leadership mode and of the command line. Where nothing
 * is decided it says what stands in the way, and a tie is called one.
 */
export function resultOf(decision: Decision): Result {
  const counted = decision.rule === 'lead' ? decision.votes.filter(({ leads }) => leads) : decision.votes;
  const ranked = tally(decision, counted).filter(({ votes }) => votes > 0);
  const [first, second] = ranked;
  if (first === undefined) return { option: null, why: `no vote ${WHOSE[decision.rule]}` };
  const counts = ranked.map(({ option, votes }) => `${option} ${votes}`).join(', ');
  const needed = decision.rule === 'unanimous' ? counted.length : Math.floor(counted.length / 2) + 1;
  if (first.votes >= needed) return { option: first.option, why: `${decision.rule}: ${counts}` };
  const tied = ranked.filter(({ votes }) => votes === first.votes).map(({ option }) => option);
  if (first.votes === second?.votes) {
    return { option: null, why: `a tie between ${tied.join(' and ')} (${counts})` };
  }
  return {
    option: null,
    why:
      decision.rule === 'unanimous' ? `the votes differ (${counts})` : `none has more than half (${counts})`,
  };
}

const WHOSE = {
  majority: 'has been given',
  unanimous: 'has been given',
  lead: 'of a session in leadership mode, or from the command line, has been given',
} as const;
