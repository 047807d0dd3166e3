import type { Command } from 'commander';
import { BatonError } from '../../errors.ts';
import type { ColourLevel } from '../../render/colour.ts';
import { paint } from '../../render/colour.ts';
import { ICON_SET_NAMES } from '../../render/icons.ts';
import { PRESET_NAMES } from '../../render/status-line-words.ts';
import { table } from '../../render/table.ts';
import { THEME_NAMES } from '../../render/themes.ts';
import { SESSION_MODES } from '../../session/words.ts';
import type { Act, Given } from '../act.ts';
import { listOption, textOption } from '../act.ts';
import type { CommandContext } from '../command-context.ts';
import { knownWord } from '../known-word.ts';
import type { PreviewLine } from '../status-line-preview.ts';
import { chosenLooks, previewStatusLine } from '../status-line-preview.ts';
import type { LineTimings } from '../status-line-timings.ts';
import { timeStatusLine } from '../status-line-timings.ts';

const MODES = [...SESSION_MODES, 'off'] as const;
const WIDTHS = [60, 100, 160];
const LEVELS: readonly ColourLevel[] = ['none', 'ansi16', 'ansi256', 'truecolour'];

const EXAMPLES = `
The line's settings are those of the project (baton config set status_line.preset full); docs/status-line.md
lists presets, segments and themes.

Examples:
  baton statusline preview --preset full --theme contrast
  baton statusline preview --width 80 --mode sprint
  baton statusline timings`;

const collect = (one: string, all: readonly string[] = []): string[] => [...all, one];

/** `baton statusline`: how the line looks, and what it costs. */
export function statuslineNoun(program: Command, act: Act, pluginRoot: string): void {
  const statusline = program
    .command('statusline')
    .description('the status line: see it in any mode and width, and what a render costs')
    .addHelpText('after', EXAMPLES);

  statusline
    .command('preview')
    .option('--width <columns>', 'columns of the screen; may be repeated', collect)
    .option('--mode <mode>', `${MODES.join(', ')}; may be repeated`, collect)
    .option('--preset <preset>', PRESET_NAMES.join(', '))
    .option('--theme <theme>', THEME_NAMES.join(', '))
    .option('--icons <icons>', ICON_SET_NAMES.join(', '))
    .description('show the line of a sample session')
    .addHelpText('after', '\nExample:\n  baton statusline preview --width 60 --width 120 --mode leadership')
    .action(
      act(async (context, given) => {
        const settings = {
          ...chosenLooks(context),
          ...chosen(given, 'preset', PRESET_NAMES),
          ...chosen(given, 'theme', THEME_NAMES),
          ...chosen(given, 'icons', ICON_SET_NAMES),
          ...(context.options.ascii ? { icons: 'ascii' } : {}),
        };
        const modes = listOption(given, 'mode')?.map((mode) => knownWord(mode, MODES, 'mode') ?? mode);
        const widths = listOption(given, 'width')?.map(widthOf) ?? WIDTHS;
        const request = { modes: modes ?? MODES, widths, settings };
        const env = { ...context.host.env, FORCE_COLOR: String(LEVELS.indexOf(context.colours)) };
        const lines = await previewStatusLine(pluginRoot, request, env);
        context.answer(lines, () => previewSheet(lines, context));
      }),
    );

  statusline
    .command('timings')
    .option('--rounds <n>', 'how often to render', '11')
    .description('say where the time of a render goes')
    .addHelpText('after', '\nExample:\n  baton statusline timings')
    .action(
      act(async (context, given) => {
        const timings = await timeStatusLine(context, pluginRoot, roundsOf(given));
        context.answer(timings, () => timingsSheet(timings, context));
      }),
    );
}

function chosen(given: Given, name: string, words: readonly string[]): Readonly<Record<string, string>> {
  const word = knownWord(textOption(given, name), words, name);
  return word === undefined ? {} : { [name]: word };
}

function widthOf(word: string): number {
  const width = Number(word);
  if (Number.isInteger(width) && width >= 10 && width <= 1_000) return width;
  throw new BatonError(
    'E_USAGE',
    `--width takes a whole number from 10 to 1000, not ${JSON.stringify(word)}.`,
  );
}

function roundsOf(given: Given): number {
  const rounds = Number(textOption(given, 'rounds'));
  if (Number.isInteger(rounds) && rounds >= 1 && rounds <= 200) return rounds;
  throw new BatonError('E_USAGE', '--rounds takes a whole number from 1 to 200.');
}

/** Each mode with its lines, the width in front; a further row of the same line has none. */
function previewSheet(lines: readonly PreviewLine[], { colours }: CommandContext): string[] {
  const modes = [...new Set(lines.map(({ mode }) => mode))];
  return modes.flatMap((mode, place) => [
    ...(place === 0 ? [] : ['']),
    paint(mode === 'off' ? 'not orchestrated' : mode, 'strong', colours),
    ...lines
      .filter((line) => line.mode === mode)
      .flatMap(({ width, rows }) =>
        rows.map(
          (row, at) => `${paint((at === 0 ? String(width) : '').padStart(5), 'muted', colours)}  ${row}`,
        ),
      ),
  ]);
}

function timingsSheet({ line_ms, node_ms, ratio, rounds, steps }: LineTimings, context: CommandContext) {
  return [
    `A render takes ${line_ms.toFixed(1)} ms as a whole process, bare Node ${node_ms.toFixed(1)} ms (× ${ratio.toFixed(2)}); medians of ${rounds}.`,
    '',
    ...table(
      [{ title: 'within it' }, { title: 'ms', align: 'right' }],
      steps.map(({ step, ms }) => [step, ms.toFixed(2)]),
      { width: context.width, colours: context.colours },
    ),
  ];
}
