import { basename } from 'node:path';
import { counted } from '../counted.ts';
import { projectReport } from '../insight/project-report.ts';
import type { Burndown, ProjectReport, SessionReport, SessionRow } from '../insight/report.ts';
import { sessionReport, sessionRow } from '../insight/session-report.ts';
import { throughputOf } from '../insight/throughput.ts';
import { newUseAccount } from '../insight/use-account.ts';
import { sprintPace } from '../plan/burndown.ts';
import type { Plan, Sprint } from '../plan/plan-schema.ts';
import { sprintProgress } from '../plan/progress.ts';
import { taskBoard } from '../plan/task-board.ts';
import { loadPlan } from '../runtime/plan-loader.ts';
import type { RosterEntry } from '../runtime/roster.ts';
import { readRoster } from '../runtime/roster.ts';
import { readSessionHistory } from '../runtime/session-history.ts';
import { openSession } from '../runtime/session-streams.ts';
import type { WorkHistory } from '../runtime/work-history.ts';
import { readWorkHistory, sprintSize } from '../runtime/work-history.ts';
import type { CommandContext } from './command-context.ts';
import { currentForecast } from './forecast-answer.ts';
import { progressLine } from './progress-line.ts';
import { standingsOf } from './task-standings.ts';

/** A session's report shows its score among so many before it. */
const MOST_TREND = 20;
const MOST_BURNDOWNS = 6;
const TRIALS = { trials: 2_000, seed: 1 };

/** Reads everything that the report of one session tells. */
export function sessionReportData(context: CommandContext, id: string): SessionReport {
  const progress = progressLine(context, 'Reading the session');
  const { state, timeline, use, lost } = readSessionHistory(context.layout, id, undefined, progress.show);
  progress.end();
  const now = context.host.now();
  const roster = readRoster(context.layout, now);
  const { plan, problems } = loadPlan(context.layout);
  const own = roster.find(({ view }) => view.session_id === id);
  const sprint = plan.sprints[state.active_work.current_sprint ?? ''];
  return sessionReport({
    project: basename(context.layout.root),
    ...{ state, timeline, use, now },
    status: own?.liveness ?? 'closed',
    burndown:
      sprint === undefined
        ? null
        : burndownOf(sprint, readWorkHistory(context.layout, plan, roster), roster, now),
    forecast: sprint === undefined ? null : currentForecast(context, sprint.id, TRIALS),
    trend: rowsOf(
      context,
      roster.filter(({ view }) => view.number <= state.session_info.number).slice(0, MOST_TREND),
    ).rows,
    notes: [
      ...(lost === 0
        ? []
        : [`The log has ${counted(lost, 'record')} that are damaged or missing; what is left is told.`]),
      ...(problems.length === 0
        ? []
        : [`The plan has ${counted(problems.length, 'problem')}: baton plan validate.`]),
    ],
  });
}

/** Reads everything that the report of the project tells, of at most `most` sessions, the newest. */
export function projectReportData(context: CommandContext, most: number): ProjectReport {
  const now = context.host.now();
  const roster = readRoster(context.layout, now);
  const { plan, problems } = loadPlan(context.layout);
  const history = readWorkHistory(context.layout, plan, roster);
  const board = taskBoard(plan, standingsOf(context));
  const use = newUseAccount();
  const { rows, unreadable } = rowsOf(context, roster.slice(0, most), (id) => {
    const progress = progressLine(context, `Reading session ${id.slice(0, 8)}`);
    const { state } = readSessionHistory(context.layout, id, use, progress.show);
    progress.end();
    return state;
  });
  const sprints = Object.values(plan.sprints);
  const begun = sprints.filter((sprint) => startOf(sprint, roster) !== null && sprint.status !== 'closed');
  return projectReport({
    project: basename(context.layout.root),
    sessions: rows,
    use,
    sprints: sprints.map((sprint) => sprintProgress(sprint, board)),
    burndowns: begun.slice(0, MOST_BURNDOWNS).map((sprint) => burndownOf(sprint, history, roster, now)),
    throughput: throughputOf(history.completions, history.started_at ?? now, now),
    forecast: currentForecast(context, undefined, TRIALS),
    notes: [
      ...(roster.length <= most
        ? []
        : [`${counted(roster.length - most, 'older session')} left out: --limit ${roster.length}.`]),
      ...(unreadable === 0 ? [] : [`${counted(unreadable, 'session')} cannot be read: baton doctor.`]),
      ...(problems.length === 0
        ? []
        : [`The plan has ${counted(problems.length, 'problem')}: baton plan validate.`]),
    ],
    now,
  });
}

// The oldest first. One that cannot be read (another user's, a damaged disk) is left out and counted.
function rowsOf(
  context: CommandContext,
  roster: readonly RosterEntry[],
  stateOf = (id: string) => openSession(context.layout, id).state,
): { readonly rows: SessionRow[]; readonly unreadable: number } {
  const rows: SessionRow[] = [];
  let unreadable = 0;
  for (const { view, liveness } of roster.toReversed()) {
    try {
      rows.push(sessionRow(stateOf(view.session_id), liveness));
    } catch {
      unreadable++;
    }
  }
  return { rows, unreadable };
}

function burndownOf(
  sprint: Plan['sprints'][string],
  history: WorkHistory,
  roster: readonly RosterEntry[],
  now: number,
): Burndown {
  const tasks = new Set(Object.values(sprint.planned_tasks).map(({ id }) => id));
  const completions = history.completions.filter(({ task_id }) => tasks.has(task_id));
  const total = sprintSize(sprint, history.unit);
  const startedAt = startOf(sprint, roster);
  const planned = sprint.length_days ?? null;
  return {
    ...{ sprint: sprint.id, name: sprint.name, unit: history.unit, total, planned_days: planned },
    started_at: startedAt === null ? null : new Date(startedAt).toISOString(),
    days: [...sprintPace(total, completions, startedAt, planned, now).days],
  };
}

function startOf(sprint: Sprint, roster: readonly RosterEntry[]): number | null {
  const starts = roster.flatMap(({ view }) =>
    view.sprint?.id === sprint.id ? [Date.parse(view.sprint.started_at ?? '')] : [],
  );
  const begun = starts.filter(Number.isFinite);
  return begun.length === 0 ? null : Math.min(...begun);
}
