import { BatonError } from '../errors.ts';
import { redact } from '../session/excerpt.ts';
import type { Message, MessageEvent, MessagePriority, MessagingState } from './message.ts';
import { BROADCAST_HOURS, isQueued, MOST_QUEUED } from './message.ts';
import { isOpenTo } from './message-fold.ts';
import { EVERYONE, MESSAGE_PRIORITIES } from './words.ts';

/** How long a message may be, in characters. */
export const MOST_MESSAGE_CHARACTERS = 2_000;

/** A message that is to be sent. */
export interface Draft {
  /** Null: from the command line, outside every session. */
  readonly from_session: string | null;
  readonly from_name: string;
  /** A session's id, or `all`. */
  readonly to: string;
  /** For `all`: the sessions that are live now. */
  readonly live: readonly string[];
  readonly priority: MessagePriority;
  readonly text: string;
}

/**
 * Sends a message, without the secrets in its text. When `most` wait already, the least important of them go out
 * first, the oldest of those before the others; their senders and receivers find a notice in their inbox.
 *
 * @throws E_INVALID for a text that is empty or over 2,000 characters; E_RULE for a message to its own sender,
 *   and when all that wait are more important than this one.
 */
export function sendMessage(state: MessagingState, draft: Draft, most = MOST_QUEUED): MessageEvent[] {
  const { from_session, from_name, to, priority } = draft;
  const text = redact(draft.text).trim();
  if (text === '') throw new BatonError('E_INVALID', 'The message is empty. Give its text.');
  if (text.length > MOST_MESSAGE_CHARACTERS) {
    throw new BatonError(
      'E_INVALID',
      `A message has at most ${MOST_MESSAGE_CHARACTERS} characters; this one has ${text.length}. ` +
        'Put the rest into a file of the project and name its path.',
    );
  }
  if (to === from_session) {
    throw new BatonError('E_RULE', `Session ${to} cannot send a message to itself.`);
  }
  return [
    ...pushedOut(state, priority, most).map(
      ({ message_id }): MessageEvent => ({
        type: 'message_dropped',
        data: { message_id, reason: `${most} messages were waiting and a newer one came` },
      }),
    ),
    {
      type: 'message_sent',
      data: {
        ...{ message_id: `m-${state.last_number + 1}`, from_session, from_name, to },
        recipients: to === EVERYONE ? draft.live.filter((id) => id !== from_session) : [to],
        ...{ priority, text },
      },
    },
  ];
}

/** The messages that wait for a session: the most important first, of equal ones the oldest. */
export function waitingFor(state: MessagingState, sessionId: string): Message[] {
  return state.messages
    .filter((message) => message.waiting.includes(sessionId))
    .sort((left, right) => rank(right.priority) - rank(left.priority));
}

/** Marks those of the messages as given that still wait for the session: each is given once. */
export function deliverMessages(
  state: MessagingState,
  sessionId: string,
  messageIds: readonly string[],
): MessageEvent[] {
  return waitingFor(state, sessionId)
    .filter(({ message_id }) => messageIds.includes(message_id))
    .map(({ message_id }) => ({ type: 'message_delivered', data: { message_id, session_id: sessionId } }));
}

/** Lets a session that has started wait for the broadcasts of the last 24 hours that it has not been given. */
export function joinBroadcasts(state: MessagingState, sessionId: string, now: number): MessageEvent[] {
  const messageIds = state.messages
    .filter((message) => isOpenTo(message, sessionId) && now < broadcastEnd(message))
    .map(({ message_id }) => message_id);
  if (messageIds.length === 0) return [];
  return [{ type: 'broadcasts_joined', data: { session_id: sessionId, message_ids: messageIds } }];
}

/** Lets one session be given what waits for another that has ended. Nothing when nothing waits. */
export function forwardMessages(
  state: MessagingState,
  fromSession: string,
  toSession: string,
): MessageEvent[] {
  if (waitingFor(state, fromSession).length === 0) return [];
  return [{ type: 'messages_forwarded', data: { from_session: fromSession, to_session: toSession } }];
}

/** Until when a broadcast is for those who start. */
export function broadcastEnd(message: Message): number {
  return Date.parse(message.sent_at) + BROADCAST_HOURS * 3_600_000;
}

/**
 * Notes that a message was opened by one whom it concerns: a session that it waits for or that has it, or the
 * sender or receiver of one that was dropped. Nothing for anybody else, or the second time. What was read is not delivered again.
 */
export function readMessage(state: MessagingState, reader: string | null, messageId: string): MessageEvent[] {
  const message = state.messages.find(({ message_id }) => message_id === messageId);
  if (message === undefined || message.read.includes(reader)) return [];
  const concerns =
    (reader !== null && [...message.waiting, ...message.delivered].includes(reader)) ||
    (message.dropped !== null && (message.from_session === reader || message.to === reader));
  if (!concerns) return [];
  return [{ type: 'message_read', data: { message_id: messageId, session_id: reader } }];
}

function pushedOut(state: MessagingState, priority: MessagePriority, most: number): Message[] {
  const queued = state.messages.filter(isQueued);
  const out = queued
    .toSorted((left, right) => rank(left.priority) - rank(right.priority))
    .slice(0, Math.max(0, queued.length - most + 1));
  if (out.some((message) => rank(message.priority) > rank(priority))) {
    throw new BatonError(
      'E_RULE',
      `${queued.length} messages wait already, all more important than ${priority}. Nothing was sent. ` +
        'Send it with a higher --priority, or when they have been read.',
    );
  }
  return out;
}

function rank(priority: MessagePriority): number {
  return MESSAGE_PRIORITIES.indexOf(priority);
}
