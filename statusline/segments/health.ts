import type { Tone } from '../../src/render/colour.ts';
import { durationText } from '../../src/render/duration.ts';
import { truncateToWidth } from '../../src/render/width.ts';
import type { SegmentRenderer } from '../segment.ts';
import { PRIORITY, toned } from '../segment.ts';

/** From so sound on, this tone; the first that holds counts. Below 0.8 no session should begin. */
const TONES: readonly (readonly [number, Tone])[] = [
  [0.95, 'muted'],
  [0.8, 'warn'],
  [0, 'bad'],
];

/** From what age on it is said when the checks ran. Milliseconds. */
const OLD = 86_400_000;

/**
 * How sound the project is by its own checks: `health 72%: tests (2d ago)`, with the first check that found fault, and
 * the age from a day on; yellow below 95 %, red below 80. A quiet line says nothing while all is well.
 */
export const healthSegment: SegmentRenderer = ({ health, now }, look) => {
  if (health === undefined) return undefined;
  const percent = Math.round(health.consensus * 100);
  const tone = TONES.find(([from]) => health.consensus >= from)?.[1] ?? 'bad';
  if (look.quiet && percent >= 100) return undefined;
  const short = `health ${percent}%`;
  const [first] = health.failing;
  const faulty = first === undefined ? short : `${short}: ${truncateToWidth(first, 24, look.icons.ellipsis)}`;
  const age = health.at === undefined ? 0 : now - health.at;
  const full = age >= OLD ? `${faulty} (${durationText(age)} ago)` : faulty;
  return toned(PRIORITY.health, tone, look, full, faulty, short);
};
