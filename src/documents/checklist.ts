import type { Node, ParseError } from 'jsonc-parser';
import { getNodeValue, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Block, Outline, Section } from './document-outline.ts';
import { lineAt } from './document-outline.ts';
import type { DocumentProblem } from './document-problem.ts';

/** Why a feature is said to pass. */
export interface FeatureEvidence {
  /** `check`: Baton saw it; `override`: a person said so; `hand`: somebody wrote it, and nothing was seen. */
  readonly by: 'check' | 'override' | 'hand';
  readonly at: string;
  readonly session?: string;
  readonly command?: string;
  readonly tree?: string;
  readonly reason?: string;
}

/** One feature of the checklist, as the document has it. */
export interface Feature {
  readonly id: string;
  readonly description: string;
  readonly passes: boolean;
  readonly tested_at: string | null;
  /** The command that checks it, where it has one of its own. */
  readonly command: string | null;
  readonly evidence: FeatureEvidence | null;
}

/** The checklist, and where its JSON lies in the text. */
export interface Checklist {
  readonly features: readonly Feature[];
  readonly overall_progress: string | null;
  readonly start: number;
  readonly end: number;
}

/** Reads the first fenced JSON block of the section; what does not fit is a problem, and then there is no checklist. */
export function readChecklist(
  outline: Outline,
  section: Section,
  problems: DocumentProblem[],
): Checklist | null {
  const { text } = outline;
  const report = (offset: number, message: string): null => {
    problems.push({ line: lineAt(text, offset), section: 'checklist', message });
    return null;
  };
  const block = section.blocks.find(({ node }) => node.type === 'code' && /^json\b/i.test(node.lang ?? ''));
  if (block === undefined) {
    return report(
      section.heading.start,
      'The feature checklist has no fenced ```json block: write one, { "features": [] }, below this heading.',
    );
  }
  const range = contentOf(text, block);
  if (range === undefined)
    return report(
      block.start,
      'The fence of the feature checklist is never closed: add the closing ``` line.',
    );
  const json = text.slice(range.start, range.end);
  const errors: ParseError[] = [];
  const tree = parseTree(json, errors, { disallowComments: true });
  const [first] = errors;
  if (first !== undefined || tree === undefined) {
    const what = first === undefined ? 'empty' : `not JSON (${printParseErrorCode(first.error)})`;
    return report(
      range.start + (first?.offset ?? 0),
      `The feature checklist is ${what}: mend this line, or restore it from git.`,
    );
  }
  const repeated = repeatedKey(tree);
  if (repeated !== undefined)
    return report(
      range.start + repeated.offset,
      'A key stands twice in the feature checklist: take one of the two away.',
    );
  const value: unknown = getNodeValue(tree);
  const list = fieldOf(value, 'features');
  if (!Array.isArray(list))
    return report(range.start, 'The feature checklist needs a list "features": { "features": [] }.');
  const features = list.map(asFeature);
  const wrong = features.indexOf(undefined);
  if (wrong >= 0)
    return report(
      range.start + (elementAt(tree, wrong)?.offset ?? 0),
      'A feature needs "id" and "description" as texts and "passes" as true or false.',
    );
  const known = features.filter((feature) => feature !== undefined);
  const ids = known.map(({ id }) => id);
  const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index);
  if (twice >= 0)
    return report(
      range.start + (elementAt(tree, twice)?.offset ?? 0),
      `The feature "${ids[twice] ?? ''}" stands twice: give one of them another id.`,
    );
  const progress = fieldOf(value, 'overall_progress');
  return { features: known, overall_progress: typeof progress === 'string' ? progress : null, ...range };
}

/** How much of a list of features passes, as the document says it. */
export function overallProgress(features: readonly { readonly passes: boolean }[]): string {
  const passed = features.filter(({ passes }) => passes).length;
  return `${features.length === 0 ? 0 : Math.floor((100 * passed) / features.length)}%`;
}

// The lines between the fences; undefined where the second is missing.
function contentOf(text: string, block: Block): { readonly start: number; readonly end: number } | undefined {
  const raw = text.slice(block.start, block.end);
  const fence = /^(`{3,}|~{3,})/.exec(raw)?.[1];
  const first = raw.indexOf('\n');
  const last = raw.lastIndexOf('\n');
  if (fence === undefined || first < 0 || last < first) return undefined;
  const closing = raw.slice(last + 1).trim();
  if (closing.length < fence.length || closing !== (fence[0] ?? '').repeat(closing.length)) return undefined;
  return { start: block.start + first + 1, end: block.start + Math.max(last, first + 1) };
}

function asFeature(value: unknown): Feature | undefined {
  const [id, description, passes] = ['id', 'description', 'passes'].map((name) => fieldOf(value, name));
  if (typeof id !== 'string' || id === '' || typeof description !== 'string' || typeof passes !== 'boolean')
    return undefined;
  return {
    id,
    description,
    passes,
    tested_at: textOf(fieldOf(value, 'tested_at')),
    command: textOf(fieldOf(value, 'command')),
    evidence: asEvidence(fieldOf(value, 'evidence')),
  };
}

function asEvidence(value: unknown): FeatureEvidence | null {
  const by = (['check', 'override', 'hand'] as const).find((word) => word === fieldOf(value, 'by'));
  const at = textOf(fieldOf(value, 'at'));
  if (by === undefined || at === null) return null;
  const more = ['session', 'command', 'tree', 'reason'].flatMap((name) => {
    const text = textOf(fieldOf(value, name));
    return text === null ? [] : [[name, text] as const];
  });
  return { by, at, ...Object.fromEntries(more) };
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function elementAt(tree: Node, index: number): Node | undefined {
  const list = tree.children?.find((property) => property.children?.[0]?.value === 'features')?.children?.[1];
  return list?.children?.[index];
}

function repeatedKey(node: Node): Node | undefined {
  const keys = node.type === 'object' ? (node.children ?? []).map((property) => property.children?.[0]) : [];
  const names = keys.map((key) => String(key?.value));
  const twice = names.findIndex((name, index) => names.indexOf(name) !== index);
  if (twice >= 0) return keys[twice];
  for (const child of node.children ?? []) {
    const found = repeatedKey(child);
    if (found !== undefined) return found;
  }
  return undefined;
}
