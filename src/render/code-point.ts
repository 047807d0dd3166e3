import { lazyPattern } from './lazy-pattern.ts';
import { WIDE_RANGES } from './wide-ranges.ts';

const zeroWidth = lazyPattern('[\\p{Mn}\\p{Me}\\p{Cf}\\p{Cc}\\p{Cs}\\p{Default_Ignorable_Code_Point}]', 'u');
const extending = lazyPattern('[\\p{Mn}\\p{Me}\\p{Mc}\\u200c\\uff9e\\uff9f]', 'u');

/**
 * Blocks whose characters all show and never combine, asked first: the property expressions above take about half a
 * millisecond to compile, and box lines, emoji and Chinese or Korean text need not pay it.
 */
function isOrdinary(code: number): boolean {
  if (code < 0x300) return code >= 0x20 && (code < 0x7f || code > 0x9f) && code !== 0xad;
  if (code < 0x2cef)
    return code >= 0x2100 || (code >= 0x2010 && code < 0x2028) || (code > 0x2030 && code < 0x2060);
  if (code < 0xd800)
    return (
      code >= 0xac00 ||
      (code >= 0x3041 && code < 0x3099) ||
      (code > 0x309a && code < 0xa48d && code !== 0x3164)
    );
  return (
    (code >= 0xe000 && code < 0xf900) ||
    (code >= 0x1f000 && code < 0x1f3fb) ||
    (code >= 0x1f400 && code < 0x1fb00)
  );
}

function isWide(code: number): boolean {
  if (code < 0x1100) return false;
  let low = 0;
  let high = WIDE_RANGES.length / 2 - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (code < (WIDE_RANGES[middle * 2] ?? 0)) high = middle - 1;
    else if (code > (WIDE_RANGES[middle * 2 + 1] ?? 0)) low = middle + 1;
    else return true;
  }
  return false;
}

/** The columns of one code point on its own: 0 (controls, marks, formats), 1, or 2 (East Asian wide, emoji). */
export function codePointWidth(code: number): 0 | 1 | 2 {
  if (!isOrdinary(code) && zeroWidth().test(String.fromCodePoint(code))) return 0;
  return isWide(code) ? 2 : 1;
}

/** True for a mark, variation selector or half-width voicing sign: what joins the character before it. */
export function isExtending(code: number): boolean {
  return !isOrdinary(code) && extending().test(String.fromCodePoint(code));
}
