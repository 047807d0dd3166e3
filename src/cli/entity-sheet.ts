import { paint } from '../render/colour.ts';
import { plainText } from '../render/terminal-text.ts';
import { wrapText } from '../render/wrap-text.ts';
import type { CommandContext } from './command-context.ts';

/** The longest text of one field, in characters, and the most lines it takes. */
const MOST_TEXT = 2_000;
const MOST_LINES = 20;
const LEAST_WIDTH = 20;

/** Fields whose value says by itself what it is. */
const SPEAKING = new Set(['id', 'title', 'name', 'description', 'reason', 'text', 'status']);

/**
 * One entity of the plan on a screen: a row for each field in the entity's own order, a row for each member of a list
 * that is more than a word, long texts over several lines. What is empty is left out; `--json` has all of it.
 */
export function entitySheet(
  entity: object,
  { width, colours }: Pick<CommandContext, 'width' | 'colours'>,
): string[] {
  const rows = Object.entries(entity).flatMap(([field, value]) => {
    const texts = textsOf(value);
    return texts.length === 0 ? [] : [{ label: worded(field), texts }];
  });
  const labels = Math.max(0, ...rows.map(({ label }) => label.length)) + 2;
  const room = Math.max(LEAST_WIDTH, width - labels);
  return rows.flatMap(({ label, texts }) =>
    texts
      .flatMap((text) => wrapText(text, room, MOST_LINES))
      .map((line, index) => `${paint((index === 0 ? label : '').padEnd(labels), 'muted', colours)}${line}`),
  );
}

function worded(field: string): string {
  return plainText(field.replaceAll('_', ' '), 60);
}

// A line for a scalar or for a list of plain words; a line for each sentence and each thing with fields of its own.
function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) {
    const members = value.filter((member) => !isEmpty(member));
    if (members.length === 0) return [];
    return members.every(isWord) ? [inline(members)] : members.map(inline);
  }
  if (!isRecord(value)) return isEmpty(value) ? [] : [inline(value)];
  const members = Object.values(value).filter((member) => !isEmpty(member));
  if (members.length > 0 && members.every(isRecord)) return members.map(inline);
  return isEmpty(value) ? [] : [inline(value)];
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return value.map(inline).join(', ');
  if (!isRecord(value))
    return typeof value === 'boolean' ? (value ? 'yes' : 'no') : plainText(String(value), MOST_TEXT);
  return Object.entries(value)
    .filter(([, member]) => !isEmpty(member))
    .map(([field, member]) => (SPEAKING.has(field) ? inline(member) : `${worded(field)} ${inline(member)}`))
    .join(', ');
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  if (Array.isArray(value)) return value.every(isEmpty);
  return isRecord(value) && Object.values(value).every(isEmpty);
}

function isWord(value: unknown): boolean {
  return typeof value !== 'object' && !String(value).includes(' ');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
