/** A field or entry of a source file: its place, dotted, and what stands above it. */
export interface DocumentedField {
  readonly path: string;
  /** The docstring, as one line; empty where there is none. */
  readonly text: string;
}

const FIELD = /^( *)(\w+): /;

/**
 * Every `name: value` of a source text that is laid out by the formatter, with its docstring. What is inside of what
 * follows from the indentation.
 */
export function documentedFields(source: string): DocumentedField[] {
  const fields: DocumentedField[] = [];
  const above: { readonly indent: number; readonly name: string }[] = [];
  let text = '';
  let inDocstring = false;
  for (const line of source.split('\n')) {
    const trimmed = line.trim();
    if (trimmed.startsWith('/**')) [inDocstring, text] = [true, ''];
    if (inDocstring) {
      text += ` ${trimmed
        .replace(/^\/\*\*|\*\/$|^\*(?!\/)/g, '')
        .replace(/\*\/$/, '')
        .trim()}`;
      if (trimmed.endsWith('*/')) inDocstring = false;
      continue;
    }
    const [, spaces = '', name] = FIELD.exec(line) ?? [];
    if (name === undefined) {
      if (trimmed !== '' && !trimmed.startsWith('//')) text = '';
      continue;
    }
    while ((above.at(-1)?.indent ?? -1) >= spaces.length) above.pop();
    above.push({ indent: spaces.length, name });
    fields.push({
      path: above.map((one) => one.name).join('.'),
      text: text.trim().replace(/\s+/g, ' '),
    });
    text = '';
  }
  return fields;
}
