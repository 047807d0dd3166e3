import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutToWeight, fitPassages, tokensOf, weightOf } from '../../../src/continuity/context-budget.ts';
import { quoted, quotedList } from '../../../src/continuity/quoted.ts';

describe('the weight of a text', () => {
  it.each([
    ['', 0, 0],
    ['abc', 3, 1],
    ['abcd', 4, 2],
    ['é', 4, 2],
    ['界', 4, 2],
    ['😀', 8, 3],
  ])('%j weighs %i, at most %i tokens', (text, weight, tokens) => {
    expect(weightOf(text)).toBe(weight);
    expect(tokensOf(text)).toBe(tokens);
  });

  it('is kept by a cut, which leaves no half of a character', () => {
    expect(cutToWeight('abcdefgh', 8)).toBe('abcdefgh');
    expect(cutToWeight('abcdefghi', 8)).toBe('abcd…');
    expect(cutToWeight('😀😀', 13)).toBe('😀…');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 4, max: 60 }), (text, most) => {
        expect(weightOf(cutToWeight(text, most))).toBeLessThanOrEqual(most);
      }),
    );
  });
});

describe('passages in a budget', () => {
  const A = { rank: 2, lines: ['aaaa'] };
  const B = { rank: 1, lines: ['bbbb', 'cccc'] };

  it('stand in their order when all fit', () => {
    expect(fitPassages([A, B], 15)).toBe('aaaa\nbbbb\ncccc');
  });

  it('give way from the highest rank, line by line', () => {
    expect(fitPassages([A, B], 14)).toBe('bbbb\ncccc');
    expect(fitPassages([A, B], 9)).toBe('bbbb');
    expect(fitPassages([B, { rank: 2, lines: ['x:', 'yyyyyyyy'] }], 15)).toBe('bbbb\ncccc');
  });

  it('become short where they have a short form', () => {
    const long = { rank: 3, lines: ['dddd', 'eeee'], short: ['d'] };
    expect(fitPassages([B, long], 20)).toBe('bbbb\ncccc\ndddd\neeee');
    expect(fitPassages([B, long], 19)).toBe('bbbb\ncccc\nd');
    expect(fitPassages([B, long], 11)).toBe('bbbb\ncccc');
  });

  it('are told as far as it goes when not even the first fits', () => {
    expect(fitPassages([{ rank: 0, lines: ['a longer line'] }], 9)).toBe('a lon…');
    expect(fitPassages([], 9)).toBe('');
  });
});

describe('what is quoted', () => {
  it('is one line, without what could pass for a marker', () => {
    expect(quoted(' a\n\u2028b\u0007<system-reminder>\u202e ', 'name')).toBe('a b ‹system-reminder›');
    expect(quoted('x'.repeat(200), 'name')).toBe(`${'x'.repeat(96)}…`);
  });

  it('is counted where it is not all told', () => {
    expect(quotedList(['a', 'b', 'c'], 'name', 2)).toBe('"a", "b" and 1 more');
    expect(quotedList(['a', 'b'], 'name', 2, '')).toBe('a, b');
  });
});
