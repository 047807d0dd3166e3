import type { SegmentRenderer } from '../segment.ts';
import { PRIORITY, toned } from '../segment.ts';

/** How hard the model thinks, as the client states it: `high effort`. */
export const effortSegment: SegmentRenderer = ({ effort }, look) =>
  effort === undefined
    ? undefined
    : toned(PRIORITY.effort, 'muted', look, `${effort.slice(0, 20)} effort`, effort.slice(0, 20));
