import { newestFirst } from '../session/registry.ts';
import { catchUp } from '../store/catch-up.ts';
import type { RecordedEvent } from '../store/cursor.ts';
import type { Layout } from '../store/layout.ts';
import { atStart } from '../store/open-cursor.ts';
import { openShared, sessionProjection, sharedProjection } from './session-streams.ts';

/** One event as `baton event list --json` gives it. */
export interface LoggedEvent {
  readonly id: string;
  readonly type: string;
  readonly scope: 'session' | 'shared';
  readonly session_id: string | null;
  readonly timestamp: string;
  readonly by: string;
  readonly data: object;
}

/** A place to go on reading from: call `more` again for what has come since. */
export interface EventFeed {
  more(): LoggedEvent[];
}

/** All events of one session's stream, oldest first, and then what is added to it. */
export function sessionFeed(layout: Layout, sessionId: string): EventFeed {
  const cursor = atStart(layout.session(sessionId), sessionProjection);
  return feed((visit) => catchUp(cursor, undefined, visit), 'session', sessionId);
}

/** All events of the shared stream, oldest first, and then what is added to it. */
export function sharedFeed(layout: Layout): EventFeed {
  const cursor = atStart(layout.shared, sharedProjection);
  return feed((visit) => catchUp(cursor, undefined, visit), 'shared', null);
}

/** The events of all sessions and of the shared stream, by time; sessions that begin later are joined in. */
export function projectFeed(layout: Layout): EventFeed {
  const feeds = new Map<string, EventFeed>([['', sharedFeed(layout)]]);
  return {
    more: () => {
      for (const id of newestFirst(openShared(layout).state.registry)) {
        if (!feeds.has(id)) feeds.set(id, sessionFeed(layout, id));
      }
      return [...feeds.values()]
        .flatMap((one) => one.more())
        .sort((left, right) =>
          left.timestamp < right.timestamp ? -1 : left.timestamp > right.timestamp ? 1 : 0,
        );
    },
  };
}

function feed(
  read: (visit: (event: RecordedEvent) => void) => void,
  scope: LoggedEvent['scope'],
  sessionId: string | null,
): EventFeed {
  return {
    more: () => {
      const events: LoggedEvent[] = [];
      read(({ id, type, timestamp, by, data }) =>
        events.push({ id, type, scope, session_id: sessionId, timestamp, by, data }),
      );
      return events;
    },
  };
}
