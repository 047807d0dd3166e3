import { composeDelivery } from '../../src/messaging/message-quote.ts';
import { deliverMessages, joinBroadcasts, waitingFor } from '../../src/messaging/messages.ts';
import { own } from '../../src/own-field.ts';
import type { HookReply } from '../../src/runtime/hook-output.ts';
import { injectContext, SILENCE } from '../../src/runtime/hook-output.ts';
import { changeSession, openSession, sharedProjection } from '../../src/runtime/session-streams.ts';
import { lookForBroadcasts, lookForMessages } from '../../src/runtime/waiting-messages.ts';
import { transact } from '../../src/store/append.ts';
import { attempt } from '../attempt.ts';
import type { HookCall } from '../hook-call.ts';

const DELIVERY = { expect: 'version', durable: false } as const;

/**
 * Gives the session's prompt the messages that wait for it, each once: they are marked as given before anything is
 * printed, and of two hooks that come at the same time the second finds them marked. Silence when none waits, and
 * for a session in which orchestration is switched off: its messages go on waiting.
 */
export function deliverAtPrompt(call: HookCall): HookReply {
  const id = call.input.session_id;
  if (lookForMessages(call.layout, id) === 0) return SILENCE;
  if (!openSession(call.layout, id).state.runtime_config.orchestration_enabled) return SILENCE;
  let text = '';
  transact(call.layout.shared, sharedProjection, call.store, DELIVERY, ({ messaging, registry }) => {
    const numberOf = (sessionId: string) => own(registry.sessions, sessionId)?.number;
    const delivery = composeDelivery(waitingFor(messaging, id), numberOf);
    text = delivery.text;
    return deliverMessages(messaging, id, delivery.message_ids);
  });
  const reply = injectContext(call.event, text);
  if (reply.injectedBytes > 0) count(call, reply.injectedBytes);
  return reply;
}

/**
 * Lets a session that has just started wait for the broadcasts of the last day that it has not been given. To be
 * called when the start is on disk: whoever sends one later then finds the session live. What fails is noted only.
 */
export function awaitBroadcasts(call: HookCall): void {
  attempt(call, () => {
    const now = call.store.now();
    if (!lookForBroadcasts(call.layout, now)) return;
    transact(call.layout.shared, sharedProjection, call.store, DELIVERY, ({ messaging }) =>
      joinBroadcasts(messaging, call.input.session_id, now),
    );
  });
}

// The messages are marked as given: a ledger that cannot be written must not keep them from being printed.
function count(call: HookCall, bytes: number): void {
  attempt(call, () => {
    changeSession(call.layout, call.input.session_id, call.store, () => [
      { type: 'context_injected', data: { hook: call.event, bytes } },
    ]);
  });
}
