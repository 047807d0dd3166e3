import type { Completion } from '../plan/burndown.ts';
import type { ForecastBand, Trials } from './completion-odds.ts';
import { completionOdds, FORECAST_BANDS } from './completion-odds.ts';
import { LEAST_COMPLETIONS, LEAST_DAYS, throughputOf, whatIsMissing } from './throughput.ts';

const DAY_MS = 86_400_000;
/** More forecasts than this say no more, and take longer. */
const MOST_FORECASTS = 400;

/** How often a band held: of so many past forecasts, the work was done by the day that it named. */
export interface BandCalibration {
  readonly band: ForecastBand;
  readonly forecasts: number;
  readonly held: number;
  /** `held` ÷ `forecasts`; a well made band holds about as often as it says. */
  readonly share: number | null;
}

/** What the forecasts would have been worth on the history that there is. */
export interface Backtest extends Trials {
  readonly bands: readonly BandCalibration[];
  readonly missing: readonly string[];
}

/** Each day of the past is asked for about so many more tasks. */
const AMOUNTS = [5, 10, 20, 40];

/** A forecast that could have been made: when (milliseconds), and for how many units. */
interface Question {
  readonly at: number;
  readonly amount: number;
}

/**
 * Asks each day of the past, with no more than it knew, when the next 5, 10, 20 and 40 tasks (of the size known
 * then) would be done, and counts how often that had come true by the day that each band named. A band whose day is
 * still to come counts neither way. Forecasts of one history overlap: the shares of few are a hint, no proof.
 */
export function backtest(
  completions: readonly Completion[],
  startedAt: number | null,
  now: number,
  trials: Trials,
): Backtest {
  const tally = new Map(FORECAST_BANDS.map((band) => [band, { forecasts: 0, held: 0 }]));
  const questions = startedAt === null ? [] : questionsOf(completions, startedAt, now);
  for (const [index, { at, amount }] of questions.entries()) {
    const known = throughputOf(completions, startedAt ?? at, at);
    const { days } = completionOdds(known.days, amount, { ...trials, seed: trials.seed + index });
    for (const [band, count] of tally) {
      const end = at + (days[band] ?? Number.POSITIVE_INFINITY) * DAY_MS;
      if (end > now) continue;
      count.forecasts++;
      if (doneBetween(completions, at, end) >= amount) count.held++;
    }
  }
  const bands = [...tally].map(
    ([band, { forecasts, held }]): BandCalibration => ({
      ...{ band, forecasts, held },
      share: forecasts === 0 ? null : Math.round((held / forecasts) * 1_000) / 1_000,
    }),
  );
  const missing = bands.every(({ forecasts }) => forecasts === 0) ? [NEEDED] : [];
  return { bands, missing, trials: trials.trials, seed: trials.seed };
}

const NEEDED = `a history that goes on after its first ${LEAST_DAYS} days and ${LEAST_COMPLETIONS} completed tasks`;

function questionsOf(completions: readonly Completion[], startedAt: number, now: number): Question[] {
  const questions: Question[] = [];
  const step = Math.max(1, Math.ceil((((now - startedAt) / DAY_MS) * AMOUNTS.length) / MOST_FORECASTS));
  for (let at = startedAt + DAY_MS; at < now; at += step * DAY_MS) {
    const known = throughputOf(completions, startedAt, at);
    if (whatIsMissing(known).length > 0) continue;
    const size = known.days.reduce((sum, done) => sum + done, 0) / known.completions;
    for (const count of AMOUNTS) questions.push({ at, amount: count * size });
  }
  return questions.filter(({ amount }) => amount > 0);
}

function doneBetween(completions: readonly Completion[], from: number, to: number): number {
  let done = 0;
  for (const { at, points } of completions) {
    const time = Date.parse(at);
    if (time > from && time <= to) done += points;
  }
  return done;
}
