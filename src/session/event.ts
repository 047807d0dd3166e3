import type * as z from 'zod/mini';
import type { SESSION_EVENT_SCHEMAS } from './event-schemas.ts';

export type SessionEventType = keyof typeof SESSION_EVENT_SCHEMAS;

/** The data that an event of one kind carries. */
export type EventData<Type extends SessionEventType> = z.infer<(typeof SESSION_EVENT_SCHEMAS)[Type]>;

/** An event of a session: its kind and the data that belongs to it. */
export type SessionEvent = {
  [Type in SessionEventType]: { readonly type: Type; readonly data: EventData<Type> };
}[SessionEventType];
