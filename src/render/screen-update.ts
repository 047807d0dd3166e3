/** Switches to a screen of its own, without cursor and without wrapping; what stood there comes back with the end. */
export const SCREEN_BEGIN = '\x1b[?1049h\x1b[?25l\x1b[?7l';
export const SCREEN_END = '\x1b[?7h\x1b[?25h\x1b[?1049l';

const TOGETHER = ['\x1b[?2026h', '\x1b[?2026l'] as const;

/**
 * What to write so that a screen which shows `before` (undefined: anything) shows `lines`, each in its row from the
 * top. Only rows that differ are written, all between the marks of a synchronised update, which terminals that do not
 * know them pass over. Nothing when nothing differs. `isFull` tells a line that ends in the last column: clearing
 * behind it would take that column's character away.
 */
export function screenUpdate(
  before: readonly string[] | undefined,
  lines: readonly string[],
  isFull: (line: string) => boolean,
): string {
  const rows = Math.max(lines.length, before?.length ?? 0);
  let changes = before === undefined ? '\x1b[2J' : '';
  for (let row = 0; row < rows; row++) {
    const line = lines[row] ?? '';
    if (before !== undefined && before[row] === line) continue;
    if (before === undefined && line === '') continue;
    changes += `\x1b[${row + 1};1H${line}${isFull(line) ? '' : '\x1b[K'}`;
  }
  return changes === '' ? '' : `${TOGETHER[0]}${changes}${TOGETHER[1]}`;
}
