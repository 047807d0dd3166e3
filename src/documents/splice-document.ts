import { formatInput, readInputs } from './chain-input.ts';
import { MINIMAL_MARK, outputRange } from './chain-output.ts';
import { overallProgress, readChecklist } from './checklist.ts';
import type { CommitReference, DocumentEdit } from './document-edit.ts';
import type { Outline, Section } from './document-outline.ts';
import { headingText } from './document-outline.ts';
import { addElement, removeMember, setMember } from './json-splice.ts';
import { formatProgress, oneLine } from './progress-entry.ts';

/** The text with `edit` made in `section`, which is sound. The same text where there is nothing to do. */
export function splice(outline: Outline, section: Section, edit: DocumentEdit): string {
  const { text, eol } = outline;
  switch (edit.edit) {
    case 'log':
      return append(outline, section, formatProgress(edit.entry, section.depth, eol));
    case 'add_commits':
      return addCommits(outline, section, edit.commits);
    case 'set_input':
      return setInput(outline, section, edit);
    case 'set_output': {
      const { start, end } = outputRange(section);
      const body = `${edit.minimal ? `${MINIMAL_MARK}\n\n` : ''}${edit.text}`.replaceAll('\n', eol);
      if (start === end) return append(outline, section, body);
      return `${text.slice(0, start)}${body}${parted(text.slice(end), eol)}`;
    }
    case 'add_feature':
    case 'set_feature':
      return changeFeature(outline, section, edit);
  }
}

function changeFeature(
  outline: Outline,
  section: Section,
  edit: Extract<DocumentEdit, { edit: 'add_feature' | 'set_feature' }>,
): string {
  const list = readChecklist(outline, section, []);
  if (list === null) return outline.text;
  let json = outline.text.slice(list.start, list.end);
  const index = list.features.findIndex(({ id }) => id === edit.id);
  const isNew = edit.edit === 'add_feature';
  // Twice the same feature, or one that is not there: nothing to do.
  if (isNew === index >= 0) return outline.text;
  const place = ['features', index];
  if (isNew) {
    const { id, description, command } = edit;
    const own = command === undefined ? {} : { command };
    json = addElement(json, ['features'], { id, description, passes: false, tested_at: null, ...own });
  } else {
    json = setMember(json, place, 'passes', edit.passes);
    json = setMember(json, place, 'tested_at', edit.tested_at);
    json =
      edit.evidence === null
        ? removeMember(json, place, 'evidence')
        : setMember(json, place, 'evidence', edit.evidence);
  }
  const features = isNew
    ? [...list.features, { passes: false }]
    : list.features.map((one, at) => (at === index ? edit : one));
  json = setMember(json, [], 'overall_progress', overallProgress(features));
  return `${outline.text.slice(0, list.start)}${json}${outline.text.slice(list.end)}`;
}

function addCommits(outline: Outline, section: Section, commits: readonly CommitReference[]): string {
  const { text, eol } = outline;
  const named = [...text.slice(section.heading.end, section.end).matchAll(/`([0-9a-f]{7,64})`/g)].map(
    ([, hash = '']) => hash,
  );
  const fresh = commits.filter(
    ({ hash }) => !named.some((known) => hash.startsWith(known) || known.startsWith(hash)),
  );
  if (fresh.length === 0) return text;
  const lines = fresh.map(
    ({ hash, subject, files, insertions, deletions }) =>
      `- \`${hash.slice(0, 10)}\` ${oneLine(subject)} (${files} ${files === 1 ? 'file' : 'files'}, +${insertions} -${deletions})`,
  );
  const last = contentEnd(section);
  return append(outline, section, lines.join(eol), last.isList ? eol : undefined);
}

function setInput(
  outline: Outline,
  section: Section,
  { input, title }: Extract<DocumentEdit, { edit: 'set_input' }>,
): string {
  const { text, eol } = outline;
  const known = readInputs(outline, section).find(({ task_id }) => task_id === input.task_id);
  const body = formatInput(input, eol);
  if (known !== undefined) return `${text.slice(0, known.start)}${body}${text.slice(known.end)}`;
  const heading = section.blocks.find(
    (block) => block.node.type === 'heading' && headingText(text, block).startsWith(`From ${input.task_id}:`),
  );
  if (heading !== undefined)
    return `${text.slice(0, heading.end)}${eol}${eol}${body}${parted(text.slice(heading.end), eol)}`;
  return append(
    outline,
    section,
    `${'#'.repeat(section.depth + 1)} From ${input.task_id}: ${oneLine(title)}${eol}${eol}${body}`,
  );
}

/** Where the last block of a section ends that is no rule across the page. */
function contentEnd(section: Section): { readonly at: number; readonly isList: boolean } {
  const last = section.blocks.findLast(({ node }) => node.type !== 'thematicBreak');
  return { at: last?.end ?? section.heading.end, isList: last?.node.type === 'list' };
}

function append({ text, eol }: Outline, section: Section, content: string, gap = `${eol}${eol}`): string {
  const { at } = contentEnd(section);
  return `${text.slice(0, at)}${gap}${content}${parted(text.slice(at), eol)}`;
}

// What follows begins on a line of its own behind an empty one, as it may have touched what stood before.
function parted(rest: string, eol: string): string {
  if (rest === '') return eol;
  return /^[ \t]*\r?\n[ \t]*(?:\r?\n|$)/.test(rest) || /^[ \t]*\r?\n$/.test(rest)
    ? rest
    : `${eol}${/^[ \t]*\r?\n/.test(rest) ? '' : eol}${rest}`;
}
