import type * as z from 'zod/mini';
import type { MESSAGE_EVENT_SCHEMAS } from './message-schema.ts';
import type { MESSAGE_PRIORITIES } from './words.ts';

type Schemas = typeof MESSAGE_EVENT_SCHEMAS;

export type MessagePriority = (typeof MESSAGE_PRIORITIES)[number];
export type MessageEventType = keyof Schemas;

/** The data that an event about messages carries. */
export type MessageEventData<Type extends MessageEventType> = z.infer<Schemas[Type]>;

/** An event of the shared stream about messages. */
export type MessageEvent = {
  [Type in MessageEventType]: { readonly type: Type; readonly data: MessageEventData<Type> };
}[MessageEventType];

/** A message and how far it has come. */
export interface Message {
  readonly message_id: string;
  readonly from_session: string | null;
  readonly from_name: string;
  readonly to: string;
  readonly priority: MessagePriority;
  readonly text: string;
  readonly sent_at: string;
  /** The sessions that are still to be given it. */
  readonly waiting: readonly string[];
  /** The sessions that have been given it. */
  readonly delivered: readonly string[];
  /** Who has opened it; null is the command line. */
  readonly read: readonly (string | null)[];
  /** Why nobody is given it any more; null while that is not so. */
  readonly dropped: string | null;
}

/** The part of the shared stream's state that holds messages, oldest first. */
export interface MessagingState {
  readonly last_number: number;
  readonly messages: readonly Message[];
}

export const EMPTY_MESSAGING: MessagingState = { last_number: 0, messages: [] };

/** How many messages may wait for somebody at once (PRODUCT S7), where the settings name no other number. */
export const MOST_QUEUED = 100;

/** How many messages that wait for nobody stay in the state; older ones are only in the log. */
export const MOST_SETTLED = 200;

/** How long a broadcast is for those who start after it. */
export const BROADCAST_HOURS = 24;

/** True while somebody is still to be given the message. */
export function isQueued(message: Message): boolean {
  return message.waiting.length > 0;
}
