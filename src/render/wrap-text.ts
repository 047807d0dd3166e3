import { displayWidth, truncateToWidth } from './width.ts';

/**
 * A text without colours in at most `most` lines of at most `width` columns, parted between words; a word that is
 * too long is cut. What does not find room is left out behind an ellipsis. No text gives no lines.
 */
export function wrapText(text: string, width: number, most: number): string[] {
  const lines: string[] = [];
  const words = text.split(' ').filter((word) => word !== '');
  for (const [index, word] of words.entries()) {
    const last = lines.at(-1);
    if (last !== undefined && displayWidth(last) + 1 + displayWidth(word) <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else if (lines.length < most) {
      lines.push(word);
    } else {
      lines[lines.length - 1] = truncateToWidth(`${last ?? ''} ${words.slice(index).join(' ')}`, width);
      break;
    }
  }
  return lines.map((line) => truncateToWidth(line, width));
}
