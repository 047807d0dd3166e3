import { own } from '../own-field.ts';
import { readyTasks } from '../plan/next-task.ts';
import { found } from '../plan/plan-edits.ts';
import { nextPlace } from '../plan/plan-outline.ts';
import type { Standings, TaskRow } from '../plan/task-board.ts';
import { taskBoard } from '../plan/task-board.ts';
import { table } from '../render/table.ts';
import { plainText } from '../render/terminal-text.ts';
import type { CountedSprint, PlanBoard } from '../runtime/plan-board.ts';
import { openSession } from '../runtime/session-streams.ts';
import type { TaskStatus } from '../session/state.ts';
import { TASK_STATUSES } from '../session/words.ts';
import type { Given } from './act.ts';
import { countOption, textOption } from './act.ts';
import type { CommandContext } from './command-context.ts';
import { knownWord } from './known-word.ts';
import { requireEntity } from './require-entity.ts';
import { sessionIfAny, standingsOf } from './task-standings.ts';

const MOST_LISTED = 1_000;

/** `task list`: paged, at most 1,000 at once. */
export function listTasks(context: CommandContext, given: Given, board: PlanBoard): void {
  const status = knownWord(textOption(given, 'status'), TASK_STATUSES, 'status');
  const offset = countOption(given, 'offset');
  const { rows: shown, total } = pageOf(
    sprintsOf(board, textOption(given, 'sprint')),
    standingsOf(context),
    status,
    { offset, limit: Math.min(MOST_LISTED, countOption(given, 'limit')) },
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
export function nextTask(context: CommandContext, given: Given, board: PlanBoard): void {
  const sprints = sprintsOf(board, textOption(given, 'sprint'), sprintOfSession(context));
  const next = firstReady(board, sprints, standingsOf(context));
  context.answer(next ?? null, () => {
    if (next === undefined) return [emptyText(sprints)];
    const why = next.orphaned ? ' (a session that is gone left it unfinished)' : '';
    return [
      `${plainText(next.id, 60)}  ${plainText(next.title, 160)}${why}`,
      `${next.priority} priority, ${next.estimated_effort} points, sprint ${plainText(next.sprint, 60)}. Begin it with: baton task start ${plainText(next.id, 60)}`,
    ];
  });
}

function emptyText(sprints: Sprints): string {
  if (Object.values(sprints).some((sprint) => sprint.task_count > 0))
    return 'Nothing is ready: every task is done, in progress, or waits for another.';
  const only = Object.keys(sprints).length === 1 ? Object.keys(sprints)[0] : undefined;
  return `${only === undefined ? 'The plan' : `Sprint ${plainText(only, 60)}`} has no tasks yet. Plan one with: baton task add ID --sprint ${only === undefined ? 'SPRINT' : plainText(only, 60)} --title TITLE`;
}

// Of the whole plan the outline knows the place, and only that task's sprint is looked into.
function firstReady(board: PlanBoard, sprints: Sprints, standings: Standings): TaskRow | undefined {
  const place = sprints === board.sprints ? nextPlace(board.outline, standings) : undefined;
  if (place === undefined) return readyTasks(taskBoard({ sprints }, standings))[0];
  const sprint = Object.values(sprints).findLast(({ first_task }) => first_task <= place);
  if (place < 0 || sprint === undefined) return undefined;
  return taskBoard({ sprints: { [sprint.id]: sprint } }, standings)[place - sprint.first_task];
}

/** All sprints, or the one that is named, or else the one of the session if the plan has it. */
function sprintsOf({ sprints }: PlanBoard, named: string | undefined, otherwise?: string): Sprints {
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
