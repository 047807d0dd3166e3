import type { Completion } from '../plan/burndown.ts';
import type { ForecastBand, Trials } from './completion-odds.ts';
import { completionOdds, FORECAST_BANDS } from './completion-odds.ts';
import { throughputOf, whatIsMissing } from './throughput.ts';

const DAY_MS = 86_400_000;

/** The work that a forecast is about. */
export interface Workload {
  readonly unit: 'points' | 'tasks';
  /** Everything that was completed, in these units. */
  readonly completions: readonly Completion[];
  /** Units that are still to do. */
  readonly remaining: number;
  readonly open_tasks: number;
  /** When the work began (milliseconds); null when it has not. */
  readonly started_at: number | null;
  /** When it is planned to end (milliseconds), where that is planned. */
  readonly planned_end: number | null;
}

/** One band of a forecast: so many out of a hundred futures like the past are done by then. */
export interface BandEnd {
  readonly band: ForecastBand;
  /** Days from now; null for more than a thousand. */
  readonly days: number | null;
  /** ISO-8601. */
  readonly at: string | null;
}

/** When the work will be done, or what is missing to say it. */
export interface Forecast extends Trials {
  readonly unit: Workload['unit'];
  readonly remaining: number;
  readonly open_tasks: number;
  readonly observed: {
    readonly days: number;
    readonly completions: number;
    /** Units a day; null without a day. */
    readonly mean_a_day: number | null;
    readonly from: string | null;
  };
  /** Empty while something is missing, and when nothing is left to do. */
  readonly bands: readonly BandEnd[];
  readonly missing: readonly string[];
  readonly planned_end: string | null;
  /** 0 to 1: the share of the futures that are done by the planned end. */
  readonly chance_by_planned_end: number | null;
}

/** The forecast for a workload at `now` (milliseconds). The same seed gives the same forecast. */
export function forecastOf(work: Workload, now: number, trials: Trials): Forecast {
  const throughput = throughputOf(work.completions, work.started_at ?? now, now);
  const { days } = throughput;
  const isDone = work.remaining <= 0;
  const missing = isDone ? [] : whatIsMissing(throughput);
  const odds = isDone || missing.length > 0 ? undefined : completionOdds(days, work.remaining, trials);
  const total = days.reduce((sum, done) => sum + done, 0);
  return {
    ...{ unit: work.unit, remaining: work.remaining, open_tasks: work.open_tasks },
    observed: {
      days: days.length,
      completions: throughput.completions,
      mean_a_day: days.length === 0 ? null : rounded(total / days.length),
      from: days.length === 0 ? null : throughput.from,
    },
    bands: odds === undefined ? [] : FORECAST_BANDS.map((band) => bandEnd(band, odds.days[band], now)),
    missing,
    planned_end: work.planned_end === null ? null : new Date(work.planned_end).toISOString(),
    chance_by_planned_end:
      odds === undefined || work.planned_end === null
        ? null
        : rounded(odds.within((work.planned_end - now) / DAY_MS)),
    trials: trials.trials,
    seed: trials.seed,
  };
}

function bandEnd(band: ForecastBand, days: number | null, now: number): BandEnd {
  return {
    band,
    days: days === null ? null : rounded(days),
    at: days === null ? null : new Date(Math.ceil(now + days * DAY_MS)).toISOString(),
  };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
