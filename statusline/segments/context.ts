import type { Tone } from '../../src/render/colour.ts';
import type { SegmentRenderer } from '../segment.ts';
import { PRIORITY, toned } from '../segment.ts';

/** From so many percent on, this tone; the first that holds counts. */
const TONES: readonly (readonly [number, Tone])[] = [
  [80, 'bad'],
  [60, 'warn'],
  [0, 'muted'],
];

/**
 * The share of the context window in use, as the client states it: `41% context`; yellow from 60, red from 80.
 * Nothing before the first turn, when the client has no number.
 */
export const contextSegment: SegmentRenderer = ({ contextPercent }, look) => {
  if (contextPercent === undefined) return undefined;
  const percent = Math.round(contextPercent);
  const tone = TONES.find(([from]) => percent >= from)?.[1];
  if (tone === undefined) return undefined;
  return toned(PRIORITY.context, tone, look, `${percent}% context`, `${percent}% ctx`);
};
