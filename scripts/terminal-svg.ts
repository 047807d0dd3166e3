import { graphemeAt } from '../src/render/grapheme.ts';
import { displayWidth } from '../src/render/width.ts';

// A screen of a terminal as a picture: rows of text with SGR styles in (tmux capture-pane -e), SVG out. Pure.

const CELL = { width: 8.4, height: 16.5, size: 14 };
const EDGE = 16;
const GROUND = '#0d1117';
const INK = '#c9d1d9';
const COLOURS = ['#484f58', '#ff7b72', '#3fb950', '#d29922', '#58a6ff', '#bc8cff', '#39c5cf', '#b1bac4'];
const BRIGHT = ['#6e7681', '#ffa198', '#56d364', '#e3b341', '#79c0ff', '#d2a8ff', '#56d4dd', '#f0f6fc'];

interface Style {
  readonly ink: string | undefined;
  readonly ground: string | undefined;
  readonly bold: boolean;
  readonly reversed: boolean;
}

interface Run {
  readonly text: string;
  readonly style: Style;
}

const PLAIN: Style = { ink: undefined, ground: undefined, bold: false, reversed: false };

/** The rows as an SVG picture of a terminal `columns` wide, with that title for those who cannot see it. */
export function terminalSvg(rows: readonly string[], columns: number, title: string): string {
  const width = Math.ceil(columns * CELL.width + 2 * EDGE);
  const height = Math.ceil(rows.length * CELL.height + 2 * EDGE);
  // A style goes on into the next row until it is ended, as tmux writes it.
  let style = PLAIN;
  const drawn = rows.flatMap((row, index) => {
    const read = runsOf(row, style);
    style = read.style;
    return rowElements(read.runs, EDGE + index * CELL.height);
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" rx="8" fill="${GROUND}"/>`,
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${CELL.size}" fill="${INK}" xml:space="preserve">`,
    ...drawn,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function rowElements(runs: readonly Run[], top: number): string[] {
  const elements: string[] = [];
  let column = 0;
  for (const { text, style } of runs) {
    const width = displayWidth(text);
    const ink = style.reversed ? (style.ground ?? GROUND) : style.ink;
    const ground = style.reversed ? (style.ink ?? INK) : style.ground;
    const x = (EDGE + column * CELL.width).toFixed(1);
    const long = (width * CELL.width).toFixed(1);
    if (ground !== undefined)
      elements.push(`<rect x="${x}" y="${top}" width="${long}" height="${CELL.height}" fill="${ground}"/>`);
    if (text.trim() !== '') {
      const looks = `${ink === undefined ? '' : ` fill="${ink}"`}${style.bold ? ' font-weight="bold"' : ''}`;
      // Its length is said, so that the columns stay straight in every font.
      elements.push(
        `<text x="${x}" y="${top + CELL.size}" textLength="${long}" lengthAdjust="spacingAndGlyphs"${looks}>${escaped(text)}</text>`,
      );
    }
    column += width;
  }
  return elements;
}

// Wide characters stand alone: in a run with others their half columns would shift those.
function runsOf(row: string, before: Style): { readonly runs: readonly Run[]; readonly style: Style } {
  const runs: Run[] = [];
  let style = before;
  for (const part of row.split(/(\x1b\[[0-9;]*m)/)) {
    if (part.startsWith('\x1b')) {
      style = styled(style, part.slice(2, -1));
      continue;
    }
    let narrow = '';
    for (let at = 0; at < part.length; ) {
      const { end, width } = graphemeAt(part, at);
      if (width === 1) narrow += part.slice(at, end);
      else {
        if (narrow !== '') runs.push({ text: narrow, style });
        narrow = '';
        runs.push({ text: part.slice(at, end), style });
      }
      at = end;
    }
    if (narrow !== '') runs.push({ text: narrow, style });
  }
  return { runs, style };
}

function styled(style: Style, codes: string): Style {
  const numbers = codes.split(';').map(Number);
  let next = style;
  for (let at = 0; at < numbers.length; at++) {
    const code = numbers[at] ?? 0;
    if (code === 38 || code === 48) {
      const isTrue = numbers[at + 1] === 2;
      const colour = isTrue
        ? `rgb(${numbers.slice(at + 2, at + 5).join(',')})`
        : ([...COLOURS, ...BRIGHT][numbers[at + 2] ?? 0] ?? INK);
      next = code === 38 ? { ...next, ink: colour } : { ...next, ground: colour };
      at += isTrue ? 4 : 2;
    } else next = simplyStyled(next, code);
  }
  return next;
}

function simplyStyled(style: Style, code: number): Style {
  if (code === 0) return PLAIN;
  if (code === 1) return { ...style, bold: true };
  if (code === 22) return { ...style, bold: false };
  if (code === 7) return { ...style, reversed: true };
  if (code === 27) return { ...style, reversed: false };
  if (code === 39) return { ...style, ink: undefined };
  if (code === 49) return { ...style, ground: undefined };
  if (code >= 30 && code <= 37) return { ...style, ink: COLOURS[code - 30] };
  if (code >= 90 && code <= 97) return { ...style, ink: BRIGHT[code - 90] };
  if (code >= 40 && code <= 47) return { ...style, ground: COLOURS[code - 40] };
  return style;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
