import { meter } from './bar.ts';
import { padded } from './block.ts';
import type { ColourLevel, Tone } from './colour.ts';
import { displayWidth } from './width.ts';

const LONGEST_LABEL = 20;

/** Labels, bars that share one scale, and values, in columns; each line exactly `width` columns. */
export function barList(
  rows: readonly {
    readonly label: string;
    readonly value: string;
    readonly size: number;
    readonly tone: Tone;
  }[],
  width: number,
  colours: ColourLevel,
): string[] {
  const longest = Math.max(1, ...rows.map(({ size }) => size));
  const label = Math.min(
    LONGEST_LABEL,
    Math.floor(width / 2),
    Math.max(...rows.map((row) => displayWidth(row.label))),
  );
  const value = Math.max(...rows.map((row) => displayWidth(row.value)));
  const room = Math.max(1, width - label - value - 2);
  return rows.map(
    (row) =>
      `${padded(row.label, label)} ${meter(row.size / longest, room, row.tone, colours)} ${padded(row.value, value, 'right')}`,
  );
}
