import { BatonError } from '../errors.ts';
import type { Decision, DecisionEvent, DecisionsState } from '../messaging/decision.ts';
import { sharedProjection } from '../runtime/session-streams.ts';
import { transact } from '../store/append.ts';
import type { Speaker } from './author.ts';
import { speakerOf } from './author.ts';
import type { CommandContext } from './command-context.ts';
import { decisionDocument } from './decision-sheet.ts';
import { suggestion } from './nearest.ts';

const DURABLE = { expect: 'version', durable: true } as const;

/** What a command makes of the decisions there are, in the name of whoever runs it. */
export type Decide = (state: DecisionsState, speaker: Speaker) => readonly DecisionEvent[];

/** Carries out a change, and gives the decision that it was about: the one of its events, else `id`. */
export function changeDecisions(context: CommandContext, decide: Decide, id = ''): Decision {
  const speaker = speakerOf(context);
  let about = id;
  const { layout, store } = context;
  const { state } = transact(layout.shared, sharedProjection, store, DURABLE, ({ decisions }) => {
    const events = decide(decisions, speaker);
    about = events[0]?.data.decision_id ?? id;
    return events;
  });
  return foundDecision(state.decisions, about);
}

/** Answers with the decision as it stands now, and a line that says what was done. */
export function answerWith(context: CommandContext, decision: Decision, line: string): void {
  context.answer(decisionDocument(decision), () => [line]);
}

/** The decision that `typed` names: `d-1`, or `1`. @throws E_NOT_FOUND with the nearest. */
export function foundDecision({ decisions }: DecisionsState, typed: string): Decision {
  const id = /^\d+$/.test(typed) ? `d-${typed}` : typed;
  const decision = decisions.find(({ decision_id }) => decision_id === id);
  if (decision !== undefined) return decision;
  const near = suggestion(
    id,
    decisions.map(({ decision_id }) => decision_id),
  );
  throw new BatonError(
    'E_NOT_FOUND',
    `There is no decision ${JSON.stringify(typed)}.${near} \`baton decision list\` shows them.`,
    { decision_id: id },
  );
}

/** The option of a decision that `typed` names. @throws E_NOT_FOUND with the nearest and all there are. */
export function foundOption({ decision_id, options }: Decision, typed: string): string {
  const option = options.find((one) => one.toLowerCase() === typed.trim().toLowerCase());
  if (option !== undefined) return option;
  throw new BatonError(
    'E_NOT_FOUND',
    `${decision_id} has no option ${JSON.stringify(typed)}.${suggestion(typed, options)} Options: ${options.join(', ')}.`,
    { decision_id, options },
  );
}
