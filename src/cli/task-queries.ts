import { BatonError } from '../errors.ts';
import { own } from '../own-field.ts';
import { readyTasks } from '../plan/next-task.ts';
import { found } from '../plan/plan-edits.ts';
import type { Standings, TaskRow } from '../plan/task-board.ts';
import { taskBoard } from '../plan/task-board.ts';
import { table } from '../render/table.ts';
import { plainText } from '../render/terminal-text.ts';
import type { CountedSprint } from '../runtime/plan-board.ts';
import { loadBoard, loadPlan } from '../runtime/plan-loader.ts';
import { openSession } from '../runtime/session-streams.ts';
import type { TaskStatus } from '../session/state.ts';
import { TASK_STATUSES } from '../session/words.ts';
import type { Given } from './act.ts';
import { textOption } from './act.ts';
import type { CommandContext } from './command-context.ts';
import { knownWord } from './known-word.ts';
import { plannedTask } from './planned-task.ts';
import { requireEntity } from './require-entity.ts';
import { sessionIfAny, standingsOf } from './task-standings.ts';

const MOST_LISTED = 1_000;

/** `task list`: paged, at most 1,000 at once. */
export function listTasks(context: CommandContext, given: Given): void {
  const status = knownWord(textOption(given, 'status'), TASK_STATUSES, 'status');
  const offset = countOf(given, 'offset');
  const { rows: shown, total } = pageOf(
    sprintsOf(context, textOption(given, 'sprint')),
    standingsOf(context),
    status,
    { offset, limit: Math.min(MOST_LISTED, countOf(given, 'limit')) },
  );
  context.answer(shown, () => {
    if (shown.length === 0)
      return ['No such task. Plan one with: baton task add ID --sprint SPRINT --title TITLE'];
    const rest = total - offset - shown.length;
    return [
      ...table(
        [
          { title: 'task' },
          { title: 'status' },
          { title: 'priority' },
          { title: 'points', align: 'right' },
          { title: 'who' },
          { title: 'needs', shrinks: true },
          { title: 'title', shrinks: true },
        ],
        shown.map((row) => [
          plainText(row.id, 60),
          row.status.replace('_', ' '),
          row.priority,
          String(row.estimated_effort),
          plainText(row.assignee ?? '-', 24),
          row.dependencies_met ? '-' : plainText(row.dependencies.join(', '), 60),
          plainText(row.title, 120),
        ]),
        { width: context.width, colours: context.colours },
      ),
      ...(rest > 0 ? [`and ${rest} more: --offset ${offset + shown.length}`] : []),
    ];
  });
}

/** `task next`. */
export function nextTask(context: CommandContext, given: Given): void {
  const sprints = sprintsOf(context, textOption(given, 'sprint'), sprintOfSession(context));
  const [next] = readyTasks(taskBoard({ sprints }, standingsOf(context)));
  context.answer(next ?? null, () => {
    if (next === undefined)
      return ['Nothing is ready: every task is done, in progress, or waits for another.'];
    const why = next.orphaned ? ' (a session that is gone left it unfinished)' : '';
    return [
      `${plainText(next.id, 60)}  ${plainText(next.title, 160)}${why}`,
      `${next.priority} priority, ${next.estimated_effort} points, sprint ${plainText(next.sprint, 60)}. Begin it with: baton task start ${plainText(next.id, 60)}`,
    ];
  });
}

/** `task show`: what the plan says, and how it stands. */
export function showTask(context: CommandContext, id: string): void {
  const { plan } = loadPlan(context.layout);
  const { task, sprint } = plannedTask(plan, id);
  const standings = standingsOf(context);
  const alone = { ...sprint, planned_tasks: { [id]: task } };
  const [row] = taskBoard({ sprints: { [sprint.id]: alone } }, standings);
  const shown = { ...task, ...row };
  context.answer(shown, () => JSON.stringify(shown, null, 2).split('\n'));
}

/** All sprints, or the one that is named, or else the one of the session if the plan has it. */
function sprintsOf(context: CommandContext, named: string | undefined, otherwise?: string): Sprints {
  const { sprints } = loadBoard(context.layout);
  if (named !== undefined) return { [named]: requireEntity(() => found(sprints, named, 'sprint')) };
  if (otherwise === undefined) return sprints;
  const current = own(sprints, otherwise);
  return current === undefined ? {} : { [otherwise]: current };
}

type Sprints = Readonly<Record<string, CountedSprint>>;

// Without a status to look for, only the sprints of the page are looked into.
function pageOf(
  sprints: Sprints,
  standings: Standings,
  status: TaskStatus | undefined,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): { readonly rows: readonly TaskRow[]; readonly total: number } {
  if (status !== undefined) {
    const rows = taskBoard({ sprints }, standings).filter((row) => row.status === status);
    return { rows: rows.slice(offset, offset + limit), total: rows.length };
  }
  const rows: TaskRow[] = [];
  let before = 0;
  for (const sprint of Object.values(sprints)) {
    if (before < offset + limit && before + sprint.task_count > offset) {
      const own = taskBoard({ sprints: { [sprint.id]: sprint } }, standings);
      rows.push(...own.slice(Math.max(0, offset - before), offset + limit - before));
    }
    before += sprint.task_count;
  }
  return { rows, total: before };
}

function sprintOfSession(context: CommandContext): string | undefined {
  const session = sessionIfAny(context);
  return session === undefined
    ? undefined
    : (openSession(context.layout, session).state.active_work.current_sprint ?? undefined);
}

function countOf(given: Given, name: string): number {
  const text = textOption(given, name) ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new BatonError('E_USAGE', `--${name} needs a whole number; received ${JSON.stringify(text)}.`);
}
