import { cutToWeight } from './context-budget.ts';

/** How much of one quoted text is shown, by what it is; in characters of plain English. */
const MOST_OF = { id: 40, name: 100, title: 140, path: 160, words: 260 } as const;

/** `text` on one line, no longer than its kind may be: nothing that is quoted begins a line of its own. */
export function quoted(text: string, kind: keyof typeof MOST_OF): string {
  // Nothing more than may be shown is looked at.
  const read = text.slice(0, MOST_OF[kind] * 4).replace(/[\ud800-\udbff]$/, '');
  // Not to be taken for the client's own markers, which are made of angle brackets.
  const line = read
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .trim();
  return cutToWeight(line, MOST_OF[kind]);
}

/** At most `most` of a list, quoted and joined, and how many are left. */
export function quotedList(
  texts: readonly string[],
  kind: keyof typeof MOST_OF,
  most: number,
  mark: '"' | '' = '"',
): string {
  const listed = texts.slice(0, most).map((text) => `${mark}${quoted(text, kind)}${mark}`);
  const rest = texts.length - listed.length;
  return `${listed.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
