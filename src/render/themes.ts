import type { Style, Theme, ThemedTone } from './colour.ts';
import { TONES, USUAL_THEME } from './colour.ts';

/** The themes that a user may choose from. */
export const THEME_NAMES = ['usual', 'contrast', 'colour-blind', 'mono'] as const;

export type ThemeName = (typeof THEME_NAMES)[number];

type Looks = Readonly<Record<ThemedTone, string>>;

/** Each theme but the usual one, in the words that {@link parseStyle} reads. */
const THEMES: Readonly<Record<Exclude<ThemeName, 'usual'>, Looks>> = {
  contrast: {
    muted: 'white',
    good: 'bold bright-green',
    warn: 'bold bright-yellow',
    bad: 'bold bright-red',
    accent: 'bold bright-cyan',
    strong: 'bold bright-white',
  },
  // Blue, orange and vermilion of the Okabe-Ito palette: apart for every kind of colour vision.
  'colour-blind': {
    muted: '245',
    good: '#56b4e9',
    warn: '#e69f00',
    bad: 'bold #d55e00',
    accent: '#cc79a7',
    strong: 'bold',
  },
  mono: {
    muted: 'dim',
    good: 'underline',
    warn: 'italic',
    bad: 'bold underline',
    accent: 'bold',
    strong: 'bold',
  },
};

const NAMED = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];
const ATTRIBUTES: Readonly<Record<string, readonly [open: string, close: string]>> = {
  bold: ['1', '22'],
  dim: ['2', '22'],
  italic: ['3', '23'],
  underline: ['4', '24'],
};

/** The 16 colours as most terminals show them, to find the nearest one. */
const SIXTEEN = [
  0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5, 0x7f7f7f, 0xff0000,
  0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
];
const STEPS = [0, 95, 135, 175, 215, 255];

type Colour = Omit<Style, 'close'>;

/** The code of a number of the 16: 30 to 37, 90 to 97. */
const code16 = (place: number): string => String(place < 8 ? 30 + place : 82 + place);

function distance(one: number, other: number): number {
  const part = (shift: number): number => ((one >> shift) & 255) - ((other >> shift) & 255);
  return part(16) ** 2 + part(8) ** 2 + part(0) ** 2;
}

/** What number 16 to 255 of the 256 colours looks like: a cube of 6 × 6 × 6, then 24 greys. */
function rgbOf(number: number): number {
  if (number >= 232) return (8 + (number - 232) * 10) * 0x010101;
  const at = number - 16;
  const step = (divisor: number): number => STEPS[Math.floor(at / divisor) % 6] ?? 0;
  return (step(36) << 16) | (step(6) << 8) | step(1);
}

function nearest(rgb: number, candidates: readonly number[]): number {
  const distances = candidates.map((candidate) => distance(rgb, candidate));
  return distances.indexOf(Math.min(...distances));
}

function colourOf(word: string): Colour | undefined {
  const name = NAMED.indexOf(word.replace(/^bright-/, ''));
  if (name >= 0) {
    const code = code16(word.startsWith('bright-') ? name + 8 : name);
    return { ansi16: code, ansi256: code, truecolour: code };
  }
  if (word === 'grey') return { ansi16: '90', ansi256: '90', truecolour: '90' };
  if (/^#[0-9a-f]{6}$/i.test(word)) {
    const rgb = Number.parseInt(word.slice(1), 16);
    const places = Array.from({ length: 240 }, (_, index) => rgbOf(index + 16));
    return {
      ansi16: code16(nearest(rgb, SIXTEEN)),
      ansi256: `38;5;${nearest(rgb, places) + 16}`,
      truecolour: `38;2;${rgb >> 16};${(rgb >> 8) & 255};${rgb & 255}`,
    };
  }
  if (!/^\d{1,3}$/.test(word) || Number(word) > 255) return undefined;
  const number = Number(word);
  const code = `38;5;${number}`;
  const near = number < 16 ? number : nearest(rgbOf(number), SIXTEEN);
  return { ansi16: code16(near), ansi256: code, truecolour: code };
}

/**
 * The look that words describe: at most one colour (`red`, `bright-red` and so on for the eight of a terminal, `grey`,
 * a number of the 256, `#rrggbb`) and any of bold, dim, italic, underline. On a terminal with fewer colours the nearest
 * one counts. Undefined for no words and for words that it does not know.
 */
export function parseStyle(words: string): Style | undefined {
  const opens: (readonly [open: string, close: string])[] = [];
  let colour: Colour | undefined;
  for (const word of words.trim().toLowerCase().split(/ +/)) {
    const attribute = Object.hasOwn(ATTRIBUTES, word) ? ATTRIBUTES[word] : undefined;
    const found = attribute === undefined ? colourOf(word) : undefined;
    if (attribute !== undefined) opens.push(attribute);
    else if (found !== undefined && colour === undefined) colour = found;
    else return undefined;
  }
  const close = [...opens.map(([, end]) => end), ...(colour === undefined ? [] : ['39'])].join(';');
  const codes = (own: string | undefined): string =>
    [...opens.map(([open]) => open), ...(own === undefined ? [] : [own])].join(';');
  return {
    ansi16: codes(colour?.ansi16),
    ansi256: codes(colour?.ansi256),
    truecolour: codes(colour?.truecolour),
    close,
  };
}

/** The theme of that name, with the user's own looks in place of its own; words that say no look change nothing. */
export function themeOf(
  name: ThemeName = 'usual',
  own: Readonly<Partial<Record<ThemedTone, string>>> = {},
): Theme {
  const looks = name === 'usual' ? {} : THEMES[name];
  const styles = TONES.map((tone) => {
    const said: Readonly<Partial<Record<ThemedTone, string>>> = looks;
    const style = parseStyle(own[tone] ?? '') ?? parseStyle(said[tone] ?? '') ?? USUAL_THEME[tone];
    return [tone, style] as const;
  });
  return { ...USUAL_THEME, ...Object.fromEntries(styles) };
}
