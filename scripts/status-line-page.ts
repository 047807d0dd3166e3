import { TONES } from '../src/render/colour.ts';
import type { IconSetName } from '../src/render/icons.ts';
import { ICON_SET_NAMES } from '../src/render/icons.ts';
import type { PresetName, SegmentName } from '../src/render/status-line-words.ts';
import { PRESET_NAMES, PRESETS, SEGMENT_NAMES } from '../src/render/status-line-words.ts';
import { THEME_NAMES } from '../src/render/themes.ts';
import { PREVIEW_MODES, previewLines } from '../statusline/preview/preview-lines.ts';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const WIDTHS = [40, 60, 80, 100, 160];

/** What each segment says, where that comes from, and when it is silent. */
const SAYS: Readonly<Record<SegmentName, readonly [says: string, from: string, silent: string]>> = {
  mode: ['mode of the session; `baton off` where it is not orchestrated', 'session', ''],
  model: ['model and directory (a link)', 'client', ''],
  effort: ['how hard the model thinks', 'client', ''],
  worktree: ['the linked worktree', 'client', 'in the main one, or where the branch has its name'],
  branch: ['branch (a link to the repository); `!` conflicts, `*` changed, `↑` ahead, `↓` behind', 'git', ''],
  pr: ['pull request (a link) and what the reviewers say', 'client', 'when there is none'],
  task: ['title of the task in hand', 'session', 'when none is'],
  tasks: ['tasks done of all', 'session', 'without tasks'],
  agents: ['agents at work', 'session', 'when none is'],
  sprint: ['day of the sprint', 'session', 'without a sprint'],
  blockers: ['open blockers', 'session', 'when there is none'],
  unread: ['messages of other sessions that wait', 'session', 'when there is none'],
  health: ['how sound the project is by `baton check`, and what found fault', 'checks', 'quiet: at 100 %'],
  score: ['productivity score', 'session', 'while it is not known'],
  context: [
    'context in use; `~23k left`: until the client compacts by itself',
    'client',
    'distance: quiet in the first half',
  ],
  limits: [
    '5 hour and 7 day limits, time to their end, pace (above 1× they do not last)',
    'client',
    'quiet: while they last',
  ],
  cache: ['prompt cache: how long it stays warm, hits; what a cold one costs', 'client', 'quiet: while warm'],
  cost: ['cost of the session, as the client counts it', 'client', 'at nothing'],
  injected: ['tokens of text that Baton put into the context, estimated from bytes', 'session', 'at nothing'],
};

const HEAD = `# The status line

Made from the code by \`npm run docs\`. \`baton statusline preview\` shows the line of a sample session in your own
settings, at any width; \`baton statusline timings\` says what a render costs. What it looks like in each mode, preset
and width is in [screens/status-line.txt](screens/status-line.txt).

It makes no network request and reads no credentials. Cost, context, limits and the rest of what the client states are
shown as stated; what is derived (distance to the compaction, pace, injected tokens) is marked or explained here. Git is
never started before the line is printed: what it says comes from a cache that a detached \`git --no-optional-locks
status\` renews afterwards, at most every 5 seconds, with its age once it is two minutes old.

Settings are in \`.baton/config.json\`, section \`status_line\`:

\`\`\`sh
baton config set status_line.preset full
baton config set status_line.theme contrast
baton config set status_line.icons ascii          # or unicode, nerd
baton config set status_line.segments '["mode","tasks","context","limits"]'
baton config set status_line.colours '{"accent":"bold #56a6d6","muted":"245"}'
baton config set status_line.links false
\`\`\`
`;

const FITTING = `## Narrow screens

A row is never wider than the screen. When room is short, statements are first shortened, then left out, the least
important first; the mode, blockers, context, tasks and unread messages always stay, and only when even these do not
fit does the line take a second row. Your own line, if the installer found one, stands below on rows of its own.
`;

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(heads), row(heads.map(() => '---')), ...rows.map(row)].join('\n');
}

function lineAt(preset: PresetName, width: number, mode: (typeof PREVIEW_MODES)[number]): string {
  const settings = { preset };
  return previewLines({ modes: [mode], widths: [width], settings }, { NO_COLOR: '1' }, NOW)
    .flatMap(({ rows }) => rows)
    .join('\n');
}

/** The page docs/status-line.md: presets, segments and themes as the code has them. */
export function statusLinePage(): string {
  const presets = PRESET_NAMES.map((name) => {
    const { orchestrated, plain, quiet } = PRESETS[name];
    return [
      `### \`${name}\`\n`,
      `${quiet ? 'Silent about what is fine.' : 'Says what is fine as well.'} In an orchestrated session: ${orchestrated.join(', ')}. In others: ${plain.join(', ')}.\n`,
      `\`\`\`text\n${lineAt(name, 120, 'sprint')}\n${lineAt(name, 120, 'off')}\n\`\`\`\n`,
    ].join('\n');
  });
  const segments = SEGMENT_NAMES.map((name) => [`\`${name}\``, ...SAYS[name]]);
  return [
    HEAD,
    `## Presets\n\n${presets.join('\n')}`,
    `## Segments\n\n${table(['name', 'says', 'from', 'silent'], segments)}\n`,
    FITTING,
    `## Colours and signs\n\nThemes: ${THEME_NAMES.map((name) => `\`${name}\``).join(', ')}. A look of your own for ${TONES.map((name) => `\`${name}\``).join(', ')} is any of bold, dim, italic, underline and one colour: a name (\`red\`, \`bright-red\`, \`grey\`), a number of the 256, or \`#rrggbb\`; on a terminal with fewer colours the nearest one. \`NO_COLOR\` switches off colours and links, \`FORCE_COLOR\` (0 to 3) decides over it. Icons: ${ICON_SET_NAMES.map((name) => `\`${name}\``).join(', ')}; with \`ascii\` words stand where signs stood.\n`,
  ].join('\n');
}

/** The file docs/screens/status-line.txt: each preset in each mode at each width, and the sets of icons. */
export function statusLineScreens(): string {
  const sheet = (title: string, settings: { preset: PresetName; icons?: IconSetName }, widths = WIDTHS) => [
    `== ${title}`,
    ...previewLines({ modes: PREVIEW_MODES, widths, settings }, { NO_COLOR: '1' }, NOW).flatMap(
      ({ mode, width, rows }) =>
        rows.map((text, at) => `${(at === 0 ? `${mode} ${width}` : '').padEnd(16)}${text}`),
    ),
    '',
  ];
  return [
    ...PRESET_NAMES.flatMap((preset) => sheet(preset, { preset })),
    ...sheet('standard, ascii', { preset: 'standard', icons: 'ascii' }, [80, 160]),
    ...sheet('standard, nerd', { preset: 'standard', icons: 'nerd' }, [160]),
  ].join('\n');
}
