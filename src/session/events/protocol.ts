import type { EventRules } from '../event-rule.ts';
import type { SessionState } from '../state.ts';
import { observed } from '../steps.ts';

/** How many notices and overrides the state remembers; the log has them all. */
const REMEMBERED = 50;

/** Events of the session protocol: rules that were broken, and overrides that a person granted. */
export const protocolEvents: EventRules<'protocol_violated' | 'override_granted'> = {
  protocol_violated: (state, data) => {
    const { violations, blocked, told } = state.observability.protocol;
    return watched(state, {
      violations: violations + 1,
      ...(data.answer === 'blocked' ? { blocked: added(blocked, data.rule) } : {}),
      ...(data.answer === 'told' ? { told: added(told, noticeOf(data)) } : {}),
    });
  },

  override_granted: (state, data, { timestamp }) => {
    const others = state.observability.protocol.overrides.filter(({ rule }) => rule !== data.rule);
    const { rule, scope, reason } = data;
    const granted = { rule, scope, reason, granted_at: timestamp };
    return watched(state, { overrides: [...others, granted].slice(-REMEMBERED) });
  },
};

/** What a person is told of once: a rule, or the place where it is broken. */
export function noticeOf({
  rule,
  subject,
}: {
  readonly rule: string;
  readonly subject: string | null;
}): string {
  return subject === null ? rule : `${rule}:${subject}`;
}

/** The protocol's account when a turn ends: an override for one turn ends with it. */
export function turnClosed(state: SessionState): SessionState {
  const { overrides } = state.observability.protocol;
  const kept = overrides.filter(({ scope }) => scope !== 'turn');
  return kept.length === overrides.length ? state : watched(state, { overrides: kept });
}

/** The same when a person asks for something new: each rule may put off the end of that turn once. */
export function turnOpened(state: SessionState): SessionState {
  return state.observability.protocol.blocked.length === 0 ? state : watched(state, { blocked: [] });
}

function watched(
  state: SessionState,
  change: Partial<SessionState['observability']['protocol']>,
): SessionState {
  return observed(state, { protocol: { ...state.observability.protocol, ...change } });
}

function added(list: readonly string[], one: string): string[] {
  return [...list.filter((other) => other !== one), one].slice(-REMEMBERED);
}
