import type { Tone } from '../../src/render/colour.ts';
import { countText } from '../../src/render/number-text.ts';
import type { SegmentRenderer } from '../segment.ts';
import { PRIORITY, toned, withTight } from '../segment.ts';

/** From so many percent on, this tone; the first that holds counts. */
const TONES: readonly (readonly [number, Tone])[] = [
  [80, 'bad'],
  [60, 'warn'],
  [0, 'muted'],
];

/** From what share of the way to the compaction on a quiet line says how much is left. */
const NEAR = 0.5;

/** What is left is given in thousands: the client's own count differs by a little. */
function leftText(left: number): string {
  return left < 1000 ? 'compaction due' : `~${countText(Math.floor(left / 1000) * 1000)} left`;
}

/**
 * The share of the context window in use, as the client states it, and how many tokens are left until it compacts by
 * itself, which is derived: `72% context, ~23k left`; yellow from 60 %, red from 80. Nothing before the first turn, when
 * the client has no number.
 */
export const contextSegment: SegmentRenderer = ({ contextPercent, compaction }, look) => {
  if (contextPercent === undefined) return undefined;
  const percent = Math.round(contextPercent);
  const tone = TONES.find(([from]) => percent >= from)?.[1];
  if (tone === undefined) return undefined;
  const plain = `${percent}% context`;
  const isNear = compaction !== undefined && compaction.left <= compaction.of * (1 - NEAR);
  const left = compaction !== undefined && (isNear || !look.quiet) ? leftText(compaction.left) : '';
  const full = left === '' ? plain : `${plain}, ${left}`;
  const segment = toned(PRIORITY.context, tone, look, full, plain, `${percent}% ctx`);
  return withTight(segment, tone, look, `${percent}%`);
};
