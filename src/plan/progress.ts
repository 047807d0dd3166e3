import type { BoardPlan, BoardSprint, TaskRow } from './task-board.ts';

/** What a sprint is, by how its tasks stand; `closed` by the plan's own word. */
export const SPRINT_STATUSES = ['planned', 'in_progress', 'completed', 'closed'] as const;

/** How far a sprint is, over all sessions. */
export interface SprintProgress {
  readonly sprint_id: string;
  readonly name: string;
  readonly status: (typeof SPRINT_STATUSES)[number];
  readonly tasks: number;
  readonly tasks_completed: number;
  readonly points: number;
  readonly points_completed: number;
  /** Percent of the points (of the tasks, where no task has an estimate). */
  readonly progress: number;
}

/** How far an epic is: the sums over its sprints. */
export interface EpicProgress {
  readonly epic_id: string;
  readonly total_sprints: number;
  readonly sprints_completed: number;
  readonly sprints_in_progress: number;
  readonly overall_progress: number;
}

/** What the progress needs of a task's row. */
export type ProgressRow = Pick<TaskRow, 'sprint' | 'status' | 'estimated_effort'>;

/** What the progress needs of a sprint. */
type SprintFacts = Pick<BoardSprint, 'id' | 'name' | 'status'>;

/** The progress of one sprint from the rows of its tasks. Cancelled tasks no longer count. */
export function sprintProgress(sprint: SprintFacts, rows: readonly ProgressRow[]): SprintProgress {
  const own = rows.filter((row) => row.sprint === sprint.id && row.status !== 'cancelled');
  const done = own.filter((row) => row.status === 'completed');
  const points = sum(own);
  const pointsDone = sum(done);
  const progress = points > 0 ? pointsDone / points : own.length > 0 ? done.length / own.length : 0;
  const begun = own.some((row) => row.status !== 'pending');
  const isDone = own.length > 0 && done.length === own.length;
  return {
    sprint_id: sprint.id,
    name: sprint.name,
    status: sprint.status === 'closed' ? 'closed' : isDone ? 'completed' : begun ? 'in_progress' : 'planned',
    tasks: own.length,
    tasks_completed: done.length,
    points,
    points_completed: pointsDone,
    progress: Math.round(progress * 100),
  };
}

/** The progress of each of those sprints, in their order, from the rows of all tasks. */
export function sprintsProgress(
  sprints: readonly SprintFacts[],
  rows: readonly ProgressRow[],
): SprintProgress[] {
  const bySprint = new Map<string, ProgressRow[]>();
  for (const row of rows) {
    const own = bySprint.get(row.sprint);
    if (own === undefined) bySprint.set(row.sprint, [row]);
    else own.push(row);
  }
  return sprints.map((sprint) => sprintProgress(sprint, bySprint.get(sprint.id) ?? []));
}

/** The progress of an epic over its sprints, weighted by their points. */
export function epicProgress(plan: BoardPlan, epicId: string, rows: readonly ProgressRow[]): EpicProgress {
  const sprints = Object.values(plan.sprints).filter((sprint) => sprint.epic_id === epicId);
  return sumOfSprints(epicId, sprintsProgress(sprints, rows));
}

/** The progress of an epic from that of its sprints. */
export function sumOfSprints(epicId: string, each: readonly SprintProgress[]): EpicProgress {
  const points = each.reduce((total, one) => total + (one.points || one.tasks), 0);
  const done = each.reduce(
    (total, one) => total + (one.points > 0 ? one.points_completed : one.tasks_completed),
    0,
  );
  return {
    epic_id: epicId,
    total_sprints: each.length,
    sprints_completed: each.filter((one) => one.status === 'completed' || one.status === 'closed').length,
    sprints_in_progress: each.filter((one) => one.status === 'in_progress').length,
    overall_progress: points === 0 ? 0 : Math.round((done / points) * 100),
  };
}

function sum(rows: readonly ProgressRow[]): number {
  return rows.reduce((total, row) => total + row.estimated_effort, 0);
}
