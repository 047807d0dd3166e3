import type { MessagingView } from '../messaging/message-view.ts';
import { messagingView } from '../messaging/message-view.ts';
import { waitingFor } from '../messaging/messages.ts';
import { writeView } from '../store/append.ts';
import type { Layout } from '../store/layout.ts';
import { currentMessagingView, listedMessages } from './current-views.ts';
import { openShared } from './session-streams.ts';

/** How many messages wait for the session: from `shared/view.json` when that is up to date, else from the log. Reads only. */
export function undeliveredCount(layout: Layout, sessionId: string): number {
  return countIn(currentMessagingView(layout), layout, sessionId);
}

/** The same for a hook, which also renews a view that lags: the next one then need not read the log. */
export function lookForMessages(layout: Layout, sessionId: string): number {
  return countIn(currentMessagingView(layout) ?? renewedView(layout), layout, sessionId);
}

/** True when some broadcast is still for those who start at `now`. */
export function lookForBroadcasts(layout: Layout, now: number): boolean {
  return now < (currentMessagingView(layout) ?? renewedView(layout)).broadcast_up_to;
}

function countIn(view: MessagingView | undefined, layout: Layout, sessionId: string): number {
  const listed = view && listedMessages(view, sessionId);
  return listed ?? waitingFor(openShared(layout).state.messaging, sessionId).length;
}

function renewedView(layout: Layout): MessagingView {
  const cursor = openShared(layout);
  writeView(cursor);
  return messagingView(cursor.state.messaging);
}
