import type { SessionEvent } from '../../session/event.ts';
import { noticeOf } from '../../session/events/protocol.ts';
import type { SessionState } from '../../session/state.ts';
import type { Violation } from './protocol-rules.ts';

type Answer = Extract<SessionEvent, { type: 'protocol_violated' }>['data']['answer'];

/** What comes of the rules that are broken: what the act is held up for, what the person is told, what is recorded. */
export interface Verdict {
  /** For the model (or the person whose prompt waits): why it is held up and what to do; null: nothing is. */
  readonly block: string | null;
  /** For the person, once each; null: nothing new. */
  readonly notice: string | null;
  readonly events: readonly SessionEvent[];
}

/** Nothing is held up and nobody is told anything. */
export const CLEAR: Verdict = { block: null, notice: null, events: [] };

/**
 * The verdict at the end of a turn. A required rule puts the end off once a turn, all of them at once where possible;
 * broken still, it is passed over and the person is told: an end that is never reached helps nobody.
 */
export function verdictAtStop(state: SessionState, violations: readonly Violation[]): Verdict {
  const { blocked } = state.observability.protocol;
  const required = violations.filter(({ level }) => level === 'require');
  const fresh = required.filter(({ rule }) => !blocked.includes(rule));
  if (fresh.length > 0) {
    return { block: stopReason(fresh), notice: null, events: recorded(fresh, 'blocked') };
  }
  const told = unknown(
    state,
    violations.filter(({ level }) => level === 'warn'),
  );
  const lines = [
    ...required.map(({ message }) => `The turn ended although it is required otherwise: ${message}`),
    ...told.map(({ message, remedy }) => `${message} ${remedy}`),
  ];
  return {
    block: null,
    notice: lines.length === 0 ? null : `Baton: ${lines.join(' ')}`,
    events: [...recorded(required, 'passed_over'), ...recorded(told, 'told')],
  };
}

/** The verdict on an act that is about to happen: a required rule refuses it each time, another is told of once. */
export function verdictOnAct(state: SessionState, violations: readonly Violation[]): Verdict {
  const required = violations.filter(({ level }) => level === 'require');
  if (required.length > 0) {
    const reason = required.map(({ message, remedy }) => `${message} ${remedy}`).join(' ');
    return { block: `Baton: ${reason}`, notice: null, events: recorded(required, 'denied') };
  }
  const told = unknown(state, violations);
  return {
    block: null,
    notice:
      told.length === 0
        ? null
        : `Baton: ${told.map(({ message, remedy }) => `${message} ${remedy}`).join(' ')}`,
    events: recorded(told, 'told'),
  };
}

function unknown(state: SessionState, violations: readonly Violation[]): Violation[] {
  return violations.filter((one) => !state.observability.protocol.told.includes(noticeOf(one)));
}

function recorded(violations: readonly Violation[], answer: Answer): SessionEvent[] {
  return violations.map(({ rule, level, subject, message }) => ({
    type: 'protocol_violated',
    data: { rule, level, answer, subject, message },
  }));
}

function stopReason(violations: readonly Violation[]): string {
  const [first] = violations;
  return [
    '[Baton] Before this turn ends (session protocol):',
    ...violations.map(({ message, remedy }) => `- ${message} ${remedy}`),
    `This is asked once a turn. Where it cannot be done, say so and end: only the person waives a rule (baton session override ${first?.rule ?? 'RULE'} --reason WHY, in a terminal of their own).`,
  ].join('\n');
}
