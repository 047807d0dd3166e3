import { describe, expect, it } from 'vitest';
import { fileAddress, linked } from '../../../src/render/link.ts';
import { displayWidth, truncateToWidth } from '../../../src/render/width.ts';

describe('linked', () => {
  it('makes a link that takes no more columns than its text', () => {
    const link = linked('#12', 'https://example.org/12', 'ansi16');
    expect(link).toBe('\x1b]8;;https://example.org/12\x1b\\#12\x1b]8;;\x1b\\');
    expect(displayWidth(link)).toBe(3);
    expect(truncateToWidth(link, 2)).toBe('\x1b]8;;https://example.org/12\x1b\\#…\x1b]8;;\x1b\\');
  });

  it.each([
    ['no address', undefined],
    ['a script', 'javascript:alert(1)'],
    ['an address with an escape sequence', 'https://a\x1b]0;owned\x07'],
    ['an address with a blank', 'https://a b'],
    ['an endless address', `https://${'a'.repeat(1000)}`],
  ])('leaves the text alone for %s', (_, address) => {
    expect(linked('x', address, 'ansi16')).toBe('x');
  });

  it('leaves the text alone on a screen without colours', () => {
    expect(linked('x', 'https://a', 'none')).toBe('x');
  });
});

describe('fileAddress', () => {
  it.each([
    ['/srv/work/a b', 'file:///srv/work/a%20b'],
    ['/日期', 'file:///%E6%97%A5%E6%9C%9F'],
    ['/a\x1b[2J', 'file:///a%1B%5B2J'],
    ['relative', undefined],
    ['/\ud800', undefined],
    [undefined, undefined],
  ])('of %j is %s', (path, address) => {
    expect(fileAddress(path)).toBe(address);
  });
});
