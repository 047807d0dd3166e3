import { describe, expect, it } from 'vitest';
import { colourLevel, paint } from '../../../src/render/colour.ts';

describe('paint', () => {
  it('gives the text itself without colours', () => {
    expect(paint('late', 'bad', 'none')).toBe('late');
  });

  it.each([
    ['ansi16', '\x1b[31mlate\x1b[39m'],
    ['ansi256', '\x1b[38;5;203mlate\x1b[39m'],
    ['truecolour', '\x1b[38;2;232;84;76mlate\x1b[39m'],
  ] as const)('says bad in %s', (level, painted) => {
    expect(paint('late', 'bad', level)).toBe(painted);
  });

  it('takes its colour up again after a painted text inside', () => {
    const inner = paint('b', 'bad', 'ansi16');
    expect(paint(`a${inner}c`, 'good', 'ansi16')).toBe('\x1b[32ma\x1b[31mb\x1b[39m\x1b[32mc\x1b[39m');
  });

  it('ends bold without ending the colour around it', () => {
    expect(paint('b', 'strong', 'ansi16')).toBe('\x1b[1mb\x1b[22m');
  });

  it('leaves nothing alone', () => {
    expect(paint('', 'good', 'ansi16')).toBe('');
  });
});

describe('colourLevel', () => {
  it.each([
    ['16 colours when nothing is said', {}, 'ansi16'],
    ['none for NO_COLOR', { NO_COLOR: '1', COLORTERM: 'truecolor' }, 'none'],
    ['colours for an empty NO_COLOR', { NO_COLOR: '' }, 'ansi16'],
    ['FORCE_COLOR over NO_COLOR', { FORCE_COLOR: '1', NO_COLOR: '1' }, 'ansi16'],
    ['none for FORCE_COLOR=0', { FORCE_COLOR: '0', TERM: 'xterm-256color' }, 'none'],
    ['none for FORCE_COLOR=false', { FORCE_COLOR: 'false' }, 'none'],
    ['256 for FORCE_COLOR=2', { FORCE_COLOR: '2' }, 'ansi256'],
    ['true colour for FORCE_COLOR=3', { FORCE_COLOR: '3', TERM: 'dumb' }, 'truecolour'],
    ['none on a dumb terminal', { TERM: 'dumb' }, 'none'],
    ['256 by TERM', { TERM: 'screen-256color' }, 'ansi256'],
    ['true colour by COLORTERM', { TERM: 'screen', COLORTERM: 'truecolor' }, 'truecolour'],
    ['true colour by a direct TERM', { TERM: 'xterm-direct' }, 'truecolour'],
    ['16 colours on another terminal', { TERM: 'linux' }, 'ansi16'],
  ] as const)('gives %s', (_, env, level) => {
    expect(colourLevel(env)).toBe(level);
  });
});
