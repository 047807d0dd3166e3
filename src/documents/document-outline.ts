import type { RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import type { SectionName } from './section-names.ts';
import { sectionNamed } from './section-names.ts';

/** A block of the document at its top level, and where its text lies. */
export interface Block {
  readonly node: RootContent;
  readonly start: number;
  readonly end: number;
}

/** A section: its heading, and the blocks below it up to the next heading of its level or a higher one. */
export interface Section {
  readonly name: SectionName;
  readonly depth: number;
  readonly heading: Block;
  readonly blocks: readonly Block[];
  /** Where the section ends: at the next heading, or with the text. */
  readonly end: number;
}

/** A document as its blocks, with offsets into its text: every edit is a splice at one of them. */
export interface Outline {
  readonly text: string;
  readonly eol: '\n' | '\r\n';
  readonly title: string | null;
  readonly sections: readonly Section[];
}

/** Reads any text at all; what is no markdown is a paragraph. A byte order mark and front matter are passed over. */
export function outlineOf(text: string): Outline {
  const from = beginningOf(text);
  const blocks = fromMarkdown(text.slice(from)).children.flatMap((node): Block[] => {
    const [start, end] = [node.position?.start.offset, node.position?.end.offset];
    return start === undefined || end === undefined ? [] : [{ node, start: start + from, end: end + from }];
  });
  const headings = blocks.flatMap((block) =>
    block.node.type === 'heading' ? [{ block, depth: block.node.depth, text: headingText(text, block) }] : [],
  );
  const sections = headings.flatMap(({ block, depth, text: words }, index): Section[] => {
    const name = depth <= 2 ? sectionNamed(words) : undefined;
    if (name === undefined) return [];
    const next = headings.slice(index + 1).find((heading) => heading.depth <= depth);
    const end = next?.block.start ?? text.length;
    return [
      {
        name,
        depth,
        heading: block,
        blocks: blocks.filter(({ start }) => start > block.start && start < end),
        end,
      },
    ];
  });
  return {
    text,
    eol: /\r\n/.test(text) ? '\r\n' : '\n',
    title: headings.find(({ depth }) => depth === 1)?.text ?? null,
    sections,
  };
}

/** The words of a heading, in either of markdown's two forms. */
export function headingText(text: string, block: Block): string {
  const raw = text.slice(block.start, block.end);
  const words = raw.startsWith('#')
    ? raw.replace(/^#{1,6}[ \t]*/, '').replace(/[ \t]+#+[ \t]*$/, '')
    : raw.replace(/\r?\n[^\n]*$/, '');
  return words.replace(/\s+/g, ' ').trim();
}

/** The number of the line, from 1, in which `offset` lies. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function beginningOf(text: string): number {
  const mark = text.startsWith('\uFEFF') ? 1 : 0;
  const matter = /^---[ \t]*\r?\n(?:[\s\S]*?\r?\n)?---[ \t]*(?:\r?\n|$)/.exec(text.slice(mark));
  return mark + (matter?.[0].length ?? 0);
}
