import type { SessionState } from '../../session/state.ts';
import { initialSessionState } from '../../session/state.ts';
import { catchUp } from '../../store/catch-up.ts';
import type { RecordedEvent } from '../../store/cursor.ts';
import type { Layout } from '../../store/layout.ts';
import { startOfLog } from '../../store/open-cursor.ts';
import { listNumbered } from '../../store/stream-files.ts';
import { sessionProjection } from '../session-streams.ts';

/** A session's log as far as it was read, and the state there. */
export interface Replayed {
  readonly state: SessionState;
  /** The last event that counts; undefined where none does. */
  readonly last: RecordedEvent | undefined;
  /** How many events count, and how many the log holds in all. */
  readonly counted: number;
  readonly total: number;
  readonly damaged: number;
  readonly gaps: number;
}

/** Called now and then while a long log is read, with the part that is done: 0 to 1. */
export type Progress = (done: number) => void;

/** One event as a replay passes it, and the state behind it. */
export type Step = (event: RecordedEvent, state: SessionState) => void;

/** Reads a session's whole log from its beginning, one event after another. */
export function replaySession(
  layout: Layout,
  sessionId: string,
  step: Step,
  progress: Progress = () => {},
): Replayed {
  const directory = layout.session(sessionId);
  const cursor = startOfLog(directory, sessionProjection);
  const segments = Math.max(1, listNumbered(directory, '.jsonl').length);
  let [total, shown] = [0, -1];
  let last: RecordedEvent | undefined;
  catchUp(cursor, undefined, (event) => {
    total++;
    last = event;
    step(event, cursor.state);
    if (cursor.segment === shown) return;
    shown = cursor.segment;
    progress(Math.min(1, (shown - 1) / segments));
  });
  const { state, damaged, gaps } = cursor;
  return { state, last, counted: total, total, damaged, gaps };
}

/** The session as it was when the last event that `counts` had been written; as it began where none does. */
export function replayUntil(
  layout: Layout,
  sessionId: string,
  counts: (event: RecordedEvent) => boolean,
  progress?: Progress,
): Replayed {
  let found: Pick<Replayed, 'state' | 'last' | 'counted'> = {
    state: initialSessionState(),
    last: undefined,
    counted: 0,
  };
  let passed = 0;
  const all = replaySession(
    layout,
    sessionId,
    (event, state) => {
      passed++;
      if (counts(event)) found = { state, last: event, counted: passed };
    },
    progress,
  );
  return { ...all, ...found };
}
