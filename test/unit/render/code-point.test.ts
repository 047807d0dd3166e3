import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { codePointWidth } from '../../../src/render/code-point.ts';
import { WIDE_RANGES } from '../../../src/render/wide-ranges.ts';

describe('codePointWidth', () => {
  it('agrees with string-width at both ends of every wide range and just outside', () => {
    for (const [place, code] of WIDE_RANGES.entries()) {
      for (const near of [code, place % 2 === 0 ? code - 1 : code + 1]) {
        expect([near, codePointWidth(near)]).toEqual([near, stringWidth(String.fromCodePoint(near))]);
      }
    }
  });

  it('agrees with string-width on the first 12,000 code points', () => {
    for (let code = 0x20; code < 0x2ee0; code += 1) {
      if (codePointWidth(code) !== stringWidth(String.fromCodePoint(code))) expect.fail(code.toString(16));
    }
  });
});

describe('WIDE_RANGES', () => {
  it('rises, so that it can be searched by halves', () => {
    for (let place = 1; place < WIDE_RANGES.length; place += 1) {
      const rises = place % 2 === 1 ? 0 : 1;
      expect(WIDE_RANGES[place]).toBeGreaterThanOrEqual((WIDE_RANGES[place - 1] ?? 0) + rises);
    }
  });
});
