import type { Decision, DecisionEventData, DecisionEventType, DecisionsState, Vote } from './decision.ts';
import { MOST_DECISIONS } from './decision.ts';

type Rules = {
  readonly [Type in DecisionEventType]: (
    state: DecisionsState,
    data: DecisionEventData<Type>,
    timestamp: string,
  ) => DecisionsState;
};

const RULES: Rules = {
  decision_proposed: (state, data, timestamp) => {
    const { decision_id, by, by_name, title, options, rule, deadline } = data;
    if (!Array.isArray(options) || state.decisions.some((one) => one.decision_id === decision_id))
      return state;
    const decision: Decision = {
      ...{ decision_id, by, by_name, title, options, rule, deadline, proposed_at: timestamp },
      ...{ comments: 0, votes: [], outcome: null },
    };
    const number = Number(/^d-(\d{1,15})$/.exec(decision_id)?.[1] ?? 0);
    return {
      last_number: Math.max(state.last_number, number),
      decisions: [...state.decisions, decision],
    };
  },

  decision_commented: (state, { decision_id }) =>
    changed(state, decision_id, (one) => ({ ...one, comments: one.comments + 1 })),

  decision_voted: (state, { decision_id, by, by_name, leads, option, reason }, timestamp) => {
    const vote: Vote = { by, by_name, leads, option, reason, at: timestamp };
    return changed(state, decision_id, (one) => ({
      ...one,
      votes: [...one.votes.filter((former) => former.by !== by), vote],
    }));
  },

  decision_closed: (state, { decision_id, by, by_name, option, why }, timestamp) =>
    changed(state, decision_id, (one) => ({ ...one, outcome: { by, by_name, option, why, at: timestamp } })),
};

/**
 * One step of the fold of decisions; events of other kinds leave them as they are, and so do data that a rule
 * cannot work with. Of the closed ones only the newest 50 stay.
 */
export function evolveDecisions(
  state: DecisionsState,
  event: { readonly type: string; readonly data: object; readonly timestamp: string },
): DecisionsState {
  if (!isDecisionEvent(event.type)) return state;
  const rule: (state: DecisionsState, data: never, timestamp: string) => DecisionsState = RULES[event.type];
  try {
    return withoutOldOnes(rule(state, event.data as never, event.timestamp));
  } catch {
    return state;
  }
}

function isDecisionEvent(type: string): type is DecisionEventType {
  return Object.hasOwn(RULES, type);
}

// What is closed stays as it is.
function changed(state: DecisionsState, id: string, change: (one: Decision) => Decision): DecisionsState {
  return {
    ...state,
    decisions: state.decisions.map((one) =>
      one.decision_id === id && one.outcome === null ? change(one) : one,
    ),
  };
}

function withoutOldOnes(state: DecisionsState): DecisionsState {
  let surplus = state.decisions.filter((one) => one.outcome !== null).length - MOST_DECISIONS.closed;
  if (surplus <= 0) return state;
  return { ...state, decisions: state.decisions.filter((one) => one.outcome === null || surplus-- <= 0) };
}
