/** An escape sequence that may reach the user's terminal, in its normal form. */
export interface SafeEscape {
  readonly kind: 'style' | 'link' | 'link-end';
  readonly text: string;
}

const STYLE = /^(?:\x1b\[|\x9b)([0-9;:]{0,60})m$/;
const LINK = /^(?:\x1b\]|\x9d)8;([^;]*);(.*?)(?:\x07|\x1b\\|\x9c)$/;
const LINK_TARGET = /^(?:https?|file):\/\/[!-~]{1,2000}$/;
const LINK_ID = /(?:^|:)(id=[\w.-]{1,60})(?:$|:)/;

/** Blinking and hidden text: the SGR numbers that are left out (ECMA-48 section 8.3.117). */
const UNWANTED = new Set(['5', '6', '8']);

/** How many further numbers belong to an extended colour: `38;5;n` has two, `38;2;r;g;b` four. */
function colourLength(code: string, next: string | undefined): number {
  if (code !== '38' && code !== '48' && code !== '58') return 0;
  return next === '5' ? 2 : next === '2' ? 4 : 0;
}

function safeStyle(numbers: string): string | undefined {
  const codes = numbers.split(';');
  const kept: string[] = [];
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? '';
    if (UNWANTED.has(code.replace(/^0+(?=\d)/, ''))) continue;
    const more = colourLength(code, codes[at + 1]);
    kept.push(...codes.slice(at, at + 1 + more));
    at += more;
  }
  return kept.length === 0 ? undefined : `\x1b[${kept.join(';')}m`;
}

/**
 * What may be kept of one escape sequence: an SGR style without blinking and hiding, or a link (OSC 8) to an http,
 * https or file address, with no parameter but its id. Everything else (moves, titles, clipboard, queries, other
 * addresses) gives undefined.
 */
export function safeEscape(sequence: string): SafeEscape | undefined {
  const style = STYLE.exec(sequence);
  if (style !== null) {
    const text = safeStyle(style[1] ?? '');
    return text === undefined ? undefined : { kind: 'style', text };
  }
  const link = LINK.exec(sequence);
  if (link === null) return undefined;
  const target = link[2] ?? '';
  if (target === '') return { kind: 'link-end', text: '\x1b]8;;\x1b\\' };
  if (!LINK_TARGET.test(target)) return undefined;
  return { kind: 'link', text: `\x1b]8;${LINK_ID.exec(link[1] ?? '')?.[1] ?? ''};${target}\x1b\\` };
}
