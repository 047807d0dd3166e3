import { describe, expect, it } from 'vitest';
import { paint, TONES, USUAL_THEME } from '../../../src/render/colour.ts';
import { parseStyle, THEME_NAMES, themeOf } from '../../../src/render/themes.ts';

describe('parseStyle', () => {
  it.each([
    ['red', ['31', '31', '31', '39']],
    ['bright-cyan', ['96', '96', '96', '39']],
    ['grey', ['90', '90', '90', '39']],
    ['bold', ['1', '1', '1', '22']],
    ['bold underline Red', ['1;4;31', '1;4;31', '1;4;31', '22;24;39']],
    ['#56b4e9', ['94', '38;5;74', '38;2;86;180;233', '39']],
    ['#ffffff', ['97', '38;5;231', '38;2;255;255;255', '39']],
    ['#808080', ['90', '38;5;244', '38;2;128;128;128', '39']],
    ['9', ['91', '38;5;9', '38;5;9', '39']],
    ['208', ['33', '38;5;208', '38;5;208', '39']],
    [' italic  245 ', ['3;90', '3;38;5;245', '3;38;5;245', '23;39']],
  ])('reads %s', (words, [ansi16, ansi256, truecolour, close]) => {
    expect(parseStyle(words)).toEqual({ ansi16, ansi256, truecolour, close });
  });

  it.each([
    '',
    ' ',
    'reddish',
    'red blue',
    '256',
    '-1',
    '#12',
    '#12345g',
    'bright-bold',
    '\x1b[31m',
    'constructor',
  ])('knows no look for %j', (words) => {
    expect(parseStyle(words)).toBeUndefined();
  });
});

describe('themeOf', () => {
  it('is the usual theme where nothing is chosen', () => {
    expect(themeOf()).toEqual(USUAL_THEME);
  });

  it.each(THEME_NAMES)('%s has a look for every tone at every level', (name) => {
    const theme = themeOf(name);
    for (const tone of TONES)
      for (const level of ['ansi16', 'ansi256', 'truecolour'] as const)
        expect(paint('x', tone, level, theme)).toMatch(/^\x1b\[[\d;]+mx\x1b\[[\d;]+m$/);
  });

  it('lets the user replace the look of a tone, and keeps its own for words that say none', () => {
    const theme = themeOf('mono', { bad: 'bold #ff0000', warn: 'loud' });
    expect(theme.bad.truecolour).toBe('1;38;2;255;0;0');
    expect(theme.warn).toEqual(themeOf('mono').warn);
  });
});
