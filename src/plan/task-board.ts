import type { PlannedTask } from './plan-schema.ts';

/** What the board needs of a planned task; the plan's own tasks are such. */
export type BoardTask = Pick<
  PlannedTask,
  'id' | 'title' | 'priority' | 'estimated_effort' | 'dependencies' | 'assigned_team'
>;

/** What the board needs of a sprint. */
export interface BoardSprint {
  readonly id: string;
  readonly epic_id: string;
  readonly name: string;
  readonly status: string;
  /** Their names do not count here: each task says its own. */
  readonly planned_tasks: Readonly<Record<string, BoardTask>>;
}

/** What the board needs of a plan. */
export interface BoardPlan {
  readonly sprints: Readonly<Record<string, BoardSprint>>;
}

/** How a planned task stands, whoever works on it. */
export interface TaskStanding {
  readonly status: 'pending' | 'assigned' | 'in_progress' | 'blocked' | 'completed' | 'failed' | 'cancelled';
  readonly assignee: string | null;
  readonly progress_percentage: number;
  /** The reasons of its open blockers. */
  readonly blockers: readonly string[];
  /** The session that has it, or had it when it was finished. */
  readonly session_id: string | null;
  /** True when that session is gone and left the task unfinished: anybody may take it up. */
  readonly orphaned: boolean;
}

/** A planned task and how it stands: one row of `baton task list`. */
export interface TaskRow extends TaskStanding {
  readonly id: string;
  readonly title: string;
  readonly sprint: string;
  readonly priority: PlannedTask['priority'];
  readonly estimated_effort: number;
  readonly team: string | null;
  readonly dependencies: readonly string[];
  readonly dependencies_met: boolean;
}

/** The standing of a task that nobody has touched. */
export const UNTOUCHED: TaskStanding = {
  status: 'pending',
  assignee: null,
  progress_percentage: 0,
  blockers: [],
  session_id: null,
  orphaned: false,
};

/** How a task stands, by its id; undefined for one that nobody has touched. */
export type Standings = (taskId: string) => TaskStanding | undefined;

/** Every planned task with how it stands, sprint by sprint in the plan's order. */
export function taskBoard(plan: BoardPlan, standings: Standings): TaskRow[] {
  const isDone = (id: string) => standings(id)?.status === 'completed';
  const rows: TaskRow[] = [];
  for (const sprint of Object.values(plan.sprints)) {
    for (const task of Object.values(sprint.planned_tasks)) {
      rows.push(taskRow(sprint, task, standings(task.id) ?? UNTOUCHED, isDone));
    }
  }
  return rows;
}

function taskRow(
  sprint: BoardSprint,
  task: BoardTask,
  standing: TaskStanding,
  isDone: (id: string) => boolean,
): TaskRow {
  return {
    id: task.id,
    title: task.title,
    status: standing.status,
    assignee: standing.assignee,
    progress_percentage: standing.progress_percentage,
    blockers: standing.blockers,
    session_id: standing.session_id,
    orphaned: standing.orphaned,
    sprint: sprint.id,
    priority: task.priority,
    estimated_effort: task.estimated_effort,
    team: task.assigned_team ?? null,
    dependencies: task.dependencies,
    dependencies_met: task.dependencies.every(isDone),
  };
}
