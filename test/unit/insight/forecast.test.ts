import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completionOdds } from '../../../src/insight/completion-odds.ts';
import type { Workload } from '../../../src/insight/forecast.ts';
import { forecastOf } from '../../../src/insight/forecast.ts';
import { quantile, seededRandom } from '../../../src/insight/random.ts';
import { durationOf } from '../../../src/insight/task-duration.ts';
import { throughputOf } from '../../../src/insight/throughput.ts';
import { BEGIN, completionsOf, DAY } from './simulated-history.ts';

const TRIALS = { trials: 500, seed: 1 };

function work(history: readonly number[], changes: Partial<Workload> = {}): Workload {
  return {
    unit: 'tasks',
    completions: completionsOf(history),
    remaining: 10,
    open_tasks: 10,
    started_at: BEGIN,
    planned_end: null,
    ...changes,
  };
}

describe('the throughput', () => {
  it('counts what was done in each whole day up to now', () => {
    const done = completionsOf([1, 0, 3]);
    expect(throughputOf(done, BEGIN, BEGIN + 3 * DAY)).toEqual({
      days: [1, 0, 3],
      completions: 4,
      from: new Date(BEGIN).toISOString(),
    });
    // More than half a day later: so much of the beginning is left out.
    expect(throughputOf(done, BEGIN, BEGIN + 3.6 * DAY)).toMatchObject({ days: [0, 2, 1], completions: 3 });
  });

  it('knows nothing of what came later, and forgets what is older than ninety days', () => {
    const done = completionsOf([1, 1, 1, 1, 1]);
    expect(throughputOf(done, BEGIN, BEGIN + 2 * DAY).days).toEqual([1, 1]);
    expect(throughputOf(done, BEGIN, BEGIN + 200 * DAY)).toMatchObject({ completions: 0 });
    expect(throughputOf(done, BEGIN, BEGIN + 200 * DAY).days).toHaveLength(90);
    expect(throughputOf([], BEGIN, BEGIN - DAY).days).toEqual([]);
  });
});

describe('a forecast', () => {
  it('of work that always goes on at one pace is that pace, in every band', () => {
    const now = BEGIN + 10 * DAY;
    const forecast = forecastOf(work(Array<number>(10).fill(2)), now, TRIALS);
    const at = new Date(now + 5 * DAY).toISOString();
    expect(forecast.bands).toEqual([
      { band: 50, days: 5, at },
      { band: 85, days: 5, at },
      { band: 95, days: 5, at },
    ]);
    expect(forecast.observed).toEqual({
      days: 10,
      completions: 20,
      mean_a_day: 2,
      from: new Date(BEGIN).toISOString(),
    });
  });

  it('is the same for the same seed, and another for another', () => {
    const some = work([1, 3, 0, 2, 5, 1], { remaining: 40 });
    const at = BEGIN + 6 * DAY;
    expect(forecastOf(some, at, TRIALS)).toEqual(forecastOf(some, at, TRIALS));
    expect(forecastOf(some, at, { ...TRIALS, seed: 2 }).bands).not.toEqual(
      forecastOf(some, at, TRIALS).bands,
    );
  });

  it('names what is missing instead of a date', () => {
    const thin = forecastOf(work([1, 2]), BEGIN + 2 * DAY, TRIALS);
    expect(thin.bands).toEqual([]);
    expect(thin.missing).toEqual([
      '5 whole days of work on record; there are 2',
      '5 completed tasks in them; there are 3',
    ]);
    const idle = forecastOf(work([0, 0, 0, 0, 0, 0]), BEGIN + 6 * DAY, TRIALS);
    expect(idle.missing).toEqual(['5 completed tasks in them; there are 0']);
    expect(forecastOf(work([], { started_at: null }), BEGIN, TRIALS).observed).toMatchObject({
      mean_a_day: null,
      from: null,
    });
  });

  it('needs nothing when nothing is left', () => {
    const done = forecastOf(work([], { remaining: 0, open_tasks: 0 }), BEGIN, TRIALS);
    expect(done).toMatchObject({ bands: [], missing: [] });
  });

  it('says how likely the planned end is', () => {
    const now = BEGIN + 10 * DAY;
    const even = Array<number>(10).fill(2);
    const chance = (days: number) =>
      forecastOf(work(even, { planned_end: now + days * DAY }), now, TRIALS).chance_by_planned_end;
    expect([chance(4.9), chance(5.1)]).toEqual([0, 1]);
  });

  it('has no end where the work may never come to one', () => {
    const { days } = completionOdds([0, 0, 0, 0, 0.01], 50, TRIALS);
    expect(days).toEqual({ 50: null, 85: null, 95: null });
  });

  it('has bands in order, and more work is never done sooner', () => {
    const history = fc
      .array(fc.nat(9), { minLength: 5, maxLength: 30 })
      .filter((days) => days.some((one) => one > 0));
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 80 }), (days, remaining) => {
        const end = (amount: number) => {
          const odds = completionOdds(days, amount, { trials: 60, seed: 3 }).days;
          return [50, 85, 95].map((band) => odds[band as 50] ?? Number.POSITIVE_INFINITY);
        };
        const bands = end(remaining);
        expect(bands).toEqual(bands.toSorted((left, right) => left - right));
      }),
      { numRuns: 60 },
    );
  });
});

