import { own } from '../../own-field.ts';
import { sprintPace } from '../../plan/burndown.ts';
import type { PlannedTask, Sprint } from '../../plan/plan-schema.ts';
import type { SprintProgress } from '../../plan/progress.ts';
import { sprintProgress } from '../../plan/progress.ts';
import type { TaskRow } from '../../plan/task-board.ts';
import { forecastOf } from '../forecast.ts';
import type { DashboardFacts } from './dashboard-facts.ts';
import type { SprintSheet } from './dashboard-model.ts';

const DAY_MS = 86_400_000;
/** A pace of minutes says nothing about days. */
const LEAST_MS = 3_600_000;
/** Enough futures for whole days, few enough to be tried once a second. */
const TRIALS = { trials: 1_000, seed: 1 };

/**
 * The sprint that is looked at: the one asked for, else the asking session's, else that of the newest live session that
 * has one, else the first in progress, else the first that is planned with tasks. Null where there is none.
 */
export function sprintInView(facts: DashboardFacts, rows: readonly TaskRow[]): SprintSheet | null {
  const live = facts.sessions.filter(({ liveness }) => liveness === 'live');
  const named = [
    facts.sprintId,
    facts.sessions.find(({ view }) => view.session_id === facts.sessionId)?.view.sprint?.id,
    ...live.map(({ view }) => view.sprint?.id),
  ].filter((id) => id !== null && id !== undefined);
  for (const id of named) {
    const sprint = own(facts.plan.sprints, id);
    if (sprint !== undefined) return sprintSheet(sprint, facts, rows);
  }
  const all = Object.values(facts.plan.sprints);
  const progress = all.map((sprint) => sprintProgress(sprint, rows));
  const first = (fits: (one: SprintProgress) => boolean) => all[progress.findIndex(fits)];
  const sprint =
    first(({ status }) => status === 'in_progress') ??
    first(({ status, tasks }) => status === 'planned' && tasks > 0) ??
    all[0];
  return sprint === undefined ? null : sprintSheet(sprint, facts, rows);
}

function sprintSheet(sprint: Sprint, facts: DashboardFacts, rows: readonly TaskRow[]): SprintSheet {
  const tasks = Object.values(sprint.planned_tasks);
  const hasPoints = tasks.some((task) => task.estimated_effort > 0);
  const pointsOf = (task: PlannedTask) => (hasPoints ? task.estimated_effort : 1);
  const completions = tasks.flatMap((task) => {
    const claim = own(facts.claims, task.id);
    return claim?.status === 'completed' ? [{ task_id: task.id, points: pointsOf(task), at: claim.at }] : [];
  });
  const starts = facts.sessions
    .filter(({ view }) => view.sprint?.id === sprint.id)
    .map(({ view }) => Date.parse(view.sprint?.started_at ?? ''))
    .filter(Number.isFinite);
  // Its start is the first time that a session took it up.
  const startedAt = starts.length === 0 ? null : Math.min(...starts);
  const days = sprint.length_days ?? null;
  const plannedEnd = startedAt === null || days === null ? null : startedAt + days * DAY_MS;
  const total = tasks.reduce((sum, task) => sum + pointsOf(task), 0);
  const isOld = startedAt !== null && facts.now - startedAt >= LEAST_MS;
  const pace = sprintPace(total, completions, startedAt, days, facts.now);
  return {
    ...sprintProgress(sprint, rows),
    epic_id: sprint.epic_id,
    goals: sprint.goals,
    day: startedAt === null ? null : Math.floor(Math.max(0, facts.now - startedAt) / DAY_MS) + 1,
    days,
    velocity: isOld ? pace.velocity : null,
    estimated_completion: isOld ? pace.estimated_completion : null,
    burndown: pace.days,
    forecast: forecastOf(facts.workload(sprint, plannedEnd), facts.now, TRIALS),
    unit: hasPoints ? 'points' : 'tasks',
    rows: rows.filter((row) => row.sprint === sprint.id),
  };
}
