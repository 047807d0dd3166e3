import type { ColourLevel, Tone } from './colour.ts';
import { paint } from './colour.ts';
import { displayWidth, truncateToWidth } from './width.ts';

/** How wide a drawing is, exactly, and in how many colours. */
export interface BlockLook {
  readonly width: number;
  readonly colours: ColourLevel;
}

/** A framed part of a drawing. Its lines are asked for when the room inside the frame is known. */
export interface Panel {
  readonly title: string;
  /** What stands at the right end of the upper border. */
  readonly note?: string;
  readonly tone?: Tone;
  /** How much of the row it takes, beside the others; 1 when not said. */
  readonly weight?: number;
  body(width: number): readonly string[];
}

const FRAME = 4;

/** The text in exactly `width` columns: cut with an ellipsis, or filled with blanks. */
export function padded(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const shown = truncateToWidth(text, width);
  const blanks = ' '.repeat(Math.max(0, width - displayWidth(shown)));
  return align === 'right' ? blanks + shown : shown + blanks;
}

/** One text at the left, one at the right, in exactly `width` columns. The left one is cut first. */
export function spread(left: string, right: string, width: number): string {
  const end = truncateToWidth(right, width);
  const room = width - displayWidth(end);
  if (end === '' || room < 2) return padded(left, width);
  return `${padded(left, room - 1)} ${end}`;
}

/**
 * Panels side by side, as high as the highest, together exactly `width` columns. The borders stay straight whatever
 * the lines hold: a line that is too long is cut, one that is too short is filled.
 */
export function panels(row: readonly Panel[], look: BlockLook): string[] {
  const widths = shares(
    look.width,
    row.map(({ weight }) => weight ?? 1),
  );
  const bodies = row.map((one, index) => one.body(Math.max(0, (widths[index] ?? 0) - FRAME)));
  const height = Math.max(0, ...bodies.map(({ length }) => length));
  const blocks = row.map((one, index) => framed(one, bodies[index] ?? [], widths[index] ?? 0, height, look));
  return Array.from({ length: height + 2 }, (_, line) => blocks.map((block) => block[line] ?? '').join(''));
}

/** Panels side by side where each gets at least `least` columns, else one under the other. */
export function panelGrid(row: readonly Panel[], least: number, look: BlockLook): string[] {
  const columns = Math.max(1, Math.min(row.length, Math.floor(look.width / least)));
  const lines: string[] = [];
  for (let at = 0; at < row.length; at += columns) lines.push(...panels(row.slice(at, at + columns), look));
  return lines;
}

/** Whole numbers in the ratio of `weights` that add up to `total`. */
export function shares(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, one) => all + one, 0);
  let weight = 0;
  let given = 0;
  return weights.map((one) => {
    weight += one;
    const end = sum === 0 ? 0 : Math.round((total * weight) / sum);
    const share = end - given;
    given = end;
    return share;
  });
}

function framed(
  panel: Panel,
  body: readonly string[],
  width: number,
  height: number,
  { colours }: BlockLook,
): string[] {
  if (width < FRAME + 1) return Array.from({ length: height + 2 }, () => ' '.repeat(width));
  const dim = (text: string) => paint(text, 'muted', colours);
  const bar = dim('│');
  const inner = width - FRAME;
  const rows = Array.from(
    { length: height },
    (_, line) => `${bar} ${padded(body[line] ?? '', inner)} ${bar}`,
  );
  return [upperBorder(panel, width, colours), ...rows, dim(`╰${'─'.repeat(width - 2)}╯`)];
}

function upperBorder(
  { title, note = '', tone = 'strong' }: Panel,
  width: number,
  colours: ColourLevel,
): string {
  const dim = (text: string) => paint(text, 'muted', colours);
  const room = width - 6;
  const shown = truncateToWidth(title, Math.max(0, room));
  const beside = room - displayWidth(shown) - 4;
  const noted = note === '' || displayWidth(note) > beside ? '' : note;
  const tail = noted === '' ? '' : ` ${noted} ─`;
  const head = shown === '' ? '' : ` ${paint(shown, tone, colours)} `;
  const line = width - 3 - displayWidth(head) - displayWidth(tail);
  return `${dim('╭─')}${head}${dim('─'.repeat(Math.max(0, line)))}${tail === '' ? '' : dim(tail)}${dim('╮')}`;
}
