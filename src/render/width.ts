import { escapeEnd } from './escape-sequence.ts';
import { graphemeAt } from './grapheme.ts';

const PRINTABLE_ASCII = /^[ -~]*$/;

/** A piece of a text that is never cut: an escape sequence (0 columns) or a grapheme. */
interface Piece {
  readonly end: number;
  readonly width: number;
  readonly escape: boolean;
}

/** A printable ASCII character that nothing can join: the common case, kept free of tables and expressions. */
function isPlain(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0x20 && code < 0x7f && !(text.charCodeAt(at + 1) >= 0x300);
}

function pieceAt(text: string, at: number): Piece {
  if (isPlain(text, at)) return { end: at + 1, width: 1, escape: false };
  const end = escapeEnd(text, at);
  return end > at ? { end, width: 0, escape: true } : { ...graphemeAt(text, at), escape: false };
}

/**
 * How many terminal columns a text takes on one row. Escape sequences, controls and combining marks take none, East
 * Asian wide characters and emoji two (joined sequences, flags, keycaps and skin tones count once), the rest one;
 * characters of ambiguous width count as narrow.
 *
 * Like string-width, except where that would promise too little for some terminals: any two regional indicators
 * count as one flag of two columns, also when no such country exists; a skin tone after something that is no emoji
 * takes its own two columns; letters that an Indic font may join count each.
 */
export function displayWidth(text: string): number {
  if (PRINTABLE_ASCII.test(text)) return text.length;
  let width = 0;
  for (let at = 0; at < text.length; ) {
    const piece = pieceAt(text, at);
    width += piece.width;
    at = piece.end;
  }
  return width;
}

/**
 * The text itself when it fits in `width` columns, else its beginning followed by the ellipsis, together at most
 * `width` columns. Never cuts inside a grapheme or an escape sequence, and keeps the escape sequences that stand
 * behind the cut, so that a colour or link is closed as the text closed it. An ellipsis wider than `width` is left
 * out; a width below 1 gives the escape sequences only.
 */
export function truncateToWidth(text: string, width: number, ellipsis = '…'): string {
  if (displayWidth(text) <= width) return text;
  const mark = displayWidth(ellipsis) <= width ? ellipsis : '';
  const room = width - displayWidth(mark);
  let kept = '';
  let used = 0;
  let full = false;
  for (let at = 0; at < text.length; ) {
    const piece = pieceAt(text, at);
    const fits = !full && used + piece.width <= room;
    if (!piece.escape && !fits && !full) {
      full = true;
      kept += mark;
    }
    if (piece.escape || fits) kept += text.slice(at, piece.end);
    used += piece.width;
    at = piece.end;
  }
  return kept;
}
