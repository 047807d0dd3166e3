import type { Outline, Section } from './document-outline.ts';

/** Stands in the section as long as nobody has written an output. */
export const OUTPUT_PLACEHOLDER =
  '<!-- baton:placeholder Written when the task is done: baton task output ID --summary TEXT -->';
/** Stands before an output that Baton put together because nobody had written one. */
export const MINIMAL_MARK = '<!-- baton:minimal -->';

const OURS = /^<!--\s*baton:(?:placeholder|minimal)\b[\s\S]*-->$/;

/** What a task gives to those that depend on it, and where it lies. */
export interface ChainOutput {
  /** Markdown, without Baton's own marks. */
  readonly text: string;
  /** True where Baton put it together itself. */
  readonly minimal: boolean;
}

/** The output in the section; null where there is none yet. */
export function readOutput({ text }: Outline, section: Section): ChainOutput | null {
  const blocks = contentOf(section);
  const marks = blocks.filter(
    ({ node, start, end }) => node.type === 'html' && OURS.test(text.slice(start, end).trim()),
  );
  const own = blocks.filter((block) => !marks.includes(block));
  const [first, last] = [own[0], own.at(-1)];
  if (first === undefined || last === undefined) return null;
  const minimal = marks.some(({ start, end }) => text.slice(start, end).trim() === MINIMAL_MARK);
  return { text: text.slice(first.start, last.end).replace(/\r\n/g, '\n'), minimal };
}

/** Where the section's content lies, marks included: empty right behind the heading where there is none. */
export function outputRange(section: Section): { readonly start: number; readonly end: number } {
  const blocks = contentOf(section);
  return { start: blocks[0]?.start ?? section.heading.end, end: blocks.at(-1)?.end ?? section.heading.end };
}

// A rule across the page at the section's end parts it from the next one and belongs to nobody.
function contentOf(section: Section) {
  const blocks = [...section.blocks];
  while (blocks.at(-1)?.node.type === 'thematicBreak') blocks.pop();
  return blocks;
}

/** What `baton task output` may be given, each under a heading of its own. */
export interface OutputParts {
  readonly summary?: string;
  readonly files?: readonly string[];
  readonly api?: string;
  readonly configuration?: string;
  readonly notes?: readonly string[];
}

/** The markdown of an output in parts; parts that are not there are left out. */
export function formatOutput(parts: OutputParts): string {
  const list = (items: readonly string[] | undefined) => items?.map((item) => `- ${item}`).join('\n');
  const sections: readonly (readonly [string, string | undefined])[] = [
    ['Summary', parts.summary],
    ['Files', list(parts.files)],
    ['API contract', parts.api],
    ['Configuration', parts.configuration],
    ['Integration notes', list(parts.notes)],
  ];
  return sections
    .filter(([, text]) => text !== undefined && text !== '')
    .map(([title, text]) => `### ${title}\n\n${text ?? ''}`)
    .join('\n\n');
}
