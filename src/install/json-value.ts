import { applyEdits, parse } from 'jsonc-parser';
import { BatonError } from '../errors.ts';
import type { Member } from './json-layout.ts';
import { blankBefore, layoutOfJson, memberOf, membersOf, rootObject } from './json-layout.ts';
import { insertMember, removeMember, renderValue } from './json-member.ts';

/** The keys from the outermost object down to one value. */
export type JsonPath = readonly string[];

/**
 * `text` with `value` at `path`: replaced where the path exists, else added with as few bytes as can be.
 *
 * @throws E_INVALID when something on the way is no object.
 */
export function setValue(text: string, path: JsonPath, value: unknown): string {
  let object = rootObject(text);
  for (const [index, key] of path.entries()) {
    const member = memberOf(object, key);
    if (member === undefined) return insertMember(text, object, key, nest(path.slice(index + 1), value));
    if (index === path.length - 1) {
      const layout = layoutOfJson(text);
      return replace(text, member, renderValue(value, layout, blankBefore(text, member.node.offset)));
    }
    if (member.value.type !== 'object') throw notAnObject(path.slice(0, index + 1), member.value.type);
    object = member.value;
  }
  return text;
}

/** `text` without the value at `path`; unchanged when there is none. */
export function removeValue(text: string, path: JsonPath): string {
  const found = locate(text, path);
  return found === undefined ? text : removeMember(text, found.object, found.index);
}

/** The very characters of the value at `path`, or undefined when there is none. */
export function sourceOf(text: string, path: JsonPath): string | undefined {
  const found = locate(text, path);
  if (found === undefined) return undefined;
  return text.slice(found.member.value.offset, found.member.value.offset + found.member.value.length);
}

/** What the value at `path` says, or undefined when there is none. */
export function readValue(text: string, path: JsonPath): unknown {
  const source = sourceOf(text, path);
  return source === undefined ? undefined : parse(source, [], { allowTrailingComma: true });
}

/** `text` with the characters of the value at `path` replaced by `source`; unchanged when there is none. */
export function putSource(text: string, path: JsonPath, source: string): string {
  const found = locate(text, path);
  return found === undefined ? text : replace(text, found.member, source);
}

function locate(text: string, path: JsonPath) {
  let object = rootObject(text);
  for (const [depth, key] of path.entries()) {
    const members = membersOf(object);
    const at = members.findLastIndex((each) => each.key === key);
    const member = members[at];
    if (member === undefined) return undefined;
    if (depth === path.length - 1) return { object, member, index: at };
    object = member.value;
  }
  return undefined;
}

function replace(text: string, member: Member, content: string): string {
  return applyEdits(text, [{ offset: member.value.offset, length: member.value.length, content }]);
}

function nest(path: JsonPath, value: unknown): unknown {
  return path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
}

function notAnObject(path: JsonPath, type: string): BatonError {
  return new BatonError('E_INVALID', `Expected an object at "${path.join('.')}", got ${type}.`, { path });
}
