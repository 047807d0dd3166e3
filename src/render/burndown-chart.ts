import type { BlockLook } from './block.ts';
import { padded } from './block.ts';
import { paint } from './colour.ts';

/** One day of the chart: what was left at its end, and what an even pace would have left. */
export interface ChartDay {
  readonly date: string;
  readonly remaining: number;
  readonly ideal: number | null;
}

const LEVELS = ['', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const WIDEST_DAY = 6;

/**
 * What is left of a sprint day by day, as columns: `height` rows and one of dates below, each exactly as wide as the
 * look says. Dots mark the even pace. `total` is the upper end of the scale, `days` how long the sprint is to last
 * (null where that is not planned); where more days than columns have passed, the last ones are shown.
 */
export function burndownChart(
  days: readonly ChartDay[],
  total: number,
  planned: number | null,
  height: number,
  look: BlockLook,
): string[] {
  const top = Math.max(1, total, ...days.map(({ remaining }) => remaining));
  const scale = Math.max(3, String(Math.round(top)).length);
  const room = Math.max(1, look.width - scale - 2);
  const slots = Math.max(days.length, planned ?? 0, 1);
  const known = days.slice(-room);
  const shown: readonly Slot[] = [...known, ...ahead(days.length, total, planned, room - known.length)];
  const each = Math.max(1, Math.min(WIDEST_DAY, Math.floor(room / Math.min(room, slots))));
  const rows = Array.from({ length: height }, (_, index) => {
    const floor = ((height - index - 1) / height) * top;
    const cells = shown.map(({ remaining, ideal }) => {
      const level = remaining === null ? 0 : Math.round(((remaining - floor) / top) * height * 8);
      if (level > 0) {
        const gap = each > 2 ? ' ' : '';
        const sign = LEVELS[Math.min(8, level)] ?? '';
        return paint(sign.repeat(each - gap.length), 'accent', look.colours) + gap;
      }
      const isIdeal = ideal !== null && ideal >= floor && ideal < floor + top / height && ideal > 0;
      return isIdeal ? paint(padded('·', each), 'muted', look.colours) : ' '.repeat(each);
    });
    const label = index === 0 ? String(Math.round(top)) : index === height - 1 ? '0' : '';
    return padded(
      `${paint(`${padded(label, scale, 'right')} │`, 'muted', look.colours)}${cells.join('')}`,
      look.width,
    );
  });
  return [...rows, paint(dates(known, scale, look.width), 'muted', look.colours)];
}

/** A day that has passed, or one to come: then only the even pace is known. */
type Slot = Pick<ChartDay, 'ideal'> & { readonly remaining: number | null };

function ahead(passed: number, total: number, planned: number | null, room: number): Slot[] {
  if (planned === null) return [];
  const count = Math.max(0, Math.min(room, planned - passed));
  return Array.from({ length: count }, (_, index) => ({
    remaining: null,
    ideal: total * (1 - (passed + index + 1) / planned),
  }));
}

function dates(days: readonly ChartDay[], scale: number, width: number): string {
  const [first, last] = [days[0]?.date.slice(5) ?? '', days.at(-1)?.date.slice(5) ?? ''];
  const text = first === last ? first : `${first} → ${last}`;
  return padded(`${' '.repeat(scale)} ╰${text === '' ? '' : ` ${text} `}${'─'.repeat(width)}`, width).replace(
    /…$/,
    '─',
  );
}
