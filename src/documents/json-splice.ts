import type { Node } from 'jsonc-parser';
import { findNodeAtLocation, parseTree } from 'jsonc-parser';

/**
 * `json` with the member `key` of the object at `path` set to `value`: the old value is replaced in its place, a new
 * member comes last, laid out like the one before it. Nothing else moves. The same text where there is no such object.
 */
export function setMember(
  json: string,
  path: readonly (string | number)[],
  key: string,
  value: unknown,
): string {
  const object = nodeAt(json, path);
  if (object?.type !== 'object') return json;
  const known = memberOf(object, key)?.children?.[1];
  if (known !== undefined) {
    const indent = lineIndent(json, known.offset);
    return spliced(
      json,
      known.offset,
      known.offset + known.length,
      written(value, isSpread(json, object), indent, eolOf(json)),
    );
  }
  return inserted(
    json,
    object,
    (indent, spread) => `${JSON.stringify(key)}: ${written(value, spread, indent, eolOf(json))}`,
  );
}

/** `json` with the member `key` of the object at `path` taken out, and the comma before or behind it. */
export function removeMember(json: string, path: readonly (string | number)[], key: string): string {
  const object = nodeAt(json, path);
  const member = object === undefined ? undefined : memberOf(object, key);
  if (member === undefined) return json;
  const behind = /^\s*,/.exec(json.slice(member.offset + member.length))?.[0].length ?? 0;
  const before = behind > 0 ? 0 : (/,\s*$/.exec(json.slice(0, member.offset))?.[0].length ?? 0);
  const rest =
    behind > 0 ? (/^\s*/.exec(json.slice(member.offset + member.length + behind))?.[0].length ?? 0) : 0;
  return spliced(json, member.offset - before, member.offset + member.length + behind + rest, '');
}

/** `json` with `value` as a new last element of the list at `path`, laid out like the one before it. */
export function addElement(json: string, path: readonly (string | number)[], value: unknown): string {
  const list = nodeAt(json, path);
  if (list?.type !== 'array') return json;
  return inserted(json, list, (indent, spread) => written(value, spread, indent, eolOf(json)));
}

function nodeAt(json: string, path: readonly (string | number)[]): Node | undefined {
  const tree = parseTree(json);
  return tree === undefined ? undefined : findNodeAtLocation(tree, [...path]);
}

function memberOf(object: Node, key: string): Node | undefined {
  return object.children?.find((member) => member.children?.[0]?.value === key);
}

// Behind the last child, or as the first between the brackets.
function inserted(json: string, parent: Node, text: (indent: string, spread: boolean) => string): string {
  const last = parent.children?.at(-1);
  const eol = eolOf(json);
  const end = parent.offset + parent.length;
  if (last === undefined) {
    const outer = lineIndent(json, parent.offset);
    const indent = `${outer}  `;
    return spliced(json, parent.offset + 1, end - 1, `${eol}${indent}${text(indent, true)}${eol}${outer}`);
  }
  const spread = isSpread(json, parent);
  const indent = lineIndent(json, last.offset);
  const gap = spread ? `${eol}${indent}` : ' ';
  const at = last.offset + last.length;
  return spliced(json, at, at, `,${gap}${text(indent, spread)}`);
}

/** True where the last child begins a line of its own. */
function isSpread(json: string, parent: Node): boolean {
  const last = parent.children?.at(-1);
  return last === undefined || /\n[ \t]*$/.test(json.slice(0, last.offset));
}

function lineIndent(json: string, offset: number): string {
  const line = json.slice(json.lastIndexOf('\n', offset - 1) + 1, offset);
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

function written(value: unknown, spread: boolean, indent: string, eol: string): string {
  if (!spread) return JSON.stringify(value);
  return JSON.stringify(value, null, 2).replaceAll('\n', `${eol}${indent}`);
}

function eolOf(json: string): string {
  return json.includes('\r\n') ? '\r\n' : '\n';
}

function spliced(text: string, from: number, to: number, by: string): string {
  return text.slice(0, from) + by + text.slice(to);
}
