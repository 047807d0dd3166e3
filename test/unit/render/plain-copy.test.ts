import { describe, expect, it } from 'vitest';
import { asciiText } from '../../../src/render/ascii-text.ts';
import { plainCopy } from '../../../src/render/plain-copy.ts';
import { displayWidth } from '../../../src/render/width.ts';

describe('texts made harmless', () => {
  it('in a copy of a value, however deep, and shortened', () => {
    const value = { title: '\x1b[31mred', list: [{ text: 'x'.repeat(50), count: 3, none: null }] };
    expect(plainCopy(value, 10)).toEqual({
      title: 'red',
      list: [{ text: 'x'.repeat(10), count: 3, none: null }],
    });
    expect(value.title).toBe('\x1b[31mred');
  });

  it('in plain ASCII keep their width', () => {
    expect(asciiText('╭─ 日本 ━╸─ ✓ …')).toBe('+- 日本 =-- + ~');
    expect(displayWidth(asciiText('█▓▒░▁▇▂│'))).toBe(8);
  });
});
