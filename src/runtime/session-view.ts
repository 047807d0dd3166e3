import { SESSION_REDUCER } from '../session/evolve.ts';
import type { SessionView } from '../session/view.ts';
import { viewOf } from '../session/view-of.ts';
import type { Layout } from '../store/layout.ts';
import { layoutOf } from '../store/layout.ts';
import { isSafeId } from '../store/safe-id.ts';
import { readView } from '../store/view-file.ts';
import { openSession } from './session-streams.ts';
import { undeliveredCount } from './waiting-messages.ts';

/**
 * The view of one session: from `view.json` when that is up to date, else folded from the log; the messages that
 * wait for it are counted from the shared stream. Undefined for a session that Baton has not seen. Reads only.
 */
export function loadSessionView(projectRoot: string, sessionId: string): SessionView | undefined {
  if (!isSafeId(sessionId)) return undefined;
  const layout = layoutOf(projectRoot);
  const found = readView(layout.session(sessionId));
  if (found?.current && found.reducer === SESSION_REDUCER && isSessionView(found.view))
    return withUnread(layout, found.view);
  const { state } = openSession(layout, sessionId);
  return state.lifecycle.starts === 0 ? undefined : withUnread(layout, viewOf(state));
}

// A session shows itself also where what all share cannot be read.
function withUnread(layout: Layout, view: SessionView): SessionView {
  try {
    return { ...view, unread: undeliveredCount(layout, view.session_id) };
  } catch {
    return view;
  }
}

// The file has passed its checksum and names the reducer that made it: the outline is check enough.
function isSessionView(view: object): view is SessionView {
  return 'session_id' in view && 'status' in view && 'agents' in view && 'tasks' in view && 'process' in view;
}
