import type { TimelineDraft } from '../insight/timeline.ts';
import { addToTimeline, newTimeline } from '../insight/timeline.ts';
import type { UseAccount } from '../insight/use-account.ts';
import { addUse, newUseAccount } from '../insight/use-account.ts';
import type { SessionState } from '../session/state.ts';
import { catchUp } from '../store/catch-up.ts';
import type { Layout } from '../store/layout.ts';
import { atStart } from '../store/open-cursor.ts';
import { sessionProjection } from './session-streams.ts';

/** What one reading of a session's whole log gives. */
export interface SessionHistory {
  readonly state: SessionState;
  readonly timeline: TimelineDraft;
  readonly use: UseAccount;
  readonly events: number;
  /** Records that failed their checksum, and records that are missing. */
  readonly lost: number;
}

/**
 * Reads a session's log from its first event to its last. What was used is added to `use`, where one is given:
 * several sessions make one account. `progress` hears of every thousandth event.
 */
export function readSessionHistory(
  layout: Layout,
  sessionId: string,
  use: UseAccount = newUseAccount(),
  progress: (events: number) => void = () => {},
): SessionHistory {
  const cursor = atStart(layout.session(sessionId), sessionProjection);
  const timeline = newTimeline();
  let before = cursor.state;
  let events = 0;
  catchUp(cursor, undefined, (event) => {
    addToTimeline(timeline, event, before, cursor.state);
    addUse(use, event, cursor.state);
    before = cursor.state;
    if (++events % 1_000 === 0) progress(events);
  });
  return { state: cursor.state, timeline, use, events, lost: cursor.damaged + cursor.gaps };
}
