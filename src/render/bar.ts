import type { ColourLevel, Tone } from './colour.ts';
import { paint } from './colour.ts';

/** One piece of a bar that is made of several. */
export interface BarPart {
  readonly count: number;
  readonly tone: Tone;
  /** What it is filled with, so that the pieces differ without colours, too. */
  readonly sign: string;
}

/** A bar of exactly `width` columns, filled to `fraction` (0 to 1; beyond that it is full or empty). */
export function meter(fraction: number, width: number, tone: Tone, colours: ColourLevel): string {
  const part = Number.isFinite(fraction) ? Math.min(1, Math.max(0, fraction)) : 0;
  const halves = Math.round(part * width * 2);
  // Something that has begun shows, and what is not finished never looks full.
  const shown = part > 0 && part < 1 ? Math.min(width * 2 - 1, Math.max(1, halves)) : halves;
  const full = '━'.repeat(Math.floor(shown / 2)) + (shown % 2 === 1 ? '╸' : '');
  return paint(full, tone, colours) + paint('─'.repeat(width - full.length), 'muted', colours);
}

/** A bar of exactly `width` columns whose pieces stand for their counts; one of no counts is a muted line. */
export function stackedBar(parts: readonly BarPart[], width: number, colours: ColourLevel): string {
  const total = parts.reduce((sum, { count }) => sum + Math.max(0, count), 0);
  if (total === 0) return paint('░'.repeat(width), 'muted', colours);
  let before = 0;
  let drawn = 0;
  return parts
    .map(({ count, tone, sign }) => {
      before += Math.max(0, count);
      const end = Math.round((before / total) * width);
      const piece = paint(sign.repeat(end - drawn), tone, colours);
      drawn = end;
      return piece;
    })
    .join('');
}
