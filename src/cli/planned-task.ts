import { found } from '../plan/plan-edits.ts';
import type { Plan, PlannedTask, Sprint } from '../plan/plan-schema.ts';
import { requireEntity } from './require-entity.ts';

/** The planned task of that id and its sprint. @throws E_NOT_FOUND with the nearest id. */
export function plannedTask(plan: Plan, id: string): { readonly task: PlannedTask; readonly sprint: Sprint } {
  const all = Object.values(plan.sprints).flatMap((sprint) =>
    Object.values(sprint.planned_tasks).map((task) => [task.id, { task, sprint }] as const),
  );
  return requireEntity(() => found(Object.fromEntries(all), id, 'task'));
}
