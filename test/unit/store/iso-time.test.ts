import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoTime } from '../../../src/store/iso-time.ts';

describe('isoTime', () => {
  it.each([
    [0, '1970-01-01T00:00:00.000Z'],
    [951_782_399_999, '2000-02-28T23:59:59.999Z'],
    [951_782_400_000, '2000-02-29T00:00:00.000Z'],
    [4_107_542_400_000, '2100-03-01T00:00:00.000Z'],
    [253_402_300_799_999, '9999-12-31T23:59:59.999Z'],
    [253_402_300_800_000, '+010000-01-01T00:00:00.000Z'],
    [-1, '1969-12-31T23:59:59.999Z'],
    [1.9, '1970-01-01T00:00:00.001Z'],
  ])('of %d is %s', (moment, text) => {
    expect(isoTime(moment)).toBe(text);
  });

  it('is what Date says, on every day', () => {
    for (let day = 0; day < 400 * 366; day++)
      expect(isoTime(day * 86_400_000)).toBe(new Date(day * 86_400_000).toISOString());
  });

  it('is what Date says, at every moment', () => {
    fc.assert(
      fc.property(fc.integer({ min: -8.64e15, max: 8.64e15 }), (moment) => {
        expect(isoTime(moment)).toBe(new Date(moment).toISOString());
      }),
      { numRuns: 1000 },
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 8.64e15 + 1])('is none for %d', (moment) => {
    expect(() => isoTime(moment)).toThrow(RangeError);
  });
});
