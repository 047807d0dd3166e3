import { plainText } from '../terminal-text.ts';

const SIGNS = /[\\`*_{}[\]<>#|~!]/g;

/** What somebody wrote as one line of Markdown that formats nothing, at most `most` characters of it. */
export function mdText(text: string, most = 200): string {
  const plain = plainText(text, most + 1);
  const cut = plain.length <= most ? plain : `${plainText(plain, most - 1)}…`;
  return cut.replace(SIGNS, '\\$&');
}

/** A heading and the lines below it; nothing when there are none. */
export function mdSection(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`## ${title}`, '', ...lines, ''];
}

/** A table; the cells are Markdown already. */
export function mdTable(titles: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [row(titles), row(titles.map(() => '---')), ...rows.map(row)];
}
