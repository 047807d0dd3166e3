import type { SessionView } from '../session/view.ts';
import { viewOf } from '../session/view-of.ts';
import type { Layout } from '../store/layout.ts';
import { layoutOf } from '../store/layout.ts';
import { currentSessionView } from './current-views.ts';
import { openSession } from './session-streams.ts';
import { undeliveredCount } from './waiting-messages.ts';

/**
 * The view of one session: from the view files when they are up to date, else folded from the log; the messages that
 * wait for it are counted from the shared stream. Undefined for a session that Baton has not seen. Reads only.
 */
export function loadSessionView(projectRoot: string, sessionId: string): SessionView | undefined {
  const layout = layoutOf(projectRoot);
  const current = currentSessionView(layout, sessionId);
  if (current !== 'stale') return current;
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
