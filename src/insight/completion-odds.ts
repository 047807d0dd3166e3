import { quantile, seededRandom } from './random.ts';

/** A trial that is not done after so many days is given up; a band that reaches it has no end. */
export const LONGEST_FORECAST_DAYS = 1_000;

/** The bands that are told: of so many out of a hundred like it, the work is done by then. */
export const FORECAST_BANDS = [50, 85, 95] as const;
export type ForecastBand = (typeof FORECAST_BANDS)[number];

/** How many futures are tried, and from which seed. */
export interface Trials {
  readonly trials: number;
  readonly seed: number;
}

/** When work would be done, in days from now, over many trials. */
export interface CompletionOdds {
  /** Days by band; null where the trials of the band were given up. */
  readonly days: Readonly<Record<ForecastBand, number | null>>;
  /** The share of the trials that are done within so many days. */
  within(days: number): number;
}

/**
 * The odds of finishing `remaining` units when the days to come are like those of `history` (units done in each).
 * Each trial draws its days from an urn that holds the history; a day that was drawn goes back twice (Pólya), so
 * that one trial's future leans to good days, another's to bad ones, as much as so short a history leaves open.
 * Plain drawing would take the observed mean for the true one and promise too early. Within a day, work is even.
 *
 * `history` needs three days, one of them with something done: `whatIsMissing` asks for more.
 */
export function completionOdds(
  history: readonly number[],
  remaining: number,
  { trials, seed }: Trials,
): CompletionOdds {
  const random = seededRandom(seed);
  const outcomes = new Float64Array(trials);
  const drawn = new Float64Array(LONGEST_FORECAST_DAYS);
  for (let trial = 0; trial < trials; trial++) outcomes[trial] = oneFuture(history, remaining, drawn, random);
  outcomes.sort();
  const daysOf = (band: ForecastBand) => {
    const days = quantile(outcomes, band / 100);
    return Number.isFinite(days) ? days : null;
  };
  return {
    days: { 50: daysOf(50), 85: daysOf(85), 95: daysOf(95) },
    within: (days) => outcomes.filter((outcome) => outcome <= days).length / trials,
  };
}

function oneFuture(
  history: readonly number[],
  remaining: number,
  drawn: Float64Array,
  random: () => number,
): number {
  // Two days less than there are: the spread of the mean then is that of an unbiased estimate.
  const weight = Math.max(1, history.length - 2);
  let left = remaining;
  for (let day = 0; day < drawn.length; day++) {
    if (left <= 0) return day;
    const place = random() * (weight + day);
    const done =
      place < weight
        ? (history[Math.floor((place / weight) * history.length)] ?? 0)
        : (drawn[Math.floor(place - weight)] ?? 0);
    if (done >= left) return day + left / done;
    drawn[day] = done;
    left -= done;
  }
  return Number.POSITIVE_INFINITY;
}
