import { describe, expect, it } from 'vitest';
import { counted } from '../../../src/counted.ts';
import { durationText } from '../../../src/render/duration.ts';
import { iconSet, withIcon } from '../../../src/render/icons.ts';
import { bytesText, countText, moneyText } from '../../../src/render/number-text.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('durationText', () => {
  it.each([
    [0, '0s'],
    [45_900, '45s'],
    [MINUTE, '1m'],
    [12 * MINUTE + 59_999, '12m'],
    [2 * HOUR + 5 * MINUTE, '2h05'],
    [23 * HOUR + 59 * MINUTE, '23h59'],
    [24 * HOUR, '1d'],
    [76 * HOUR, '3d 4h'],
    [-5, '0s'],
    [Number.NaN, '0s'],
  ])('says %d ms as %s', (span, said) => {
    expect(durationText(span)).toBe(said);
  });
});

describe('countText', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [999.6, '1k'],
    [1000, '1k'],
    [15_432, '15.4k'],
    [999_949, '999.9k'],
    [999_950, '1M'],
    [2_000_000, '2M'],
    [-1, '0'],
    [Number.POSITIVE_INFINITY, '0'],
  ])('says %d as %s', (count, said) => {
    expect(countText(count)).toBe(said);
  });
});

describe('moneyText', () => {
  it.each([
    [0, '$0.00'],
    [0.001, '<$0.01'],
    [0.005, '$0.01'],
    [0.4187, '$0.42'],
    [12.3, '$12.30'],
    [99.996, '$100'],
    [1234.5, '$1235'],
    [-3, '$0.00'],
  ])('says %d as %s', (dollars, said) => {
    expect(moneyText(dollars)).toBe(said);
  });
});

describe('bytesText', () => {
  it.each([
    [812, '812 B'],
    [3174, '3.1 KB'],
    [2_097_152, '2 MB'],
    [1_048_570, '1 MB'],
    [-1, '0 B'],
  ])('says %d as %s', (bytes, said) => {
    expect(bytesText(bytes)).toBe(said);
  });
});

describe('counted', () => {
  it('has an s unless the count is one', () => {
    expect([0, 1, 2].map((count) => counted(count, 'blocker'))).toEqual([
      '0 blockers',
      '1 blocker',
      '2 blockers',
    ]);
  });
});

describe('iconSet', () => {
  it('gives the icons of the modes', () => {
    const { development, leadership, sprint, config, idle } = iconSet();
    expect([development, leadership, sprint, config, idle]).toEqual(['⚡', '👥', '🏃', '⚙️', '💤']);
  });

  it('has nothing but ASCII in the ascii set', () => {
    expect(Object.values(iconSet('ascii')).join('')).toMatch(/^[ -~]*$/);
  });

  it('has no emoji in the Nerd Font set', () => {
    expect(Object.values(iconSet('nerd')).join('')).not.toMatch(/\p{Emoji_Presentation}/u);
  });

  it('leaves no space where there is no icon', () => {
    expect([withIcon('⚡', 'a'), withIcon('', 'a')]).toEqual(['⚡ a', 'a']);
  });
});
