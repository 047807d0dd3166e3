import type { ColourLevel } from './colour.ts';
import { paint } from './colour.ts';
import { displayWidth, truncateToWidth } from './width.ts';

/** A column: its heading, and whether it may be cut when the table is too wide for the screen. */
export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  readonly shrinks?: boolean;
}

/** How a table is drawn. */
export interface TableLook {
  readonly width: number;
  readonly colours: ColourLevel;
}

const GAP = 2;
const NARROWEST = 6;

/**
 * Rows under headings, aligned by displayed width and never wider than `width` as long as the columns that
 * may shrink allow it. Cells may hold colours. An empty last column leaves no trailing blanks.
 */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  look: TableLook,
): string[] {
  const widths = columnWidths(
    columns,
    columns.map((column, index) =>
      Math.max(displayWidth(column.title), ...rows.map((row) => displayWidth(row[index] ?? ''))),
    ),
    look.width,
  );
  const line = (cells: readonly string[]) =>
    columns
      .map((column, index) => cell(cells[index] ?? '', widths[index] ?? 0, column.align ?? 'left'))
      .join(' '.repeat(GAP))
      .trimEnd();
  return [paint(line(columns.map((column) => column.title)), 'muted', look.colours), ...rows.map(line)];
}

function columnWidths(columns: readonly Column[], natural: readonly number[], width: number): number[] {
  const widths = [...natural];
  let surplus = widths.reduce((sum, one) => sum + one, 0) + GAP * (columns.length - 1) - width;
  while (surplus > 0) {
    const widest = columns.reduce<number | undefined>((best, column, index) => {
      if (!column.shrinks || (widths[index] ?? 0) <= NARROWEST) return best;
      return best === undefined || (widths[index] ?? 0) > (widths[best] ?? 0) ? index : best;
    }, undefined);
    if (widest === undefined) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
    surplus--;
  }
  return widths;
}

function cell(text: string, width: number, align: 'left' | 'right'): string {
  const shown = truncateToWidth(text, width);
  const blanks = ' '.repeat(Math.max(0, width - displayWidth(shown)));
  return align === 'right' ? blanks + shown : shown + blanks;
}
