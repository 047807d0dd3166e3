import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan } from '../plan/plan-schema.ts';
import type { BoardPlan, BoardSprint, BoardTask } from '../plan/task-board.ts';
import { replaceFile } from '../store/atomic-file.ts';
import type { Layout } from '../store/layout.ts';

/** Raised whenever the same plan would be kept in another shape. */
const BOARD_VERSION = 1;

/** What the board needs of a plan of any size, and the epics' ids. */
export type PlanBoard = BoardPlan & { readonly epics: readonly string[] };

// Tasks as columns rather than objects: with ten thousand of them, parsing the whole index is most of what
// `baton task next` does.
interface Columns {
  readonly version: number;
  readonly stamp: string;
  readonly epics: readonly string[];
  /** Each sprint, with the number of its tasks at the end. */
  readonly sprints: readonly (readonly [string, string, string, string, number])[];
  readonly ids: readonly string[];
  readonly titles: readonly string[];
  readonly priorities: readonly BoardTask['priority'][];
  readonly efforts: readonly number[];
  readonly needs: readonly string[][];
  /** The teams of the tasks that have one, by the task's place. */
  readonly teams: Readonly<Record<string, string>>;
}

/** Keeps what the board needs of `plan`, where that can be done; a cache like the index itself. */
export function writeBoardIndex(layout: Layout, stamp: string, plan: Plan): void {
  const sprints = Object.values(plan.sprints);
  const tasks = sprints.flatMap((sprint) => Object.values(sprint.planned_tasks));
  // A task under another name than its own is the plan's to report, not the board's to keep.
  if (sprints.some((one) => Object.entries(one.planned_tasks).some(([key, { id }]) => key !== id))) return;
  const columns: Columns = {
    version: BOARD_VERSION,
    stamp,
    epics: Object.keys(plan.epics),
    sprints: sprints.map((one) => [
      one.id,
      one.epic_id,
      one.name,
      one.status,
      Object.keys(one.planned_tasks).length,
    ]),
    ids: tasks.map((task) => task.id),
    titles: tasks.map((task) => task.title),
    priorities: tasks.map((task) => task.priority),
    efforts: tasks.map((task) => task.estimated_effort),
    needs: tasks.map((task) => task.dependencies),
    teams: Object.fromEntries(
      tasks.flatMap(({ assigned_team }, index) =>
        assigned_team === undefined ? [] : [[index, assigned_team]],
      ),
    ),
  };
  try {
    replaceFile(pathOf(layout), JSON.stringify(columns), { durable: false });
  } catch {
    // Without it the next reader reads the whole index.
  }
}

/** What was kept under that stamp, or undefined when it is something else or damaged. */
export function readBoardIndex(layout: Layout, stamp: string): PlanBoard | undefined {
  try {
    const columns: unknown = JSON.parse(readFileSync(pathOf(layout), 'utf8'));
    return isColumns(columns) && columns.stamp === stamp ? boardOf(columns) : undefined;
  } catch {
    return undefined;
  }
}

function boardOf({ epics, sprints, ids, titles, priorities, efforts, needs, teams }: Columns): PlanBoard {
  let at = 0;
  const board = sprints.map(([id, epic_id, name, status, count]): [string, BoardSprint] => {
    const planned_tasks: Record<string, BoardTask> = {};
    for (const end = at + count; at < end; at++) {
      const task: BoardTask = {
        id: ids[at] ?? '',
        title: titles[at] ?? '',
        priority: priorities[at] ?? 'medium',
        estimated_effort: efforts[at] ?? 0,
        dependencies: needs[at] ?? [],
        assigned_team: teams[at],
      };
      planned_tasks[task.id] = task;
    }
    return [id, { id, epic_id, name, status, planned_tasks }];
  });
  return { epics, sprints: Object.fromEntries(board) };
}

function pathOf(layout: Layout): string {
  return join(layout.cache, 'plan-board.json');
}

// The stamp proves that it was written for these very documents: the outline is check enough.
function isColumns(value: unknown): value is Columns {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  return (
    fields.get('version') === BOARD_VERSION &&
    typeof fields.get('stamp') === 'string' &&
    typeof fields.get('teams') === 'object' &&
    fields.get('teams') !== null &&
    ['epics', 'sprints', 'ids', 'titles', 'priorities', 'efforts', 'needs'].every((name) =>
      Array.isArray(fields.get(name)),
    )
  );
}
