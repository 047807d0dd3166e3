import type { Block, Outline, Section } from './document-outline.ts';

/** What a task that comes first has given to this one. */
export interface ChainInput {
  readonly task_id: string;
  /** True since the task was taken up again: what it gave may change. */
  readonly stale: boolean;
  /** The markdown that the task gave, without the quote around it. */
  readonly text: string;
}

/** A chain input and where it lies: from its mark to the end of its quote. */
export interface PlacedInput extends ChainInput {
  readonly start: number;
  readonly end: number;
}

const MARK = /^<!--\s*baton:input\s+([A-Za-z0-9._-]{1,128})(\s+stale)?\s*-->$/;

/** The chain inputs that Baton wrote; what somebody else wrote into the section is not among them. */
export function readInputs({ text }: Outline, section: Section): PlacedInput[] {
  return section.blocks.flatMap((block, index): PlacedInput[] => {
    const mark = block.node.type === 'html' ? MARK.exec(text.slice(block.start, block.end).trim()) : null;
    const quote = section.blocks[index + 1];
    if (mark === null || quote?.node.type !== 'blockquote') return [];
    return [
      {
        task_id: mark[1] ?? '',
        stale: mark[2] !== undefined,
        text: unquoted(text, quote),
        start: block.start,
        end: quote.end,
      },
    ];
  });
}

/** A chain input as it is written: a mark that only a machine sees, and the text as a quote, whatever it holds. */
export function formatInput(input: ChainInput, eol: string): string {
  const lines = input.text.replace(/\r\n?/g, '\n').split('\n');
  return [
    `<!-- baton:input ${input.task_id}${input.stale ? ' stale' : ''} -->`,
    ...lines.map((line) => (line === '' ? '>' : `> ${line}`)),
  ].join(eol);
}

function unquoted(text: string, quote: Block): string {
  return text
    .slice(quote.start, quote.end)
    .split(/\r\n|\n|\r/)
    .map((line) => line.replace(/^ {0,3}> ?/, ''))
    .join('\n');
}
