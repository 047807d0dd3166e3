import type { Block, Section } from './document-outline.ts';
import { headingText } from './document-outline.ts';

/** What a session (or a person) left for whoever goes on: each field a list of short lines. */
export interface ProgressEntry {
  /** `Session 4`, or the name of a person. */
  readonly who: string;
  /** ISO 8601, to the second; null where the heading names no time. */
  readonly at: string | null;
  readonly did: readonly string[];
  readonly issues: readonly string[];
  readonly state: readonly string[];
  readonly next: readonly string[];
}

type Field = 'did' | 'issues' | 'state' | 'next';

const LABELS: readonly (readonly [Field, string, RegExp])[] = [
  ['did', 'Did', /^(?:what (?:i|we|was) did|what was done|did|done|completed|work done)$/],
  ['issues', 'Issues', /^(?:issues?|problems?|troubles?)(?: encountered| met)?$/],
  ['state', 'Current state', /^(?:current )?state(?: of .*)?$/],
  ['next', 'Next steps', /^next(?: steps?)?$/],
];

const TIME = /\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?Z?/;

/** The entries of a progress log, oldest first, also of one that was written by hand. */
export function readProgress(text: string, section: Section): ProgressEntry[] {
  const isHead = ({ node }: Block) => node.type === 'heading' && node.depth === section.depth + 1;
  const heads = section.blocks.flatMap((block, index) => (isHead(block) ? [index] : []));
  return heads.map((head, order) => {
    const [first, ...rest] = section.blocks.slice(head, heads[order + 1]);
    return entryOf(text, first, rest);
  });
}

/** An entry as it is written below `## Progress Log`. Reading it gives the same entry, on one line each. */
export function formatProgress(entry: ProgressEntry, depth: number, eol: string): string {
  const head = `${'#'.repeat(Math.min(6, depth + 1))} ${entry.who}${entry.at === null ? '' : ` · ${entry.at}`}`;
  const parts = LABELS.filter(([field]) => entry[field].length > 0).map(([field, label]) =>
    [`**${label}**`, '', ...entry[field].map((item) => `- ${protectedItem(item)}`)].join(eol),
  );
  return [head, ...parts].join(`${eol}${eol}`);
}

/** One line of text as it can stand in a list: white space as single spaces. Empty for nothing. */
export function oneLine(text: string): string {
  return text.replace(/[\s\u0000-\u001f\u0085\u2028\u2029]+/g, ' ').trim();
}

function entryOf(text: string, head: Block | undefined, blocks: readonly Block[]): ProgressEntry {
  const title = head === undefined ? '' : headingText(text, head);
  const at = TIME.exec(title)?.[0] ?? null;
  const found: Record<Field, string[]> = { did: [], issues: [], state: [], next: [] };
  let field: Field | undefined;
  for (const { node, start, end } of blocks) {
    const raw = text.slice(start, end);
    const label = node.type === 'paragraph' || node.type === 'heading' ? labelIn(raw) : undefined;
    if (label !== undefined) {
      field = label.field;
      if (label.rest !== '') found[field].push(label.rest);
    } else if (field !== undefined && node.type === 'list') {
      const base = start - (node.position?.start.offset ?? 0);
      for (const item of node.children) {
        const [from, to] = [item.position?.start.offset, item.position?.end.offset];
        if (from !== undefined && to !== undefined)
          found[field].push(plainItem(text.slice(from + base, to + base)));
      }
    } else if (field !== undefined && node.type === 'paragraph') found[field].push(oneLine(raw));
  }
  const kept = Object.fromEntries(
    Object.entries(found).map(([name, items]) => [name, items.filter((item) => item !== '')]),
  ) as Record<Field, string[]>;
  return {
    who: title
      .replace(TIME, '')
      .replace(/[\s·,–-]+$/, '')
      .trim(),
    at,
    ...kept,
  };
}

// `**Did**`, `**What I did:**`, `#### Next steps` or `Issues:`, perhaps with words behind it.
function labelIn(raw: string): { readonly field: Field; readonly rest: string } | undefined {
  const found = /^(?:#{1,6}[ \t]*([^\n]*)|\*\*([^*\n]+)\*\*:?|([A-Za-z ]+):)\s*([\s\S]*)$/.exec(raw);
  const words = (found?.[1] ?? found?.[2] ?? found?.[3] ?? '').replace(/[:*]/g, '').trim().toLowerCase();
  const label = LABELS.find(([, , pattern]) => pattern.test(words));
  return label && { field: label[0], rest: oneLine(found?.[4] ?? '') };
}

// Dashes alone would be a rule across the page, three backquotes a fence, a bracket HTML; and a backslash first would
// seem to be ours.
function protectedItem(item: string): string {
  return /^[-*_ ]+$|^\\|^(?:`{3}|~{3}|<)/.test(item) ? `\\${item}` : item;
}

function plainItem(raw: string): string {
  const item = oneLine(raw.replace(/^(?:[-*+]|\d+[.)])(?:[ \t]+|\r?\n|$)/, ''));
  return item.startsWith('\\') ? item.slice(1) : item;
}
