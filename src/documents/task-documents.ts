import type { ChainInput } from './chain-input.ts';
import { readInputs } from './chain-input.ts';
import type { ChainOutput } from './chain-output.ts';
import { readOutput } from './chain-output.ts';
import type { Feature } from './checklist.ts';
import { readChecklist } from './checklist.ts';
import type { DocumentEdit } from './document-edit.ts';
import type { Outline, Section } from './document-outline.ts';
import { lineAt, outlineOf } from './document-outline.ts';
import type { DocumentProblem } from './document-problem.ts';
import type { NewTask } from './new-task-document.ts';
import { newTaskDocument } from './new-task-document.ts';
import type { ProgressEntry } from './progress-entry.ts';
import { readProgress } from './progress-entry.ts';
import type { SectionName } from './section-names.ts';
import { SECTION_NAMES, SECTIONS } from './section-names.ts';
import { splice } from './splice-document.ts';

// The entry of dist/documents.cjs, which the command line and the hooks load only when they need a task document:
// the markdown parser costs 100 KB to read.

/** Everything that Baton reads in a task document (specification 003). */
export interface TaskDocument {
  readonly title: string | null;
  /** Null where the section is missing or damaged. */
  readonly features: readonly Feature[] | null;
  readonly overall_progress: string | null;
  readonly progress: readonly ProgressEntry[];
  readonly inputs: readonly ChainInput[];
  /** The commits named in the Git history, as far as their hashes are written. */
  readonly commits: readonly string[];
  readonly output: ChainOutput | null;
  readonly problems: readonly DocumentProblem[];
}

/** Reads a task document. Never throws: what does not fit is among its problems. */
export function parseTaskDocument(text: string): TaskDocument {
  return read(outlineOf(text));
}

/** The text of a new document for a task. */
export function makeTaskDocument(task: NewTask): string {
  return newTaskDocument(task);
}

/** What edits made of a text: those that could not be made are told, with the line and what to do. */
export interface EditedDocument {
  readonly text: string;
  readonly refused: readonly DocumentProblem[];
}

/**
 * Makes `edits` in `text` one after another, each as a splice: every other byte stays as it is. An edit of a section
 * that is missing or damaged is refused and changes nothing; the others are made. After each the text is read again,
 * and an edit that did not come out as it should (a comment or a fence that is never closed swallows it) is taken back.
 */
export function editTaskDocument(text: string, edits: readonly DocumentEdit[]): EditedDocument {
  let current = text;
  const refused: DocumentProblem[] = [];
  for (const edit of edits) {
    const outline = outlineOf(current);
    const document = read(outline);
    const section = SECTION_OF[edit.edit];
    const damage = document.problems.find((problem) => problem.section === section);
    if (damage !== undefined) {
      refused.push(damage);
      continue;
    }
    const place = outline.sections.find(({ name }) => name === section);
    const next = place === undefined ? current : splice(outline, place, edit);
    if (next === current || holds(document, parseTaskDocument(next), edit)) current = next;
    else refused.push(unclosed(outline, place, section));
  }
  return { text: current, refused };
}

const SECTION_OF: Readonly<Record<DocumentEdit['edit'], SectionName>> = {
  log: 'progress',
  add_feature: 'checklist',
  set_feature: 'checklist',
  add_commits: 'history',
  set_input: 'inputs',
  set_output: 'output',
};

function read(outline: Outline): TaskDocument {
  const problems: DocumentProblem[] = [...conflicts(outline), ...headingProblems(outline)];
  const sound = (name: SectionName): Section | undefined =>
    problems.some((problem) => problem.section === name)
      ? undefined
      : outline.sections.find((one) => one.name === name);
  const checklist = sound('checklist');
  const list = checklist === undefined ? null : readChecklist(outline, checklist, problems);
  const [progress, inputs, history, output] = [
    sound('progress'),
    sound('inputs'),
    sound('history'),
    sound('output'),
  ];
  return {
    title: outline.title,
    features: list?.features ?? null,
    overall_progress: list?.overall_progress ?? null,
    progress: progress === undefined ? [] : readProgress(outline.text, progress),
    inputs:
      inputs === undefined
        ? []
        : readInputs(outline, inputs).map(({ task_id, stale, text }) => ({ task_id, stale, text })),
    commits: history === undefined ? [] : hashesIn(outline.text.slice(history.heading.end, history.end)),
    output: output === undefined ? null : readOutput(outline, output),
    problems: problems.sort((left, right) => left.line - right.line),
  };
}

/** The commits that a text names between backquotes. */
function hashesIn(text: string): string[] {
  return [...text.matchAll(/`([0-9a-f]{7,64})`/g)].map(([, hash = '']) => hash);
}

function headingProblems({ text, sections }: Outline): DocumentProblem[] {
  return SECTION_NAMES.flatMap((name): DocumentProblem[] => {
    const [first, second] = sections.filter((section) => section.name === name);
    if (first === undefined) {
      const message = `The section "${SECTIONS[name]}" is missing: add the line "## ${SECTIONS[name]}".`;
      return [{ line: lineAt(text, text.length), section: name, message }];
    }
    if (second === undefined) return [];
    const line = lineAt(text, second.heading.start);
    const message = `The heading "${SECTIONS[name]}" stands twice (first in line ${lineAt(text, first.heading.start)}): put the two together under one.`;
    return [{ line, section: name, message }];
  });
}

// A conflict that git left makes a section unusable; its lines are the same inside a fence.
function conflicts({ text, sections }: Outline): DocumentProblem[] {
  return [...text.matchAll(/^(?:<{7}|>{7})(?: |\r?$)/gm)].map(({ index }) => ({
    line: lineAt(text, index),
    section: sections.findLast(({ heading, end }) => heading.start <= index && index < end)?.name ?? null,
    message: 'A conflict marker of git: choose one side and take the marker lines away.',
  }));
}

function unclosed({ text }: Outline, place: Section | undefined, section: SectionName): DocumentProblem {
  const last = place?.blocks.at(-1);
  return {
    line: lineAt(text, last?.start ?? place?.heading.start ?? 0),
    section,
    message: `The section "${SECTIONS[section]}" cannot be added to: a comment or a fence that is never closed, or a heading above level 3 in what was to be added, swallows it.`,
  };
}

// What was edited is there as it was meant, and all else is as it was.
function holds(before: TaskDocument, now: TaskDocument, { edit, ...change }: DocumentEdit): boolean {
  const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
  const others = (document: TaskDocument) => {
    const section = SECTION_OF[edit];
    const all = {
      features: document.features,
      progress: document.progress,
      inputs: document.inputs,
      commits: document.commits,
      output: document.output,
    };
    const own = {
      checklist: 'features',
      progress: 'progress',
      inputs: 'inputs',
      history: 'commits',
      output: 'output',
      context: '',
    }[section];
    return Object.entries(all).filter(([name]) => name !== own);
  };
  if (!same(others(before), others(now)) || !same(before.problems.length, now.problems.length)) return false;
  if ('entry' in change) return same(now.progress, [...before.progress, change.entry]);
  if ('commits' in change)
    return change.commits.every(({ hash }) => now.commits.some((known) => hash.startsWith(known)));
  if ('input' in change) return now.inputs.some((input) => same(input, change.input));
  if ('text' in change) return same(now.output, { text: change.text, minimal: change.minimal });
  const feature = now.features?.find(({ id }) => id === change.id);
  return 'description' in change
    ? feature?.description === change.description
    : feature?.passes === change.passes;
}
