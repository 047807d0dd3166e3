import { expect } from 'vitest';
import type { DecisionEvent, DecisionsState } from '../../../src/messaging/decision.ts';
import { EMPTY_DECISIONS } from '../../../src/messaging/decision.ts';
import { evolveDecisions } from '../../../src/messaging/decision-fold.ts';
import type { MessageEvent, MessagingState } from '../../../src/messaging/message.ts';
import { EMPTY_MESSAGING } from '../../../src/messaging/message.ts';
import { evolveMessaging } from '../../../src/messaging/message-fold.ts';
import type { Draft } from '../../../src/messaging/messages.ts';
import { sendMessage } from '../../../src/messaging/messages.ts';
import { minute, refusalOf } from '../../helpers/given.ts';
import { deepFreeze } from '../session/deep-freeze.ts';

/** The messages after `events`, all written at minute `at`. */
export function told(events: readonly MessageEvent[], before = EMPTY_MESSAGING, at = 0): MessagingState {
  return events.reduce(
    (state, event) => evolveMessaging(deepFreeze(state), { ...event, timestamp: minute(at) }),
    before,
  );
}

/** A message from the session `a` to the session `b`, with what a test needs otherwise. */
export function draft(changes: Partial<Draft> = {}): Draft {
  return {
    from_session: 'a',
    from_name: 'session #1 (development)',
    to: 'b',
    live: [],
    priority: 'normal',
    text: 'hello',
    ...changes,
  };
}

/** The state after each draft was sent in turn. */
export function sent(drafts: readonly Partial<Draft>[], before = EMPTY_MESSAGING, at = 0): MessagingState {
  return drafts.reduce((state, one) => told(sendMessage(state, draft(one)), state, at), before);
}

/** The decisions after `events`, one a minute. */
export function decided(events: readonly DecisionEvent[], before = EMPTY_DECISIONS): DecisionsState {
  return events.reduce(
    (state, event, index) => evolveDecisions(deepFreeze(state), { ...event, timestamp: minute(index) }),
    before,
  );
}

/** Expects a refusal with this code whose text holds each of `words`. */
export function expectRefusal(work: () => unknown, code: string, ...words: readonly string[]): void {
  const refusal = refusalOf(work);
  expect(refusal.code).toBe(code);
  for (const word of words) expect(refusal.message).toContain(word);
}
