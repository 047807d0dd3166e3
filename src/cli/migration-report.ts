import { counted } from '../counted.ts';
import type { V1Migration } from '../plan/v1/migrate-v1.ts';
import { paint } from '../render/colour.ts';
import { table } from '../render/table.ts';
import { plainText } from '../render/terminal-text.ts';
import type { CommandContext } from './command-context.ts';

/** The report of a migration as `--json` gives it. */
export function reportJson({ counts, session, report }: V1Migration) {
  return {
    counts,
    session: { v1_id: session.old_id, mode: session.mode, is_over: session.is_over },
    renamed: report.renamed,
    unplaced: report.unplaced,
    notes: report.notes,
  };
}

const MOST_LINES = 30;

/** The report for a person: what is made, what was renamed, what stays behind and why; things of a kind as one. */
export function reportLines(
  { counts, report }: V1Migration,
  problems: readonly string[],
  context: CommandContext,
): string[] {
  const title = (text: string) => paint(text, 'strong', context.colours);
  const made = [
    `${counted(counts.epics, 'epic')}, ${counted(counts.sprints, 'sprint')} with ${counted(counts.planned_tasks, 'task')}, ${counted(counts.teams, 'team')}`,
    `1 session with ${counted(counts.session_tasks, 'task')} and ${counted(counts.agents, 'agent')}`,
  ];
  const renamed = report.renamed.map(
    ({ kind, project, from, to }) =>
      `${kind} ${JSON.stringify(project === '' ? from : `${project}: ${from}`)} → ${to}`,
  );
  const section = (name: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', title(name), ...capped(lines.map((line) => `  ${plainText(line, 400)}`))];
  return [
    title('Becomes'),
    ...made.map((line) => `  ${line}`),
    ...section(`Renamed (${renamed.length})`, renamed),
    ...grouped(
      `Stays behind (${report.unplaced.length})`,
      report.unplaced.map(({ reason, ...one }) => ({ ...one, text: reason })),
      context,
    ),
    ...grouped(
      `To know (${report.notes.length})`,
      report.notes.map(({ message, ...one }) => ({ ...one, text: message })),
      context,
    ),
    ...section(`Does not hold together in the plan (${problems.length})`, problems),
  ];
}

interface Line {
  readonly path: string;
  readonly where: string;
  readonly text: string;
}

function grouped(name: string, lines: readonly Line[], context: CommandContext): string[] {
  if (lines.length === 0) return [];
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const key = JSON.stringify([line.where, line.text]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [line]);
    else group.push(line);
  }
  const rows = [...groups.values()].map((group) => [
    group.length === 1 ? '' : `${group.length} ×`,
    plainText(group.length === 1 ? (group[0]?.path ?? '') : (group[0]?.where ?? ''), 100),
    plainText(group[0]?.text ?? '', 200),
  ]);
  const shown = table(
    [
      { title: '', align: 'right' },
      { title: 'where', shrinks: true },
      { title: 'why', shrinks: true },
    ],
    rows.slice(0, MOST_LINES),
    { width: context.width, colours: context.colours },
  );
  const rest = rows.length - MOST_LINES;
  const more = rest > 0 ? [`  and ${rest} kinds more: --json`] : [];
  return ['', paint(name, 'strong', context.colours), ...shown.map((line) => `  ${line}`), ...more];
}

function capped(lines: readonly string[]): string[] {
  const rest = lines.length - MOST_LINES;
  return rest > 0 ? [...lines.slice(0, MOST_LINES), `  and ${rest} more: --json`] : [...lines];
}
