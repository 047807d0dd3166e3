import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meter, stackedBar } from '../../../src/render/bar.ts';
import { displayWidth } from '../../../src/render/width.ts';

describe('a bar', () => {
  it.each([
    [0, '────'],
    [0.01, '╸───'],
    [0.25, '━───'],
    [0.4, '━╸──'],
    [0.999, '━━━╸'],
    [1, '━━━━'],
    [7, '━━━━'],
    [-1, '────'],
    [Number.NaN, '────'],
  ])('filled to %s is %s', (fraction, drawn) => {
    expect(meter(fraction, 4, 'good', 'none')).toBe(drawn);
  });

  it('is painted where it is filled', () => {
    expect(meter(0.5, 2, 'good', 'ansi16')).toBe('\x1b[32m━\x1b[39m\x1b[90m─\x1b[39m');
  });

  it('of several parts shows each in its share, and is exactly as wide as said', () => {
    const parts = (...counts: number[]) =>
      counts.map((count, index) => ({ count, tone: 'good', sign: '█▓▒░'.charAt(index) }) as const);
    expect(stackedBar(parts(2, 1, 1), 8, 'none')).toBe('████▓▓▒▒');
    expect(stackedBar(parts(0, 0), 4, 'none')).toBe('░░░░');
    fc.assert(
      fc.property(
        fc.array(fc.nat(50), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 200 }),
        (counts, width) => {
          expect(displayWidth(stackedBar(parts(...counts), width, 'truecolour'))).toBe(width);
        },
      ),
    );
  });
});
