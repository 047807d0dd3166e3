import type { EventData, SessionEvent } from '../event.ts';
import { excerptOf } from '../excerpt.ts';

/** How much of a progress entry the log of the session keeps; the document has it all. */
const MOST_LINES = 12;
const LINE_CHARACTERS = 240;

/** A progress entry was written: its lines are kept cut and without secrets. */
export function logProgress(entry: EventData<'progress_logged'>): SessionEvent[] {
  const kept = (lines: readonly string[]) =>
    lines.slice(0, MOST_LINES).map((line) => excerptOf(line, LINE_CHARACTERS));
  const { task_id, did, issues, state, next } = entry;
  return [
    {
      type: 'progress_logged',
      data: { task_id, did: kept(did), issues: kept(issues), state: kept(state), next: kept(next) },
    },
  ];
}

/** A feature passes, and on what grounds. Command and reason are kept without secrets. */
export function verifyFeature(verified: EventData<'feature_verified'>): SessionEvent[] {
  const excerpt = (text: string | null) => (text === null ? null : excerptOf(text, LINE_CHARACTERS));
  return [
    {
      type: 'feature_verified',
      data: { ...verified, command: excerpt(verified.command), reason: excerpt(verified.reason) },
    },
  ];
}
