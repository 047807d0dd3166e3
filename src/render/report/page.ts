import type { Content } from '../markup.ts';
import { html, Markup } from '../markup.ts';
import { PAGE_STYLE } from './page-style.ts';
import { minuteText } from './report-words.ts';

/**
 * A whole page that needs nothing beside itself: no script, no address from which anything is fetched. Its policy
 * forbids both, whatever came into it.
 */
export function page(title: string, generatedAt: string, body: Content): string {
  const style = new Markup(PAGE_STYLE);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main>
${body}
<footer>Made by Baton on ${minuteText(generatedAt)}. Times are UTC; costs are list prices.</footer>
</main>
</body>
</html>
`.text;
}

/** A part of a page under its heading; nothing when it has no content. */
export function section(title: string, content: Content): Markup | null {
  return content === null ? null : html`<section><h2>${title}</h2>${content}</section>\n`;
}

/** Numbers side by side. */
export function cards(list: readonly (readonly [value: Content, label: string])[]): Markup {
  return html`<div class="cards">${list.map(([value, label]) => html`<div><b>${value}</b><span>${label}</span></div>`)}</div>`;
}

/** A column of a table: `n` for numbers, `word` for what must not be broken. */
export type ColumnKind = 'text' | 'n' | 'word';

/** A table that scrolls by itself where it is too wide. */
export function dataTable(
  columns: readonly (readonly [title: string, kind: ColumnKind])[],
  rows: readonly (readonly Content[])[],
): Markup {
  const mark = (kind: ColumnKind) => (kind === 'text' ? null : html` class="${kind}"`);
  const head = columns.map(([title, kind]) => html`<th scope="col"${mark(kind)}>${title}</th>`);
  const body = rows.map(
    (row) =>
      html`<tr>${columns.map(([, kind], index) => html`<td${mark(kind)}>${row[index] ?? null}</td>`)}</tr>\n`,
  );
  return html`<div class="scroll" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}
