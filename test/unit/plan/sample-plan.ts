import fc from 'fast-check';
import type { Plan, PlannedTask } from '../../../src/plan/plan-schema.ts';
import {
  EpicSchema,
  PlannedTaskSchema,
  ProjectSchema,
  SprintSchema,
  TeamSchema,
} from '../../../src/plan/plan-schema.ts';
import type { Standings, TaskRow, TaskStanding } from '../../../src/plan/task-board.ts';
import { taskBoard, UNTOUCHED } from '../../../src/plan/task-board.ts';

/** A planned task with what a test needs of it. */
export function planned(id: string, changes: Partial<PlannedTask> = {}): PlannedTask {
  return PlannedTaskSchema.parse({ id, title: `Do ${id}`, ...changes });
}

/** A sprint of epic `auth` with those tasks. */
export function sprint(id: string, tasks: readonly PlannedTask[] = [], changes: object = {}) {
  const planned_tasks = Object.fromEntries(tasks.map((task) => [task.id, task]));
  return SprintSchema.parse({ id, epic_id: 'auth', name: `Sprint ${id}`, planned_tasks, ...changes });
}

/** A team led by its first agent, unless said otherwise. */
export function team(id: string, agents: readonly object[], changes: object = {}) {
  const [first] = agents.map((agent) => ('agent_id' in agent ? agent.agent_id : ''));
  return TeamSchema.parse({ id, name: id, orchestrator: first, available_agents: agents, ...changes });
}

/** A plan with the epic `auth` and what a test adds. */
export function planOf(
  sprints: readonly ReturnType<typeof sprint>[] = [],
  teams: readonly ReturnType<typeof team>[] = [],
): Plan {
  return {
    project: ProjectSchema.parse({ version: 1, name: 'app' }),
    epics: { auth: EpicSchema.parse({ id: 'auth', title: 'Sign in' }) },
    sprints: Object.fromEntries(sprints.map((one) => [one.id, one])),
    teams: Object.fromEntries(teams.map((one) => [one.id, one])),
  };
}

/** Standings by task, as far as a test tells of them. */
export function standing(told: Readonly<Record<string, Partial<TaskStanding>>>): Standings {
  return (id) => (Object.hasOwn(told, id) ? { ...UNTOUCHED, ...told[id] } : undefined);
}

/** The board's rows for tasks of one sprint. */
export function rowsOf(
  tasks: readonly PlannedTask[],
  told: Readonly<Record<string, Partial<TaskStanding>>> = {},
): TaskRow[] {
  return taskBoard(planOf([sprint('s1', tasks)]), standing(told));
}

const ids = fc.constantFrom('a', 'b', 'c');
/** Any small plan: epics, sprints with tasks, a name. */
export const somePlan = fc
  .tuple(
    fc.dictionary(ids, fc.constantFrom('one', 'two')),
    fc.dictionary(ids, fc.subarray(['t1', 't2', 't3'])),
    fc.constantFrom('app', 'site'),
  )
  .map(([epics, sprints, name]): Plan => {
    const plan = planOf(
      Object.entries(sprints).map(([id, tasks]) =>
        sprint(
          id,
          tasks.map((task) => planned(task)),
        ),
      ),
    );
    const titled = Object.entries(epics).map(([id, title]) => [id, EpicSchema.parse({ id, title })]);
    return { ...plan, project: { ...plan.project, name }, epics: Object.fromEntries(titled) };
  });
