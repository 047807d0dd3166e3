import * as fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { displayWidth, truncateToWidth } from '../../../src/render/width.ts';

const RED = '\x1b[31m';
const END = '\x1b[39m';
const LINK = '\x1b]8;;https://a.example/\x1b\\';
const LINK_END = '\x1b]8;;\x1b\\';

const piece = fc.oneof(
  fc.string({ unit: 'grapheme-ascii', maxLength: 4 }),
  fc.constantFrom(
    '日',
    '한',
    'ｶﾞ',
    'ﾊﾟ',
    'é',
    'e\u0301',
    'क',
    'का',
    'ที่',
    'נ',
    '│',
    '…',
    '\u{1100}\u{1161}\u{11a8}',
    '각\u11a8',
  ),
  fc.constantFrom(
    '⚡',
    '👥',
    '🏃',
    '⚙️',
    '⚙',
    '💤',
    '☀️',
    '©️',
    '❤️‍🔥',
    '👩‍💻',
    '👨‍👩‍👧‍👦',
    '🏳️‍🌈',
    '👍🏽',
    '☝🏽',
    '🏴',
    '🇩🇪',
    '1️⃣',
    '#⃣',
    '🧑🏿‍🚀',
  ),
  fc.constantFrom(RED, END, '\x1b[38;2;1;2;3m', '\x1b[1;4m', LINK, LINK_END),
  fc.constantFrom('\u200b', '\u00ad', '\ufeff', '\u2060', '\x07', '\x00'),
);
const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

describe('displayWidth', () => {
  it.each([
    ['ASCII', 'abc', 3],
    ['nothing', '', 0],
    ['a combining accent', 'e\u0301', 1],
    ['Chinese', '日期', 4],
    ['half-width kana with its voicing sign', 'ｶﾞ', 2],
    ['an emoji', '⚡', 2],
    ['a sign with text style', '⚙', 1],
    ['the same sign with emoji style', '⚙️', 2],
    ['a family', '👨‍👩‍👧‍👦', 2],
    ['a skin tone', '👍🏽', 2],
    ['a flag', '🇩🇪', 2],
    ['a keycap', '1️⃣', 2],
    ['a Hangul syllable in parts', '\u1100\u1161\u11a8', 2],
    ['colours', `${RED}ab${END}`, 2],
    ['a link', `${LINK}ab${LINK_END}`, 2],
    ['controls', 'a\x00\x07b', 2],
  ])('counts the columns of %s', (_, shown, columns) => {
    expect(displayWidth(shown)).toBe(columns);
    expect(stringWidth(shown)).toBe(columns);
  });

  it('agrees with string-width on whole lines', () => {
    fc.assert(
      fc.property(text, (line) => {
        expect(displayWidth(line)).toBe(stringWidth(line));
      }),
      { numRuns: 500 },
    );
  });

  it('agrees with string-width on any single code point', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), (one) => {
        expect(displayWidth(one)).toBe(stringWidth(one));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['two regional letters that are no country', '🇦🇦', 2, 1],
    ['a skin tone after a letter', 'a🏽', 3, 1],
    ['letters that an Indic font may join', 'क्क', 2, 1],
  ])('counts more than string-width for %s, as some terminals show it', (_, shown, ours, theirs) => {
    expect(displayWidth(shown)).toBe(ours);
    expect(stringWidth(shown)).toBe(theirs);
  });
});

describe('truncateToWidth', () => {
  it.each([
    ['leaves a text that fits', 'abcd', 4, 'abcd'],
    ['marks the cut', 'abcdef', 4, 'abc…'],
    ['leaves a column free rather than cut a wide character', '日期表', 4, '日…'],
    ['keeps an emoji sequence whole or not at all', 'a👨‍👩‍👧‍👦b', 2, 'a…'],
    ['keeps the accent with its letter', 'e\u0301e\u0301e\u0301', 2, 'e\u0301…'],
    ['closes the colour after the cut', `${RED}abcdef${END}`, 4, `${RED}abc…${END}`],
    ['closes the link after the cut', `${LINK}abcdef${LINK_END}`, 3, `${LINK}ab…${LINK_END}`],
    ['leaves the mark out where it does not fit', 'abc', 0, ''],
  ])('%s', (_, whole, width, cut) => {
    expect(truncateToWidth(whole, width)).toBe(cut);
  });

  it('takes another mark', () => {
    expect(truncateToWidth('abcdef', 5, '...')).toBe('ab...');
    expect(truncateToWidth('abcdef', 2, '...')).toBe('ab');
  });

  it('is never wider than asked, and always a beginning of the text', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 20 }), (line, width) => {
        const cut = truncateToWidth(line, width, '');
        expect(displayWidth(cut)).toBeLessThanOrEqual(width);
        expect(displayWidth(truncateToWidth(line, width))).toBeLessThanOrEqual(width);
        const bare = (styled: string): string => styled.replace(/\x1b\[[0-9;]*m|\x1b\]8;;[!-~]*?\x1b\\/g, '');
        expect(bare(line).startsWith(bare(cut))).toBe(true);
      }),
    );
  });
});
