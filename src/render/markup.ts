import { plainText } from './terminal-text.ts';

/** Text that is HTML or SVG already. Only {@link html} makes it, so whatever else comes into a page is escaped. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a page: markup as it is, texts and numbers escaped, lists one after the other, null as nothing. */
export type Content = Markup | string | number | null | readonly Content[];

/** A page's text with its values escaped: html`<p>${title}</p>`. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return new Markup(
    parts.map((part, index) => part + (index < values.length ? written(values[index] ?? null) : '')).join(''),
  );
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** `text` for an element or a quoted attribute. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');
}

/**
 * What a person, a client or a file wrote, as one line of at most `most` characters without controls or invisible
 * signs, set apart so that right-to-left text turns nothing around it.
 */
export function quoted(text: string, most = 200): Markup {
  return html`<bdi>${shortened(text, most)}</bdi>`;
}

/** The same for a place where no element may stand: a label in a drawing, an attribute. */
export function shortened(text: string, most: number): string {
  const plain = plainText(text, most + 1);
  return plain.length <= most ? plain : `${plainText(plain, most - 1)}…`;
}

function written(value: Content): string {
  if (value === null) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'number') return String(value);
  return value.map(written).join('');
}
