import { counted } from '../counted.ts';
import { backtest } from '../insight/backtest.ts';
import type { Trials } from '../insight/completion-odds.ts';
import type { Forecast } from '../insight/forecast.ts';
import { forecastOf } from '../insight/forecast.ts';
import type { DurationEstimate } from '../insight/task-duration.ts';
import { durationOf, LEAST_ALIKE } from '../insight/task-duration.ts';
import { found } from '../plan/plan-edits.ts';
import type { Plan, Sprint } from '../plan/plan-schema.ts';
import { paint } from '../render/colour.ts';
import { table } from '../render/table.ts';
import { plainText } from '../render/terminal-text.ts';
import { loadPlan } from '../runtime/plan-loader.ts';
import type { RosterEntry } from '../runtime/roster.ts';
import { readRoster } from '../runtime/roster.ts';
import { readWorkHistory, workloadOf } from '../runtime/work-history.ts';
import type { CommandContext } from './command-context.ts';
import { plannedTask } from './planned-task.ts';
import { requireEntity } from './require-entity.ts';
import { sessionIfAny, standingsOf } from './task-standings.ts';

const DAY_MS = 86_400_000;

/** `forecast`: of a sprint, or of all that is open. */
export function forecastWork(context: CommandContext, named: string | undefined, trials: Trials): void {
  const shown = currentForecast(context, named, trials);
  context.answer(shown, () => forecastLines(shown, context));
}

/** The forecast as it stands, and for which sprint. */
export function currentForecast(
  context: CommandContext,
  named: string | undefined,
  trials: Trials,
): Forecast & { readonly sprint: string | null } {
  const { plan } = loadPlan(context.layout);
  const now = context.host.now();
  const roster = readRoster(context.layout, now);
  const session = sessionIfAny(context);
  const sprintId = named ?? roster.find(({ view }) => view.session_id === session)?.view.sprint?.id ?? null;
  const sprints = chosenSprints(plan, sprintId);
  const standings = standingsOf(context);
  const isOpen = (id: string) => !['completed', 'cancelled'].includes(standings(id)?.status ?? 'pending');
  const work = workloadOf(
    readWorkHistory(context.layout, plan, roster),
    sprints,
    isOpen,
    sprintId === null ? null : plannedEnd(plan, sprintId, roster),
  );
  return { sprint: sprintId, ...forecastOf(work, now, trials) };
}

/** `forecast --backtest`. */
export function testForecasts(context: CommandContext, trials: Trials): void {
  const now = context.host.now();
  const { plan } = loadPlan(context.layout);
  const history = readWorkHistory(context.layout, plan, readRoster(context.layout, now));
  const tested = backtest(history.completions, history.started_at, now, {
    ...trials,
    // Each of hundreds of past days is forecast anew.
    trials: Math.min(trials.trials, 1_000),
  });
  context.answer(tested, () =>
    tested.missing.length > 0
      ? missingLines('No forecast of the past can be looked back on', tested.missing)
      : [
          ...table(
            [
              { title: 'band', align: 'right' },
              { title: 'held', align: 'right' },
              { title: 'forecasts', align: 'right' },
              { title: 'share', align: 'right' },
            ],
            tested.bands.map(({ band, held, forecasts, share }) => [
              `${band} %`,
              String(held),
              String(forecasts),
              share === null ? '-' : `${Math.round(share * 100)} %`,
            ]),
            { width: context.width, colours: context.colours },
          ),
          paint(
            'A band is well made when it held about as often as it says. Forecasts of one history overlap.',
            'muted',
            context.colours,
          ),
        ],
  );
}

/** `forecast --task`. */
export function forecastTask(context: CommandContext, id: string): void {
  const { plan } = loadPlan(context.layout);
  const { task } = plannedTask(plan, id);
  const roster = readRoster(context.layout, context.host.now());
  const { finished } = readWorkHistory(context.layout, plan, roster);
  const estimate = durationOf(
    { type: task.type, effort: task.estimated_effort },
    finished.filter((one) => one.id !== task.id),
  );
  const missing =
    estimate === undefined
      ? [`${LEAST_ALIKE} completed tasks whose start and end are on record; there are ${finished.length}`]
      : [];
  context.answer({ task_id: task.id, estimate: estimate ?? null, missing }, () =>
    estimate === undefined
      ? missingLines(`No duration for ${plainText(task.id, 60)}`, missing)
      : [durationLine(task.id, estimate)],
  );
}

function durationLine(id: string, estimate: DurationEstimate): string {
  const { likely_hours: likely, low_hours: low, high_hours: high, tasks, alike } = estimate;
  const basis = alike === 'all tasks' ? `${tasks} tasks of any kind` : `${tasks} tasks of the same ${alike}`;
  return `${plainText(id, 60)}: about ${likely} h, eight of ten between ${low} and ${high} h (from ${basis}).`;
}

function forecastLines(
  forecast: Forecast & { readonly sprint: string | null },
  context: CommandContext,
): string[] {
  const { observed, unit, remaining } = forecast;
  const what = forecast.sprint === null ? 'All open sprints' : `Sprint ${plainText(forecast.sprint, 60)}`;
  const tasks = counted(forecast.open_tasks, 'task');
  const left = `${what}: ${unit === 'tasks' ? `${tasks} left` : `${counted(remaining, 'point')} left in ${tasks}`}.`;
  if (remaining <= 0) return [`${what}: nothing is left to do.`];
  if (forecast.missing.length > 0) return [left, ...missingLines('No date yet', forecast.missing)];
  return [
    left,
    ...table(
      [{ title: 'of 100 futures' }, { title: 'done by' }, { title: 'days', align: 'right' }],
      forecast.bands.map(({ band, days, at }) => [
        String(band),
        at === null ? 'not within 1000 days' : at.slice(0, 16).replace('T', ' '),
        days === null ? '-' : days.toFixed(1),
      ]),
      { width: context.width, colours: context.colours },
    ),
    ...(forecast.planned_end === null || forecast.chance_by_planned_end === null
      ? []
      : [
          `Planned end ${forecast.planned_end.slice(0, 10)}: kept in ${Math.round(forecast.chance_by_planned_end * 100)} of 100.`,
        ]),
    paint(
      `From ${observed.completions} tasks in ${observed.days} days (${observed.mean_a_day} ${unit} a day); ${forecast.trials} futures, seed ${forecast.seed}. New tasks are not foreseen.`,
      'muted',
      context.colours,
    ),
  ];
}

function missingLines(what: string, missing: readonly string[]): string[] {
  return [`${what}. It needs:`, ...missing.map((one) => `  ${one}`)];
}

function chosenSprints(plan: Plan, id: string | null): Sprint[] {
  if (id !== null) return [requireEntity(() => found(plan.sprints, id, 'sprint'))];
  return Object.values(plan.sprints).filter((sprint) => sprint.status !== 'closed');
}

function plannedEnd(plan: Plan, id: string, roster: readonly RosterEntry[]): number | null {
  const length = plan.sprints[id]?.length_days;
  const starts = roster.flatMap(({ view }) =>
    view.sprint?.id === id ? [Date.parse(view.sprint.started_at ?? '')] : [],
  );
  const begun = starts.filter(Number.isFinite);
  return length === undefined || begun.length === 0 ? null : Math.min(...begun) + length * DAY_MS;
}
