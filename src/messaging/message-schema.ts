import * as z from 'zod/mini';
import { MESSAGE_PRIORITIES } from './words.ts';

/** The events of the shared stream about messages, and the shape of their data: the one source of their types. */
export const MESSAGE_EVENT_SCHEMAS = {
  message_sent: z.object({
    message_id: z.string(),
    /** Null: not from a session, but from the command line. */
    from_session: z.nullable(z.string()),
    from_name: z.string(),
    /** A session's id, or `all`. */
    to: z.string(),
    /** The sessions that it waits for: the one addressed, or all that were live. */
    recipients: z.array(z.string()),
    priority: z.enum(MESSAGE_PRIORITIES),
    text: z.string(),
  }),

  /** A session that came later waits for these broadcasts too. */
  broadcasts_joined: z.object({ session_id: z.string(), message_ids: z.array(z.string()) }),

  message_delivered: z.object({ message_id: z.string(), session_id: z.string() }),

  /** Null: read at the command line, by the one who had sent it. */
  message_read: z.object({ message_id: z.string(), session_id: z.nullable(z.string()) }),

  /** A session was merged into another, which is given what waited for it. */
  messages_forwarded: z.object({ from_session: z.string(), to_session: z.string() }),

  message_dropped: z.object({ message_id: z.string(), reason: z.string() }),
};
