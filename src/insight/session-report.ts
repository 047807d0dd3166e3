import { placeFrom } from '../session/file-place.ts';
import type { SessionState } from '../session/state.ts';
import type { Forecast } from './forecast.ts';
import type { Burndown, SessionReport, SessionRow } from './report.ts';
import { scoreOf } from './score.ts';
import { scoreInputs } from './score-inputs.ts';
import { sessionMetrics } from './session-metrics.ts';
import type { TimelineDraft } from './timeline.ts';
import { timelineOf } from './timeline.ts';
import type { UseAccount } from './use-account.ts';
import { useOf } from './use-account.ts';

/** How many tasks, commits, checks and files a report lists; the log has them all. */
const MOST_TASKS = 200;
const MOST_LISTED = 100;
/** What is under way comes first. */
const ORDER = ['blocked', 'in_progress', 'completed', 'failed', 'assigned', 'pending', 'cancelled'];

/** What a session's report is made of. */
export interface SessionReportFacts {
  readonly project: string;
  readonly state: SessionState;
  readonly timeline: TimelineDraft;
  readonly use: UseAccount;
  /** live, closed, crashed or expired. */
  readonly status: string;
  readonly burndown: Burndown | null;
  readonly forecast: Forecast | null;
  readonly trend: readonly SessionRow[];
  readonly notes: readonly string[];
  /** Milliseconds. */
  readonly now: number;
}

/** The report of one session. */
export function sessionReport(facts: SessionReportFacts): SessionReport {
  const { state, now } = facts;
  const { session_info: info, lifecycle, observability } = state;
  const { inputs, undefined: missing, insights, ...score } = sessionMetrics(state);
  return {
    kind: 'session',
    version: 1,
    generated_at: new Date(now).toISOString(),
    project: facts.project,
    session: {
      ...{ id: info.id, number: info.number, label: info.label, mode: info.mode, user: info.user },
      ...{ branch: info.branch, worktree: info.worktree, model: info.model },
      started_at: info.created_at,
      last_activity: lifecycle.last_activity,
      ended_at: lifecycle.ended_at,
      status: facts.status,
      starts: lifecycle.starts,
      predecessor: info.predecessor?.number ?? null,
    },
    metrics: { ...score, inputs: { ...inputs }, undefined: [...missing], insights: [...insights] },
    timeline: timelineOf(facts.timeline, info.created_at, lifecycle.last_activity),
    use: useOf(facts.use),
    tasks: taskList(state, now),
    commits: observability.commits.slice(0, MOST_LISTED).toReversed(),
    checks: observability.checks.slice(0, MOST_LISTED).map((check) => ({
      ...{ at: check.at, kind: check.kind, command: check.command, outcome: check.outcome },
      ...{ coverage: check.coverage, duration_ms: check.duration_ms },
    })),
    files: observability.files.map(({ path, edits }) => ({
      path: placeFrom(info.worktree, path),
      edits,
    })),
    burndown: facts.burndown,
    forecast: facts.forecast === null ? null : reportedForecast(facts.forecast),
    trend: [...facts.trend],
    notes: [...facts.notes],
  };
}

/** One session as a row among others. */
export function sessionRow(state: SessionState, status: string): SessionRow {
  const numbers = scoreInputs(state);
  const { session_info: info } = state;
  return {
    ...{ session_id: info.id, number: info.number, label: info.label, started_at: info.created_at, status },
    ...{ branch: info.branch, hours: numbers.hours, score: scoreOf(numbers).score, commits: numbers.commits },
    ...{ tasks_completed: numbers.tasks_completed, tokens: numbers.tokens, cost_usd: numbers.cost_usd },
  };
}

/** A forecast as reports hold it. */
export function reportedForecast(forecast: Forecast): NonNullable<SessionReport['forecast']> {
  const { unit, remaining, open_tasks, planned_end, chance_by_planned_end } = forecast;
  return {
    ...{ unit, remaining, open_tasks, planned_end, chance_by_planned_end },
    bands: forecast.bands.map((band) => ({ ...band })),
    missing: [...forecast.missing],
  };
}

function taskList(state: SessionState, now: number): SessionReport['tasks'] {
  return Object.values(state.active_work.execution_state.tasks)
    .sort((left, right) => ORDER.indexOf(left.status) - ORDER.indexOf(right.status))
    .slice(0, MOST_TASKS)
    .map((task) => {
      const end = task.completed_at === null ? now : Date.parse(task.completed_at);
      const hours =
        task.started_at === null ? null : Math.max(0, end - Date.parse(task.started_at)) / 3_600_000;
      return {
        ...{ id: task.id, title: task.title, status: task.status, assignee: task.assignee },
        progress_percentage: task.progress_percentage,
        hours: hours === null ? null : Math.round(hours * 100) / 100,
        blockers: task.blockers.filter((one) => one.resolved_at === null).map((one) => one.reason),
      };
    });
}