describe('chance', () => {
  it('is spread evenly over 0 to 1 and told by its seed', () => {
    const random = seededRandom(9);
    const draws = Array.from({ length: 10_000 }, random);
    expect(Math.min(...draws)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...draws)).toBeLessThan(1);
    expect(draws.reduce((sum, one) => sum + one, 0) / draws.length).toBeCloseTo(0.5, 1);
    expect(seededRandom(9)()).toBe(draws[0]);
  });

  it('has quantiles between its values', () => {
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantile([7], 0.95)).toBe(7);
    expect(quantile([1, Number.POSITIVE_INFINITY], 1)).toBe(Number.POSITIVE_INFINITY);
    expect(quantile([], 0.5)).toBeNaN();
  });
});

describe('the duration of a task', () => {
  const task = (type: string, effort: number, hours: number) => ({
    id: `${type}-${hours}`,
    type,
    effort,
    hours,
  });

  it('is that of the tasks most like it', () => {
    const finished = [
      ...[task('api', 3, 2), task('api', 3, 3), task('api', 3, 10), task('api', 8, 30), task('ui', 3, 1)],
      ...[task('ui', 4, 1), task('ui', 2, 0.5)],
    ];
    expect(durationOf({ type: 'api', effort: 3 }, finished)).toEqual({
      ...{ likely_hours: 3, low_hours: 2.2, high_hours: 8.6, tasks: 3, alike: 'type and effort' },
    });
    expect(durationOf({ type: 'docs', effort: 3 }, finished)).toMatchObject({ tasks: 6, alike: 'effort' });
    expect(durationOf({ type: 'ui', effort: 20 }, finished)).toMatchObject({ tasks: 3, alike: 'type' });
    expect(durationOf({ type: 'docs', effort: 20 }, finished)).toMatchObject({
      tasks: 7,
      alike: 'all tasks',
    });
  });

  it('is not told from fewer than three tasks, nor from those whose time is not known', () => {
    const finished = [task('api', 3, 2), task('api', 3, 3), task('api', 3, 0)];
    expect(durationOf({ type: 'api', effort: 3 }, finished)).toBeUndefined();
  });

  it('takes tasks without an estimate as alike among themselves', () => {
    const finished = [task('a', 0, 1), task('b', 0, 2), task('c', 0, 3), task('a', 5, 9)];
    expect(durationOf({ type: 'd', effort: 0 }, finished)).toMatchObject({
      likely_hours: 2,
      alike: 'effort',
    });
  });
});
