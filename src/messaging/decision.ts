import type * as z from 'zod/mini';
import type { DECISION_EVENT_SCHEMAS } from './decision-schema.ts';
import type { DECISION_RULES } from './words.ts';

type Schemas = typeof DECISION_EVENT_SCHEMAS;

export type DecisionRule = (typeof DECISION_RULES)[number];
export type DecisionEventType = keyof Schemas;

/** The data that an event about decisions carries. */
export type DecisionEventData<Type extends DecisionEventType> = z.infer<Schemas[Type]>;

/** An event of the shared stream about decisions. */
export type DecisionEvent = {
  [Type in DecisionEventType]: { readonly type: Type; readonly data: DecisionEventData<Type> };
}[DecisionEventType];

/** Who does something: a session, or (null) somebody at the command line. */
export interface Author {
  readonly by: string | null;
  readonly by_name: string;
}

/** What one has voted for last. */
export interface Vote extends Author {
  readonly leads: boolean;
  readonly option: string;
  readonly reason: string | null;
  readonly at: string;
}

/** How a decision ended. `option` is null when the deadline passed and the votes decided nothing. */
export interface DecisionOutcome extends Author {
  readonly option: string | null;
  readonly why: string;
  readonly at: string;
}

/** A question with its options, and what has come of it. The comments themselves are in the log. */
export interface Decision extends Author {
  readonly decision_id: string;
  readonly title: string;
  readonly options: readonly string[];
  readonly rule: DecisionRule;
  readonly deadline: string | null;
  readonly proposed_at: string;
  readonly comments: number;
  readonly votes: readonly Vote[];
  /** Null while it is open. */
  readonly outcome: DecisionOutcome | null;
}

/** The part of the shared stream's state that holds decisions, oldest first. */
export interface DecisionsState {
  readonly last_number: number;
  readonly decisions: readonly Decision[];
}

export const EMPTY_DECISIONS: DecisionsState = { last_number: 0, decisions: [] };

/** How many decisions may be open at once, and how many closed ones stay in the state. */
export const MOST_DECISIONS = { open: 50, closed: 50 } as const;
