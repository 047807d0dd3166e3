import type { SegmentRenderer } from '../segment.ts';
import { PRIORITY, toned } from '../segment.ts';

/** The session's productivity score in percent: `score 64%`. Nothing while it is not known. */
export const scoreSegment: SegmentRenderer = ({ session }, look) =>
  session?.score === undefined
    ? undefined
    : toned(PRIORITY.score, 'muted', look, `score ${Math.round(session.score * 100)}%`);
