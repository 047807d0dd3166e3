import { splitAtEscapes } from './escape-sequence.ts';
import { lazyPattern } from './lazy-pattern.ts';
import { safeEscape } from './safe-escape.ts';

const PRINTABLE_ASCII = /^[ -~]*$/;
const LINE_SPACE = /[\t\n\v\f\r\x85\u2028\u2029]/g;
const CONTROLS = /[\x00-\x1f\x7f-\x9f]/g;

/**
 * Characters that show nothing and can make one text look like another or reorder it: soft hyphen, fillers,
 * bidirectional marks, embeddings, overrides and isolates, zero-width space and non-joiner, invisible operators,
 * variation selectors (other than the two that choose text or emoji), byte order mark, tags, lone surrogates.
 * From Unicode UTS 39 and UAX 9. The price: a subdivision flag becomes a black flag, and a Persian word may join.
 */
const invisibles = lazyPattern(
  '[\\u034f\\u17b4\\u17b5\\u180b-\\u180f\\ufe00-\\ufe0d\\xad\\u061c\\u115f\\u1160\\u200b\\u200c\\u200e\\u200f' +
    '\\u202a-\\u202e\\u2060-\\u206f\\u3164\\ud800-\\udfff\\ufeff\\uffa0\\ufff0-\\ufffb\\u{1bca0}-\\u{1bca3}' +
    '\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}]',
  'gu',
);

const ABOVE_LATIN = /[^\x00-\u02ff]/;
const stackedMarks = lazyPattern('(\\p{M}{4})\\p{M}+', 'gu');
const strayJoiner = lazyPattern(
  '(?<!\\p{Extended_Pictographic}|\\ufe0f|[\\u{1f3fb}-\\u{1f3ff}])\\u200d|\\u200d(?!\\p{Extended_Pictographic})',
  'gu',
);

function withoutControls(text: string): string {
  const visible = text.replace(LINE_SPACE, ' ').replace(CONTROLS, '').replace(invisibles(), '');
  if (!ABOVE_LATIN.test(visible)) return visible;
  return visible.replace(stackedMarks(), '$1').replace(strayJoiner(), '');
}

/** Removes from the end what a cut may leave there: half a surrogate pair, or a joiner with nothing to join. */
function cut(text: string, maxChars: number): string {
  return text.length <= maxChars ? text : text.slice(0, maxChars).replace(/[\ud800-\udbff\u200d]+$/, '');
}

/**
 * A string from input or disk as one line of text that cannot steer a terminal: no control character (C0, C1, DEL),
 * no escape sequence, no bidirectional or invisible character, at most four combining marks in a row. Line ends and
 * tabs become spaces, runs of spaces one. At most `maxChars` UTF-16 units; nothing beyond eight times that (plus
 * 1,024) is even read. Calling it again changes nothing. Colour is added after it, never before.
 */
export function plainText(text: string, maxChars: number): string {
  const read = text.slice(0, maxChars * 8 + 1024);
  const bare = PRINTABLE_ASCII.test(read)
    ? read
    : withoutControls(
        splitAtEscapes(read)
          .filter((_, place) => place % 2 === 0)
          .join(''),
      );
  return cut(bare.replace(/ {2,}/g, ' ').trim(), maxChars).trimEnd();
}

/**
 * One row of another program's output with its looks and nothing else: text as in {@link plainText} (spaces kept),
 * SGR styles that neither blink nor hide, and OSC 8 links to http, https and file addresses. Whatever it opens it
 * closes at the end, so that the next row starts clean.
 */
export function safeStyledText(row: string): string {
  let styled = false;
  let linked = false;
  let safe = '';
  for (const [place, part] of splitAtEscapes(row).entries()) {
    if (place % 2 === 0) {
      safe += withoutControls(part);
      continue;
    }
    const kept = safeEscape(part);
    if (kept === undefined || (kept.kind === 'link-end' && !linked)) continue;
    if (kept.kind === 'style') styled = true;
    else linked = kept.kind === 'link';
    safe += kept.text;
  }
  return safe + (linked ? '\x1b]8;;\x1b\\' : '') + (styled ? '\x1b[0m' : '');
}
