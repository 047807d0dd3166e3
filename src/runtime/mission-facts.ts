import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { currentTask } from '../continuity/handoff.ts';
import type { Mission } from '../continuity/mission.ts';
import type { JsonObject } from '../json-fields.ts';
import { numberAt, objectAt, parseObject, textAt, textsAt } from '../json-fields.ts';
import { own } from '../own-field.ts';
import type { SessionState } from '../session/state.ts';
import type { Layout, PlanFolder } from '../store/layout.ts';
import { isSafeId } from '../store/safe-id.ts';
import { readSmallFile } from './small-file.ts';
import { readTaskGlance } from './task-glance-file.ts';

/** A document of the plan that is larger is left to the commands, which have an index: a start does not wait for it. */
const MOST_BYTES = 2 * 1_048_576;
const DAY_MS = 86_400_000;

/** The plan's words for a session's work, read field by field from at most two documents of the plan. */
export interface PlannedFacts {
  readonly mission: Mission;
  /** The priority of a task of the session's sprint. */
  priorityOf(taskId: string): string | null;
}

/** The mission of the session with `state` at `now`. Whatever is missing or broken is left out. */
export function missionFacts(layout: Layout, state: SessionState, now: number): PlannedFacts {
  const { current_epic, current_sprint, sprint_started_at, sprint_days, execution_state } = state.active_work;
  const sprint = documentOf(layout, 'sprints', current_sprint);
  const epic = documentOf(layout, 'epics', current_epic);
  const planned = objectAt(sprint, 'planned_tasks');
  const priorityOf = (taskId: string) =>
    Object.hasOwn(planned, taskId) ? (textAt(objectAt(planned, taskId), 'priority') ?? 'medium') : null;
  const id = currentTask(state);
  const task = id === null ? undefined : own(execution_state.tasks, id);
  const glance = task === undefined ? null : readTaskGlance(layout, task.id);
  return {
    priorityOf,
    mission: {
      epic: current_epic === null ? null : (textAt(epic, 'title') ?? current_epic),
      sprint:
        current_sprint === null
          ? null
          : {
              name: textAt(sprint, 'name') ?? current_sprint,
              goal: textsAt(sprint, 'goals')?.[0] ?? null,
              day:
                sprint_started_at === null
                  ? null
                  : Math.max(1, Math.floor((now - Date.parse(sprint_started_at)) / DAY_MS) + 1),
              days: sprint_days ?? numberAt(sprint, 'length_days') ?? null,
            },
      task:
        task === undefined
          ? null
          : {
              task_id: task.id,
              title: task.title,
              status: task.status,
              priority: priorityOf(task.id),
              progress: task.progress_percentage,
            },
      document: glance?.path ?? null,
      glance,
    },
  };
}

/** True when the project has a plan to take work from. */
export function hasPlan(layout: Layout): boolean {
  try {
    return readdirSync(join(layout.plan, 'sprints')).some((name) => name.endsWith('.json'));
  } catch {
    return false;
  }
}

function documentOf(layout: Layout, kind: PlanFolder, id: string | null): JsonObject {
  if (id === null || !isSafeId(id)) return {};
  const text = readSmallFile(layout.planEntity(kind, id), MOST_BYTES);
  return text === undefined ? {} : parseObject(text);
}
