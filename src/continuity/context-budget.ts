/** Lines for the model, and how they give way when there is no room for all. */
export interface Passage {
  readonly lines: readonly string[];
  /** What stands for them where they do not fit. Without it, as many of the first lines as fit. */
  readonly short?: readonly string[];
  /** Passages with the lowest rank are given their room first; the order in the text is another matter. */
  readonly rank: number;
}

/**
 * How much room a text takes, in characters of plain English. What lies outside ASCII counts four times: a model
 * reads about four characters of English as one token, but a Chinese character, or half an emoji, as one at least.
 */
export function weightOf(text: string): number {
  let weight = text.length;
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) weight += 3;
  return weight;
}

/** How many tokens a text takes at most, carefully estimated: three characters of English each. */
export function tokensOf(text: string): number {
  return Math.ceil(weightOf(text) / 3);
}

/** `text` cut to at most `most` of weight, with a mark; never in the middle of a character. */
export function cutToWeight(text: string, most: number): string {
  if (weightOf(text) <= most) return text;
  const mark = '…';
  let room = most - weightOf(mark);
  let kept = '';
  for (const character of text) {
    room -= weightOf(character);
    if (room < 0) break;
    kept += character;
  }
  return `${kept}${mark}`;
}

/** The passages as one text of at most `most` of weight, in their order; those of the highest ranks give way first. */
export function fitPassages(passages: readonly Passage[], most: number): string {
  const chosen = new Map<Passage, readonly string[]>();
  let room = most;
  for (const passage of [...passages].sort((left, right) => left.rank - right.rank)) {
    const lines = fitting(passage, room);
    chosen.set(passage, lines);
    room -= weightOfLines(lines);
  }
  const lines = passages.flatMap((passage) => chosen.get(passage) ?? []);
  // The first passage may be alone and too long: it is told as far as it goes.
  return lines.length === 0 ? cutToWeight(passages[0]?.lines.join('\n') ?? '', most) : lines.join('\n');
}

function fitting({ lines, short }: Passage, room: number): readonly string[] {
  if (weightOfLines(lines) <= room) return lines;
  if (short !== undefined) return weightOfLines(short) <= room ? short : [];
  let left = room;
  const end = lines.findIndex((line) => {
    left -= weightOf(line) + 1;
    return left < 0;
  });
  // A line that announces others says nothing without them.
  return withoutTitles(lines.slice(0, end));
}

function withoutTitles(lines: readonly string[]): readonly string[] {
  return lines.at(-1)?.endsWith(':') ? withoutTitles(lines.slice(0, -1)) : lines;
}

// Each line with the line end behind it.
function weightOfLines(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + weightOf(line) + 1, 0);
}
