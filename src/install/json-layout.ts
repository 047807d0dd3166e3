import type { Node } from 'jsonc-parser';
import { createScanner, parseTree } from 'jsonc-parser';
import { BatonError } from '../errors.ts';

/** How a JSON text is laid out, so that what is added looks like what was there. */
export interface JsonLayout {
  readonly eol: '\n' | '\r\n';
  readonly indent: string;
}

/** One member of an object as it stands in the text. */
export interface Member {
  readonly key: string;
  readonly node: Node;
  readonly value: Node;
}

/** The line ending and indent of `text`; two spaces and a line feed where it does not tell. */
export function layoutOfJson(text: string): JsonLayout {
  const eol = /\r?\n/.exec(text)?.[0] === '\r\n' ? '\r\n' : '\n';
  const first = membersOf(rootObject(text))[0];
  const indent = first === undefined ? undefined : blankBefore(text, first.node.offset);
  return { eol, indent: indent === undefined || indent === '' ? '  ' : indent };
}

/**
 * The outermost object of a JSON text, comments and trailing commas allowed.
 *
 * @throws E_INVALID when the text is no object.
 */
export function rootObject(text: string): Node {
  const root = parseTree(text, [], { allowTrailingComma: true });
  if (root?.type === 'object') return root;
  throw new BatonError('E_INVALID', `Expected a JSON object, got ${root?.type ?? 'nothing'}.`);
}

/** The members of an object in the order of the text; none for any other node. */
export function membersOf(object: Node): Member[] {
  if (object.type !== 'object') return [];
  return (object.children ?? []).flatMap((node) => {
    const [key, value] = node.children ?? [];
    return key !== undefined && value !== undefined ? [{ key: String(key.value), node, value }] : [];
  });
}

/** The member a reader would get for `key`: the last one, where a key stands twice. */
export function memberOf(object: Node, key: string): Member | undefined {
  return membersOf(object).findLast((member) => member.key === key);
}

/** The blanks between the start of the line and `offset`, or undefined when more than blanks is there. */
export function blankBefore(text: string, offset: number): string | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(start, offset);
  return start > 0 && /^[ \t]*$/.test(before) ? before : undefined;
}

/** What follows a value: its comma, if it has one, and where its line's own comments end. */
export interface Tail {
  readonly comma: number | undefined;
  readonly end: number;
}

/** Looks past the value that ends at `offset`: at blanks, comments and one comma, and no further. */
export function tailOf(text: string, offset: number): Tail {
  const comma = commaAfter(text, offset);
  const from = comma === undefined ? offset : comma + 1;
  const scanner = createScanner(text, false);
  scanner.setPosition(from);
  let end = from;
  for (scanner.scan(); scanner.getTokenLength() > 0; scanner.scan()) {
    const token = text.slice(scanner.getTokenOffset(), scanner.getTokenOffset() + scanner.getTokenLength());
    if (token.startsWith('/')) end = scanner.getTokenOffset() + token.length;
    if (token.includes('\n') || !/^(\s|\/)/.test(token)) break;
  }
  return { comma, end };
}

function commaAfter(text: string, offset: number): number | undefined {
  const scanner = createScanner(text, true);
  scanner.setPosition(offset);
  scanner.scan();
  return text[scanner.getTokenOffset()] === ',' ? scanner.getTokenOffset() : undefined;
}
