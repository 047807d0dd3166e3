import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText, safeStyledText } from '../../../src/render/terminal-text.ts';

const CONTROL = /[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\u200b\ufeff]/;

describe('plainText', () => {
  it.each([
    ['leaves ordinary text alone', 'Parse the dates', 'Parse the dates'],
    ['leaves accents, Chinese and emoji alone', 'naïve 日期 👩‍💻 ⚙️', 'naïve 日期 👩‍💻 ⚙️'],
    ['removes colours', '\x1b[31mred\x1b[0m', 'red'],
    ['removes a cursor move and a screen clear', 'a\x1b[2J\x1b[10;1Hb', 'ab'],
    ['removes a title change with its text', 'a\x1b]0;owned\x07b', 'ab'],
    ['removes a clipboard write that ends with ST', 'a\x1b]52;c;ZXZpbA==\x1b\\b', 'ab'],
    ['removes a device control string', 'a\x1bPq#0;2\x1b\\b', 'ab'],
    ['removes the eight-bit forms', 'a\x9b31mb\x9d0;x\x9cc', 'abc'],
    ['removes a sequence that never ends', 'a\x1b]0;owned', 'a'],
    ['removes a lone escape', 'a\x1b', 'a'],
    ['removes controls', 'a\x00b\x08c\x7fd\x84e', 'abcde'],
    ['makes line ends and tabs one space', ' a\r\n\tb\u2028c ', 'a b c'],
    ['removes bidirectional overrides', 'a\u202egnp.exe\u202c', 'agnp.exe'],
    ['removes isolates and marks', '\u2066a\u2069\u200eb\u200f\u061c', 'ab'],
    [
      'removes zero-width spaces, fillers and the byte order mark',
      '\ufeffa\u200b\u2060\u3164\u115f\xadb',
      'ab',
    ],
    ['removes invisible tags', 'a\u{e0041}\u{e0042}b', 'ab'],
    ['removes a joiner that joins nothing', 'a\u200db\u200d', 'ab'],
    ['removes half a surrogate pair', 'a\ud83db', 'ab'],
    ['keeps four stacked marks of many', `e${'\u0301'.repeat(50)}`, `e${'\u0301'.repeat(4)}`],
  ])('%s', (_, text, plain) => {
    expect(plainText(text, 100)).toBe(plain);
  });

  it('cuts to the given number of characters, never in a surrogate pair', () => {
    expect(plainText('abcdef', 3)).toBe('abc');
    expect(plainText('ab👥', 3)).toBe('ab');
  });

  it('reads only the beginning of a very long text', () => {
    expect(plainText(`${'\x1b[1m'.repeat(1_000_000)}x`, 10)).toBe('');
  });

  it('lets no control through, and has nothing to do the second time', () => {
    const hostile = fc.string({
      unit: fc.oneof(
        fc.string({ unit: 'binary', maxLength: 1 }),
        fc.constantFrom('\x1b', '[', ']', '\x9b', '8;', 'm', '\x07', '\u200d', '\u0301', '👩', ' '),
      ),
      maxLength: 60,
    });
    fc.assert(
      fc.property(hostile, fc.integer({ min: 0, max: 40 }), (text, most) => {
        const plain = plainText(text, most);
        expect(plain).not.toMatch(CONTROL);
        expect(plain.length).toBeLessThanOrEqual(most);
        expect(plainText(plain, most)).toBe(plain);
      }),
    );
  });
});

describe('safeStyledText', () => {
  const LINK_END = '\x1b]8;;\x1b\\';

  it.each([
    ['keeps colours and closes them', '\x1b[38;5;203mred', '\x1b[38;5;203mred\x1b[0m'],
    ['keeps spaces', 'a   b', 'a   b'],
    ['drops blinking and hidden text, not the colour beside them', '\x1b[5;31;8mx', '\x1b[31mx\x1b[0m'],
    ['drops hiding written with zeros before it', '\x1b[08mx', 'x'],
    [
      'does not take a colour number for blinking',
      '\x1b[38;5;5;48;2;8;6;5mx',
      '\x1b[38;5;5;48;2;8;6;5mx\x1b[0m',
    ],
    [
      'keeps a web link',
      '\x1b]8;;https://a.example/\x07b\x1b]8;;\x07',
      `\x1b]8;;https://a.example/\x1b\\b${LINK_END}`,
    ],
    ['closes a link left open', '\x1b]8;;file:///tmp/a\x1b\\b', `\x1b]8;;file:///tmp/a\x1b\\b${LINK_END}`],
    [
      'keeps only the id of a link',
      '\x1b]8;id=a1:x=y;http://b\x07c',
      `\x1b]8;id=a1;http://b\x1b\\c${LINK_END}`,
    ],
    ['drops other addresses', '\x1b]8;;javascript:alert(1)\x07b\x1b]8;;\x07', 'b'],
    ['drops moves, titles, clipboard and resets', '\x1b[2Ja\x1b]0;t\x07\x1b]52;c;eA==\x07\x1bcb', 'ab'],
    ['drops controls and bidirectional overrides', 'a\x07\x08\u202eb\n', 'ab '],
  ])('%s', (_, row, safe) => {
    expect(safeStyledText(row)).toBe(safe);
  });

  it('lets nothing through but its own colours and links', () => {
    const hostile = fc.string({
      unit: fc.oneof(
        fc.string({ unit: 'binary', maxLength: 1 }),
        fc.constantFrom('\x1b[', '\x1b]8;;', 'http://a', '\x07', '\x1b\\', 'm', '3', ';', '\x9b'),
      ),
      maxLength: 40,
    });
    fc.assert(
      fc.property(hostile, (row) => {
        const bare = safeStyledText(row).replace(
          /\x1b\[[0-9;:]*m|\x1b\]8;(?:id=[\w.-]+)?;[!-~]*?\x1b\\/g,
          '',
        );
        expect(bare).not.toMatch(CONTROL);
      }),
    );
  });
});
