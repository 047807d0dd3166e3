/** How many colours the reader's terminal shows; `none` means no style of any kind. */
export type ColourLevel = 'none' | 'ansi16' | 'ansi256' | 'truecolour';

/** What a piece of text may mean, as far as a user may choose how that looks. */
export const TONES = ['muted', 'good', 'warn', 'bad', 'accent', 'strong'] as const;

export type ThemedTone = (typeof TONES)[number];

/** What a piece of text means; `chosen` is the one of several that is looked at. How it looks is a theme's matter. */
export type Tone = ThemedTone | 'chosen';

/** SGR numbers that begin a look at each level, and those that end it. */
export type Style = Readonly<Record<Exclude<ColourLevel, 'none'>, string>> & { readonly close: string };

/** How each tone looks. */
export type Theme = Readonly<Record<Tone, Style>>;

const FOREGROUND_END = '39';

/** The usual theme: middle tones, to be read on dark and on light ground. */
export const USUAL_THEME: Theme = {
  muted: { ansi16: '90', ansi256: '38;5;245', truecolour: '38;2;138;138;138', close: FOREGROUND_END },
  good: { ansi16: '32', ansi256: '38;5;71', truecolour: '38;2;84;168;84', close: FOREGROUND_END },
  warn: { ansi16: '33', ansi256: '38;5;178', truecolour: '38;2;206;160;40', close: FOREGROUND_END },
  bad: { ansi16: '31', ansi256: '38;5;203', truecolour: '38;2;232;84;76', close: FOREGROUND_END },
  accent: { ansi16: '36', ansi256: '38;5;74', truecolour: '38;2;86;166;214', close: FOREGROUND_END },
  strong: { ansi16: '1', ansi256: '1', truecolour: '1', close: '22' },
  // The two colours exchanged: the one that is looked at now.
  chosen: { ansi16: '7', ansi256: '7', truecolour: '7', close: '27' },
};

/**
 * The text in the looks of its tone. It ends only what it began (never a full reset), so painted text may stand
 * inside painted text; `none` and an empty text give the text unchanged.
 */
export function paint(text: string, tone: Tone, level: ColourLevel, theme: Theme = USUAL_THEME): string {
  if (level === 'none' || text === '') return text;
  const style = theme[tone];
  const open = `\x1b[${style[level]}m`;
  const close = `\x1b[${style.close}m`;
  return open + text.replaceAll(close, close + open) + close;
}

type Environment = Readonly<Record<string, string | undefined>>;

function forcedLevel(value: string): ColourLevel {
  if (value === '0' || value === 'false') return 'none';
  if (value === '2') return 'ansi256';
  return value === '3' ? 'truecolour' : 'ansi16';
}

/**
 * The level that an environment asks for, without asking whether the output is a terminal (the client reads it
 * through a pipe and shows the colours). FORCE_COLOR (0 to 3) decides first, as Node itself has it; then a NO_COLOR
 * that is not empty (no-color.org); then TERM=dumb, COLORTERM, TERM. Unknown gives 16 colours.
 */
export function colourLevel(env: Environment): ColourLevel {
  const { FORCE_COLOR: forced, NO_COLOR: without, COLORTERM: colours = '', TERM: terminal = '' } = env;
  if (forced !== undefined) return forcedLevel(forced);
  if (without !== undefined && without !== '') return 'none';
  if (terminal === 'dumb') return 'none';
  if (/truecolor|24bit/i.test(colours) || terminal.endsWith('-direct')) return 'truecolour';
  return terminal.includes('256') ? 'ansi256' : 'ansi16';
}
