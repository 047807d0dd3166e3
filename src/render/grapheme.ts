import { codePointWidth, isExtending } from './code-point.ts';
import { lazyPattern } from './lazy-pattern.ts';

/** One user-perceived character: where it ends in the text (UTF-16 place) and how many columns it takes. */
export interface Grapheme {
  readonly end: number;
  readonly width: number;
}

const JOINER = 0x200d;
const EMOJI_STYLE = 0xfe0f;
const KEYCAP = 0x20e3;
const emoji = lazyPattern('^(?![0-9#*])\\p{Emoji}', 'u');
const pictograph = lazyPattern('^\\p{Extended_Pictographic}', 'u');

const within = (code: number, first: number, last: number): boolean => code >= first && code <= last;
const isRegional = (code: number): boolean => within(code, 0x1f1e6, 0x1f1ff);
const isSkinTone = (code: number): boolean => within(code, 0x1f3fb, 0x1f3ff);
const isTag = (code: number): boolean => within(code, 0xe0020, 0xe007f);
const isLeading = (code: number): boolean => within(code, 0x1100, 0x115f) || within(code, 0xa960, 0xa97c);
const isVowel = (code: number): boolean => within(code, 0x1160, 0x11a7) || within(code, 0xd7b0, 0xd7c6);
const isTrailing = (code: number): boolean => within(code, 0x11a8, 0x11ff) || within(code, 0xd7cb, 0xd7fb);
const isSyllable = (code: number): boolean => within(code, 0xac00, 0xd7a3);
const size = (code: number): number => (code > 0xffff ? 2 : 1);

/** After a Hangul leading sound its vowel and final sound, after a whole syllable a final one: one square. */
function hangulEnd(text: string, base: number, at: number): number {
  let end = at;
  if (isLeading(base) && isVowel(text.codePointAt(end) ?? 0)) end += 1;
  const square = isSyllable(base) || end > at;
  return square && isTrailing(text.codePointAt(end) ?? 0) ? end + 1 : end;
}

/**
 * The grapheme that starts at `at`, which must be a character's start and not an escape sequence. A small form of
 * UAX 29 without `Intl.Segmenter` (10 ms at start): marks, variation selectors, Hangul, flags, skin tones, keycaps,
 * tag and joiner sequences. Where it departs from the annex (Indic conjuncts, prepended marks) it only parts more.
 */
export function graphemeAt(text: string, at: number): Grapheme {
  const base = text.codePointAt(at) ?? 0;
  let end = at + size(base);
  let width: number = codePointWidth(base);
  if (isRegional(base)) {
    const paired = isRegional(text.codePointAt(end) ?? 0);
    return paired ? { end: end + 2, width: 2 } : { end, width };
  }
  if (isLeading(base) || isSyllable(base)) end = hangulEnd(text, base, end);
  for (;;) {
    const next = text.codePointAt(end);
    if (next === undefined || next < 0x300) break;
    if (next === JOINER) {
      const joins =
        pictograph().test(text.slice(at, at + 2)) && pictograph().test(text.slice(end + 1, end + 3));
      end += 1;
      if (joins) {
        end += size(text.codePointAt(end) ?? 0);
        width = 2;
      }
    } else if (next === EMOJI_STYLE) {
      end += 1;
      if (emoji().test(text.slice(at, at + 2))) width = 2;
    } else if (isSkinTone(next)) {
      if (!emoji().test(text.slice(at, at + 2))) break;
      end += 2;
      width = 2;
    } else if (next === KEYCAP) {
      end += 1;
      if (/[0-9#*]/.test(text.charAt(at))) width = 2;
    } else if (isExtending(next) || isTag(next)) {
      end += size(next);
      width += codePointWidth(next);
    } else break;
  }
  return { end, width };
}
