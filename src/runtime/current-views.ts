import { existsSync } from 'node:fs';
import type { MessagingView } from '../messaging/message-view.ts';
import { own } from '../own-field.ts';
import { SESSION_REDUCER, SHARED_REDUCER } from '../session/reducer.ts';
import type { SessionView } from '../session/view.ts';
import type { Layout } from '../store/layout.ts';
import { isSafeId } from '../store/safe-id.ts';
import { readView } from '../store/view-file.ts';

// What can be told without a fold: nothing here loads one, as nearly every look at a session needs none.

/** The shared stream's view, or undefined where the log has grown past it or there is none. */
export function currentMessagingView(layout: Layout): MessagingView | undefined {
  const found = readView(layout.shared);
  if (!found?.current || found.reducer !== SHARED_REDUCER) return undefined;
  return isMessagingView(found.view) ? found.view : undefined;
}

/** How many messages wait for a session as the view lists them; undefined where only the log can tell. */
export function listedMessages(view: MessagingView, sessionId: string): number | undefined {
  return own(view.undelivered, sessionId) ?? (view.more ? undefined : 0);
}

/**
 * The view of one session as the view files have it, with the messages that wait for it; `stale` where only the logs
 * can tell, undefined for a session that Baton has not seen. Reads only.
 */
export function currentSessionView(layout: Layout, sessionId: string): SessionView | 'stale' | undefined {
  if (!isSafeId(sessionId)) return undefined;
  const directory = layout.session(sessionId);
  const found = readView(directory);
  if (!found?.current || found.reducer !== SESSION_REDUCER || !isSessionView(found.view))
    return existsSync(directory) ? 'stale' : undefined;
  const messages = currentMessagingView(layout);
  if (messages === undefined && !existsSync(layout.shared)) return found.view;
  const unread = messages === undefined ? undefined : listedMessages(messages, sessionId);
  return unread === undefined ? 'stale' : { ...found.view, unread };
}

// The files have passed their checksums and name the reducers that made them: the outline is check enough.
function isMessagingView(view: object): view is MessagingView {
  return 'undelivered' in view && 'more' in view && 'broadcast_up_to' in view;
}

function isSessionView(view: object): view is SessionView {
  return 'session_id' in view && 'status' in view && 'agents' in view && 'tasks' in view && 'process' in view;
}
