import type { Message, MessageEventData, MessageEventType, MessagingState } from './message.ts';
import { isQueued, MOST_SETTLED } from './message.ts';
import { EVERYONE } from './words.ts';

type Rules = {
  readonly [Type in MessageEventType]: (
    state: MessagingState,
    data: MessageEventData<Type>,
    timestamp: string,
  ) => MessagingState;
};

const RULES: Rules = {
  message_sent: (state, data, timestamp) => {
    const { message_id, from_session, from_name, to, priority, text } = data;
    const isUsable = [message_id, from_name, to, text].every((each) => typeof each === 'string');
    const isKnown = state.messages.some((one) => one.message_id === message_id);
    if (!isUsable || isKnown || !Array.isArray(data.recipients)) return state;
    const message: Message = {
      ...{ message_id, from_session, from_name, to, priority, text, sent_at: timestamp },
      waiting: [...new Set(data.recipients)].filter((id) => id !== from_session),
      ...{ delivered: [], read: [], dropped: null },
    };
    return {
      last_number: Math.max(state.last_number, numberIn(message_id)),
      messages: [...state.messages, message],
    };
  },

  broadcasts_joined: (state, { session_id, message_ids }) =>
    message_ids.reduce(
      (current, id) =>
        changed(current, id, (message) =>
          isOpenTo(message, session_id) ? { ...message, waiting: [...message.waiting, session_id] } : message,
        ),
      state,
    ),

  message_delivered: (state, { message_id, session_id }) =>
    changed(state, message_id, (message) => given(message, session_id)),

  message_read: (state, { message_id, session_id }) =>
    changed(state, message_id, (message) => ({
      ...(session_id === null ? message : given(message, session_id)),
      read: message.read.includes(session_id) ? message.read : [...message.read, session_id],
    })),

  // What the one already has, or sent itself, it is not given again.
  messages_forwarded: (state, { from_session, to_session }) => ({
    ...state,
    messages: state.messages.map((message) => {
      if (!message.waiting.includes(from_session)) return message;
      const others = message.waiting.filter((id) => id !== from_session && id !== to_session);
      const isNews = message.from_session !== to_session && !message.delivered.includes(to_session);
      return { ...message, waiting: isNews ? [...others, to_session] : others };
    }),
  }),

  message_dropped: (state, { message_id, reason }) =>
    changed(state, message_id, (message) => ({ ...message, waiting: [], dropped: reason })),
};

/**
 * One step of the fold of messages; events of other kinds leave them as they are, and so do data that a rule
 * cannot work with. Of the messages that wait for nobody only the newest 200 stay.
 */
export function evolveMessaging(
  state: MessagingState,
  event: { readonly type: string; readonly data: object; readonly timestamp: string },
): MessagingState {
  if (!isMessageEvent(event.type)) return state;
  const rule: (state: MessagingState, data: never, timestamp: string) => MessagingState = RULES[event.type];
  try {
    return withoutOldOnes(rule(state, event.data as never, event.timestamp));
  } catch {
    return state;
  }
}

/** True for a broadcast that `sessionId` neither waits for, nor has been given, nor sent itself. */
export function isOpenTo(message: Message, sessionId: string): boolean {
  const { to, from_session, dropped, waiting, delivered } = message;
  return (
    to === EVERYONE &&
    from_session !== sessionId &&
    dropped === null &&
    !waiting.includes(sessionId) &&
    !delivered.includes(sessionId)
  );
}

function isMessageEvent(type: string): type is MessageEventType {
  return Object.hasOwn(RULES, type);
}

function changed(
  state: MessagingState,
  messageId: string,
  change: (message: Message) => Message,
): MessagingState {
  return {
    ...state,
    messages: state.messages.map((one) => (one.message_id === messageId ? change(one) : one)),
  };
}

function given(message: Message, sessionId: string): Message {
  if (!message.waiting.includes(sessionId)) return message;
  return {
    ...message,
    waiting: message.waiting.filter((id) => id !== sessionId),
    delivered: [...message.delivered, sessionId],
  };
}

function withoutOldOnes(state: MessagingState): MessagingState {
  let surplus = state.messages.filter((one) => !isQueued(one)).length - MOST_SETTLED;
  if (surplus <= 0) return state;
  return { ...state, messages: state.messages.filter((one) => isQueued(one) || surplus-- <= 0) };
}

function numberIn(messageId: string): number {
  return Number(/^m-(\d{1,15})$/.exec(messageId)?.[1] ?? 0);
}
