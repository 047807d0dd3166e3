import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlanOutline } from '../plan/plan-outline.ts';
import { outlineOf, priorityAt, priorityDigits } from '../plan/plan-outline.ts';
import type { Plan } from '../plan/plan-schema.ts';
import type { BoardPlan, BoardSprint, BoardTask } from '../plan/task-board.ts';
import { replaceFile } from '../store/atomic-file.ts';
import type { Layout } from '../store/layout.ts';
import type { PlanStamp } from './plan-files.ts';

/** A sprint of the board, and where its tasks stand in the outline, which is known without reading them. */
export type CountedSprint = BoardSprint & { readonly first_task: number; readonly task_count: number };

/** What the board needs of a plan of any size, the epics' ids, and the outline of all tasks. */
export interface PlanBoard extends BoardPlan {
  readonly sprints: Readonly<Record<string, CountedSprint>>;
  readonly epics: readonly string[];
  readonly outline: PlanOutline;
  /** False where an epic or a sprint has a document that cannot be used. */
  readonly whole: boolean;
}

/** Raised whenever the same plan would be kept in another shape. */
const BOARD_VERSION = 3;

// The file: a line about the plan, one with the outline of all tasks, then a line of tasks for each sprint. With ten
// thousand tasks, parsing them is most of what a query does; most queries are about few sprints.
interface Head {
  readonly version: number;
  readonly stamp: string;
  readonly epics: readonly string[];
  /** Id, epic, name, status and the number of tasks of each sprint. */
  readonly sprints: readonly (readonly [string, string, string, string, number])[];
}

/** The tasks of one sprint, as columns: parsed three times as fast as objects. */
type Columns = readonly [
  ids: readonly string[],
  titles: readonly string[],
  priorities: string,
  efforts: readonly number[],
  needs: readonly string[][],
  teams: readonly (string | null)[],
];

/** What the board needs of `plan`, whose epics and sprints have so many documents. */
export function boardOf(plan: Plan, documents: number): PlanBoard {
  let first = 0;
  const sprints = Object.values(plan.sprints).map((one) => {
    const first_task = first;
    const task_count = Object.keys(one.planned_tasks).length;
    first += task_count;
    return [one.id, { ...one, first_task, task_count }];
  });
  return {
    epics: Object.keys(plan.epics),
    sprints: Object.fromEntries(sprints),
    whole: Object.keys(plan.epics).length + sprints.length === documents,
    get outline() {
      return outlineOf(plan);
    },
  };
}

/** Keeps what the board needs of a plan; a cache like the index itself. */
export function writeBoardIndex(layout: Layout, stamp: string, board: PlanBoard): void {
  const sprints = Object.values(board.sprints);
  const head: Head = {
    version: BOARD_VERSION,
    stamp,
    epics: board.epics,
    sprints: sprints.map((one) => [one.id, one.epic_id, one.name, one.status, one.task_count]),
  };
  const lines = sprints.map((sprint): Columns => {
    const tasks = Object.values(sprint.planned_tasks);
    return [
      tasks.map((task) => task.id),
      tasks.map((task) => task.title),
      priorityDigits(tasks),
      tasks.map((task) => task.estimated_effort),
      tasks.map((task) => task.dependencies),
      tasks.map((task) => task.assigned_team ?? null),
    ];
  });
  const text = [head, board.outline, ...lines].map((line) => JSON.stringify(line)).join('\n');
  try {
    replaceFile(pathOf(layout), text, { durable: false });
  } catch {
    // Without it the next reader reads the whole index.
  }
}

/**
 * What was kept under that stamp, or undefined when it is something else or damaged. Tasks are parsed when they are
 * looked at; where that fails, `whole` is asked.
 */
export function readBoardIndex(
  layout: Layout,
  { text: stamp, planned }: PlanStamp,
  whole: () => Plan,
): PlanBoard | undefined {
  try {
    const [first, outline, ...lines] = linesOf(readFileSync(pathOf(layout)));
    const head: unknown = JSON.parse(textOf(first));
    if (!isHead(head) || head.stamp !== stamp || head.sprints.length !== lines.length) return undefined;
    let place = 0;
    const sprints = head.sprints.map(([id, epic_id, name, status, task_count], index) => {
      const first_task = place;
      place += task_count;
      return [
        id,
        {
          id,
          epic_id,
          name,
          status,
          first_task,
          task_count,
          get planned_tasks() {
            return tasksOf(lines[index]) ?? whole().sprints[id]?.planned_tasks ?? {};
          },
        },
      ];
    });
    return {
      epics: head.epics,
      sprints: Object.fromEntries(sprints),
      whole: head.epics.length + sprints.length === planned,
      get outline() {
        return outlineIn(outline) ?? outlineOf(whole());
      },
    };
  } catch {
    return undefined;
  }
}

// As bytes: a megabyte of text would be made of which most queries need a few lines.
function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; start <= bytes.length; ) {
    const end = bytes.indexOf('\n', start);
    lines.push(bytes.subarray(start, end < 0 ? bytes.length : end));
    if (end < 0) break;
    start = end + 1;
  }
  return lines;
}

function textOf(line: Buffer | undefined): string {
  return line?.toString('utf8') ?? '';
}

// The stamp, in the line before, proves that it was written for these very documents: whole JSON is check enough.
function outlineIn(line: Buffer | undefined): PlanOutline | undefined {
  try {
    return JSON.parse(textOf(line));
  } catch {
    return undefined;
  }
}

function tasksOf(line: Buffer | undefined): Record<number, BoardTask> | undefined {
  try {
    const [ids, titles, priorities, efforts, needs, teams]: Columns = JSON.parse(textOf(line));
    return ids.map((id, at) => ({
      id,
      title: titles[at] ?? '',
      priority: priorityAt(priorities, at),
      estimated_effort: efforts[at] ?? 0,
      dependencies: needs[at] ?? [],
      assigned_team: teams[at] ?? undefined,
    }));
  } catch {
    return undefined;
  }
}

function pathOf(layout: Layout): string {
  return join(layout.cache, 'plan-board.jsonl');
}

// The stamp proves that it was written for these very documents: the outline is check enough.
function isHead(value: unknown): value is Head {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  return (
    fields.get('version') === BOARD_VERSION &&
    typeof fields.get('stamp') === 'string' &&
    Array.isArray(fields.get('epics')) &&
    Array.isArray(fields.get('sprints'))
  );
}
