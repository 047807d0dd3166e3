import type { Edit, Node } from 'jsonc-parser';
import { applyEdits } from 'jsonc-parser';
import type { JsonLayout, Member } from './json-layout.ts';
import { blankBefore, layoutOfJson, membersOf, tailOf } from './json-layout.ts';

/**
 * `text` with `"key": value` as the last member of `object`. Every byte that was there stays, in its
 * order; comments stay with the lines they stood on; `removeMember` takes exactly these bytes out again.
 */
export function insertMember(text: string, object: Node, key: string, value: unknown): string {
  const last = membersOf(object).at(-1);
  return applyEdits(
    text,
    last === undefined ? intoEmpty(text, object, key, value) : afterLast(text, last, key, value),
  );
}

/** `text` without the member at `index` of `object`: its line, its comma, nothing else. */
export function removeMember(text: string, object: Node, index: number): string {
  const members = membersOf(object);
  const member = members[index];
  if (member === undefined) return text;
  const previous = members[index - 1];
  const end = member.node.offset + member.node.length;
  const { comma } = tailOf(text, end);
  const edits: Edit[] = [];
  if (comma !== undefined) edits.push(cut(comma, comma + 1));
  else if (previous !== undefined && index === members.length - 1) {
    const before = tailOf(text, previous.node.offset + previous.node.length).comma;
    if (before !== undefined) edits.push(cut(before, before + 1));
  }
  const from = startOfGap(text, object, previous, member, comma === undefined ? end : comma + 1);
  edits.push(cut(from, end));
  return collapseIfEmpty(applyEdits(text, edits), object.offset, members.length);
}

/** `value` as JSON text: on one line, or laid out for a member that is indented by `indent`. */
export function renderValue(value: unknown, layout: JsonLayout, indent: string | undefined): string {
  if (indent === undefined) return JSON.stringify(value);
  return JSON.stringify(value, null, layout.indent).replaceAll('\n', layout.eol + indent);
}

function intoEmpty(text: string, object: Node, key: string, value: unknown): Edit[] {
  const layout = layoutOfJson(text);
  const outer = indentOfLine(text, object.offset);
  const indent = outer + layout.indent;
  const from = object.offset + 1;
  const inner = text.slice(from, object.offset + object.length - 1);
  const member = `${layout.eol}${indent}${JSON.stringify(key)}: ${renderValue(value, layout, indent)}`;
  const kept = inner.trimEnd();
  if (kept === '' && object.parent !== undefined && !text.trim().includes('\n')) {
    return [
      { offset: from, length: inner.length, content: `${JSON.stringify(key)}:${JSON.stringify(value)}` },
    ];
  }
  if (kept !== '') return [{ offset: from + kept.length, length: 0, content: member }];
  return [{ offset: from, length: inner.length, content: `${member}${layout.eol}${outer}` }];
}

function afterLast(text: string, last: Member, key: string, value: unknown): Edit[] {
  const layout = layoutOfJson(text);
  const indent = blankBefore(text, last.node.offset);
  const end = last.node.offset + last.node.length;
  const tail = tailOf(text, end);
  const colon = indent === undefined ? colonOf(text, last) : ': ';
  const member = `${JSON.stringify(key)}${colon}${renderValue(value, layout, indent)}`;
  const gap = indent === undefined ? colon.slice(1) : layout.eol + indent;
  const at = indent === undefined ? (tail.comma === undefined ? end : tail.comma + 1) : tail.end;
  if (tail.comma !== undefined) return [{ offset: at, length: 0, content: `${gap}${member},` }];
  if (at === end) return [{ offset: end, length: 0, content: `,${gap}${member}` }];
  return [
    { offset: end, length: 0, content: ',' },
    { offset: at, length: 0, content: `${gap}${member}` },
  ];
}

/** Where the blanks begin that belong to `member`: with its line break when it has its line to itself. */
function startOfGap(text: string, object: Node, previous: Member | undefined, member: Member, end: number) {
  const after = previous === undefined ? object.offset + 1 : previous.node.offset + previous.node.length;
  const before = text.slice(after, member.node.offset);
  if (/^\s*,?\s*$/.test(before)) return member.node.offset - (/\s*$/.exec(before)?.[0].length ?? 0);
  const ownLine =
    blankBefore(text, member.node.offset) !== undefined && /^[ \t]*\r?(\n|$)/.test(text.slice(end));
  const blanks = ownLine ? /(\r?\n)?[ \t]*$/ : /[ \t]*$/;
  return member.node.offset - (blanks.exec(before)?.[0].length ?? 0);
}

function collapseIfEmpty(text: string, offset: number, membersBefore: number): string {
  if (membersBefore !== 1) return text;
  return text.slice(0, offset) + text.slice(offset).replace(/^\{\s*\}/, '{}');
}

function indentOfLine(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset))?.[0] ?? '';
}

function colonOf(text: string, member: Member): string {
  const key = member.node.children?.[0];
  const between = key === undefined ? '' : text.slice(key.offset + key.length, member.value.offset);
  return /^:[ \t]*$/.test(between) ? between : ': ';
}

function cut(from: number, to: number): Edit {
  return { offset: from, length: to - from, content: '' };
}
