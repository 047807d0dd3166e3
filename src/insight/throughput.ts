import type { Completion } from '../plan/burndown.ts';

const DAY_MS = 86_400_000;
/** Older days are no measure of how the work goes now. */
const MOST_DAYS = 90;

/** What was done, day by day. */
export interface Throughput {
  /** Units done in each span of 24 hours, the oldest first; the last one ends now. */
  readonly days: readonly number[];
  /** How many completions those are. */
  readonly completions: number;
  /** ISO-8601: when the first of the days begins. */
  readonly from: string;
}

/**
 * The throughput from `startedAt` to `now` (milliseconds) in whole days, at most the last ninety. A rest of a day at
 * the beginning is left out. Completions later than `now` do not count: so the past is asked what it knew.
 */
export function throughputOf(completions: readonly Completion[], startedAt: number, now: number): Throughput {
  const count = Math.max(0, Math.min(MOST_DAYS, Math.floor((now - startedAt) / DAY_MS)));
  const from = now - count * DAY_MS;
  const days = Array.from({ length: count }, () => 0);
  let counted = 0;
  for (const { at, points } of completions) {
    const time = Date.parse(at);
    const day = time === now ? count - 1 : Math.floor((time - from) / DAY_MS);
    if (time > now || day < 0 || day >= count) continue;
    days[day] = (days[day] ?? 0) + points;
    counted++;
  }
  return { days, completions: counted, from: new Date(from).toISOString() };
}

/** What a forecast needs at least. */
export const LEAST_DAYS = 5;
export const LEAST_COMPLETIONS = 5;

/** What there is too little of for a forecast, in sentences; none when there is enough. */
export function whatIsMissing({ days, completions }: Throughput): string[] {
  const missing: string[] = [];
  if (days.length < LEAST_DAYS)
    missing.push(`${LEAST_DAYS} whole days of work on record; there are ${days.length}`);
  if (completions < LEAST_COMPLETIONS)
    missing.push(`${LEAST_COMPLETIONS} completed tasks in them; there are ${completions}`);
  return missing;
}
