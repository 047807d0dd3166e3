import type { Message, MessagingState } from './message.ts';

/** How far a message has come for one receiver. */
export type ReceivedStatus = 'waiting' | 'delivered' | 'read';

/** What concerns one session (or, as null, the command line), oldest first. */
export interface Inbox {
  readonly received: readonly { readonly message: Message; readonly status: ReceivedStatus }[];
  /** Own messages that were dropped and whose notice has not been read. */
  readonly notices: readonly Message[];
  /** Messages to this session that were dropped before it was given them, and whose notice it has not read. */
  readonly missed: readonly Message[];
  /** All own messages that the state still holds. */
  readonly sent: readonly Message[];
}

/** The inbox of a session, or of the command line. */
export function inboxOf(state: MessagingState, owner: string | null): Inbox {
  const sent = state.messages.filter((message) => message.from_session === owner);
  return {
    received: state.messages.flatMap((message) => {
      const status = receivedStatus(message, owner);
      return status === undefined ? [] : [{ message, status }];
    }),
    notices: sent.filter((message) => message.dropped !== null && !message.read.includes(owner)),
    missed: state.messages.filter(
      (message) => message.to === owner && message.dropped !== null && !message.read.includes(owner),
    ),
    sent,
  };
}

function receivedStatus(message: Message, owner: string | null): ReceivedStatus | undefined {
  if (owner === null) return undefined;
  if (message.waiting.includes(owner)) return 'waiting';
  if (!message.delivered.includes(owner)) return undefined;
  return message.read.includes(owner) ? 'read' : 'delivered';
}
