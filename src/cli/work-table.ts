import { counted } from '../counted.ts';
import { paint } from '../render/colour.ts';
import { table } from '../render/table.ts';
import { plainText } from '../render/terminal-text.ts';
import type { WorkDifference } from '../session/work-difference.ts';
import type { CommandContext } from './command-context.ts';

/** Differences of a session's work as JSON gives them: null for what is not there. */
export function differenceRows(differences: readonly WorkDifference[]) {
  return differences.map(({ place, before, after }) => ({
    place,
    before: before ?? null,
    after: after ?? null,
  }));
}

/** The same on a screen: what, what it is on the one side, what on the other. */
export function differenceTable(
  differences: readonly WorkDifference[],
  titles: readonly [before: string, after: string],
  context: CommandContext,
): string[] {
  return table(
    [{ title: '' }, { title: titles[0], shrinks: true }, { title: titles[1], shrinks: true }],
    differences.map(({ place, before, after }) => [
      paint(plainText(place, 100), 'strong', context.colours),
      said(before),
      said(after),
    ]),
    { width: context.width, colours: context.colours },
  );
}

/** The differences in a few words, for one line of a list. */
export function differenceSummary(differences: readonly WorkDifference[]): string {
  if (differences.length === 0) return 'nothing';
  const tasks = new Set(
    differences.flatMap(({ place }) => /^tasks\.(.+?)(?:\.[a-z_]+)?$/.exec(place)?.[1] ?? []),
  );
  const others = differences.filter(({ place }) => !place.startsWith('tasks.')).map(({ place }) => place);
  const ofTasks = tasks.size === 0 ? [] : [counted(tasks.size, 'task')];
  return plainText([...ofTasks, ...others].join(', '), 200);
}

function said(value: unknown): string {
  if (value === undefined || value === null) return '-';
  if (Array.isArray(value)) return value.length === 0 ? '-' : plainText(value.map(text).join('; '), 300);
  return plainText(text(value), 300);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
