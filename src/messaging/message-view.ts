import type { MessagingState } from './message.ts';
import { broadcastEnd } from './messages.ts';
import { EVERYONE } from './words.ts';

/** What a hook asks at every prompt, small enough for `shared/view.json`. */
export interface MessagingView {
  /** How many messages wait, by session. */
  readonly undelivered: Readonly<Record<string, number>>;
  /** True when more sessions have messages than are listed: for the others only the log knows. */
  readonly more: boolean;
  /** When the newest broadcast ends for those who start (milliseconds since 1970); 0 when there is none. */
  readonly broadcast_up_to: number;
}

/** How much is listed, so that the file stays under its 4 KB: letters of ids, and what stands around each. */
const LISTED_CHARACTERS = 3_000;
const AROUND_ID = 14;

/** The view of the messages: newest first, so that those who wait longest are left out where room is short. */
export function messagingView(state: MessagingState): MessagingView {
  const counts = new Map<string, number>();
  let upTo = 0;
  for (const message of state.messages.toReversed()) {
    for (const id of message.waiting) counts.set(id, (counts.get(id) ?? 0) + 1);
    if (message.to === EVERYONE && message.dropped === null) upTo = Math.max(upTo, broadcastEnd(message));
  }
  let room = LISTED_CHARACTERS;
  const listed = [...counts].filter(([id]) => {
    room -= id.length + AROUND_ID;
    return room >= 0;
  });
  return {
    undelivered: Object.fromEntries(listed),
    more: listed.length < counts.size,
    broadcast_up_to: upTo,
  };
}
