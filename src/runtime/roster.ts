import type { Liveness } from '../session/liveness.ts';
import { livenessOf } from '../session/liveness.ts';
import { newestFirst } from '../session/registry.ts';
import type { SessionView } from '../session/view.ts';
import type { Layout } from '../store/layout.ts';
import { lifeOf } from '../store/process-identity.ts';
import { peekHookSettings } from './hook-settings.ts';
import { openShared } from './session-streams.ts';
import { loadSessionView } from './session-view.ts';

/** One session of the project and what it is at this moment. */
export interface RosterEntry {
  readonly view: SessionView;
  readonly liveness: Liveness;
}

/**
 * The project's sessions, newest first, at most `most` of them. Liveness is computed now, from the processes
 * themselves: nobody has to say goodbye. Registered sessions whose log is gone or cannot be read (another user's,
 * a damaged disk) are left out: one of them must not be the end of all that follow.
 */
export function readRoster(layout: Layout, now: number, most = Number.POSITIVE_INFINITY): RosterEntry[] {
  const ids = newestFirst(openShared(layout).state.registry);
  const { session_expiry_hours } = peekHookSettings(layout);
  return ids.slice(0, most).flatMap((id) => {
    const view = readableView(layout.root, id);
    if (view === undefined) return [];
    const life = view.process === null ? 'unknown' : lifeOf(view.process);
    return [{ view, liveness: livenessOf(view, life, now, session_expiry_hours) }];
  });
}

function readableView(projectRoot: string, sessionId: string): SessionView | undefined {
  try {
    return loadSessionView(projectRoot, sessionId);
  } catch {
    return undefined;
  }
}
