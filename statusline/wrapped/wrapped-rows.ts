import { safeStyledText } from '../../src/render/terminal-text.ts';
import { displayWidth, truncateToWidth } from '../../src/render/width.ts';

const MAX_ROWS = 8;

/**
 * The rows of a command's output that may be shown: cleaned of everything but colours and links, each cut to
 * `columns`, empty ones left out, at most eight.
 */
export function wrappedRows(output: string, columns: number): string[] {
  return output
    .split('\n')
    .map((row) => truncateToWidth(safeStyledText(row).trim(), columns))
    .filter((row) => displayWidth(row) > 0)
    .slice(0, MAX_ROWS);
}
