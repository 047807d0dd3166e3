import type { MessagingView } from '../messaging/message-view.ts';
import { messagingView } from '../messaging/message-view.ts';
import { waitingFor } from '../messaging/messages.ts';
import { own } from '../own-field.ts';
import { writeView } from '../store/append.ts';
import type { Layout } from '../store/layout.ts';
import { readView } from '../store/view-file.ts';
import { openShared, sharedProjection } from './session-streams.ts';

/** How many messages wait for the session: from `shared/view.json` when that is up to date, else from the log. Reads only. */
export function undeliveredCount(layout: Layout, sessionId: string): number {
  const view = currentView(layout);
  if (view === undefined) return waitingFor(openShared(layout).state.messaging, sessionId).length;
  return countIn(view, layout, sessionId);
}

/** The same for a hook, which also renews a view that lags: the next one then need not read the log. */
export function lookForMessages(layout: Layout, sessionId: string): number {
  return countIn(currentView(layout) ?? renewedView(layout), layout, sessionId);
}

/** True when some broadcast is still for those who start at `now`. */
export function lookForBroadcasts(layout: Layout, now: number): boolean {
  return now < (currentView(layout) ?? renewedView(layout)).broadcast_up_to;
}

function countIn(view: MessagingView, layout: Layout, sessionId: string): number {
  const listed = own(view.undelivered, sessionId);
  if (listed !== undefined) return listed;
  return view.more ? waitingFor(openShared(layout).state.messaging, sessionId).length : 0;
}

function currentView(layout: Layout): MessagingView | undefined {
  const found = readView(layout.shared);
  if (!found?.current || found.reducer !== sharedProjection.reducer) return undefined;
  return isMessagingView(found.view) ? found.view : undefined;
}

function renewedView(layout: Layout): MessagingView {
  const cursor = openShared(layout);
  writeView(cursor);
  return messagingView(cursor.state.messaging);
}

// The file has passed its checksum and names the reducer that made it: the outline is check enough.
function isMessagingView(view: object): view is MessagingView {
  return 'undelivered' in view && 'more' in view && 'broadcast_up_to' in view;
}
