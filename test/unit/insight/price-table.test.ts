import { describe, expect, it } from 'vitest';
import { FAST_OPUS, PRICES, priceOf } from '../../../src/insight/price-table.ts';

describe('the price of a model', () => {
  it.each([
    ['claude-opus-4-20250514', 15, 75],
    ['claude-opus-4-1-20250805', 15, 75],
    ['claude-opus-4-5-20251101', 5, 25],
    ['claude-opus-4-8[1m]', 5, 25],
    ['claude-sonnet-4-5', 3, 15],
    ['claude-sonnet-5', 3, 15],
    ['claude-3-7-sonnet-latest', 3, 15],
    ['claude-haiku-4-5-20251001', 1, 5],
    ['claude-3-5-haiku-20241022', 0.8, 4],
    ['claude-fable-5', 10, 50],
  ])('%s is that of the longest name it begins with', (model, input, output) => {
    expect(priceOf(model, false)).toEqual({ input, output });
  });

  it.each(['', 'claude', 'gpt-9', 'my-claude-opus-4-8', 'toString', '__proto__'])(
    '%j is not known',
    (model) => {
      expect(priceOf(model, false)).toBeUndefined();
      expect(priceOf(model, true)).toBeUndefined();
    },
  );

  it('takes the longest name whatever order the list is in', () => {
    const short = { input: 1, output: 1 };
    const long = { input: 2, output: 2 };
    expect(priceOf('ab-1', false, { a: short, ab: long })).toBe(long);
    expect(priceOf('ab-1', false, { ab: long, a: short })).toBe(long);
  });

  it('is another one for Opus in fast mode', () => {
    expect(priceOf('claude-opus-4-8', true)).toBe(FAST_OPUS);
    expect(priceOf('claude-haiku-4-5', true)).toBe(PRICES['claude-haiku-4-5']);
  });
});
