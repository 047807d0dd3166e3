import { describe, expect, it } from 'vitest';
import { backtest } from '../../../src/insight/backtest.ts';
import { completionOdds } from '../../../src/insight/completion-odds.ts';
import type { DayKind } from './simulated-history.ts';
import { BEGIN, bursts, completionsOf, DAY, simulated, steady } from './simulated-history.ts';

const HISTORIES = 400;

/** How many of the simulated outcomes each band held. */
function sharesHeld(kind: DayKind, days: number, amount: number) {
  const held = { 50: 0, 85: 0, 95: 0 };
  for (let seed = 1; seed <= HISTORIES; seed++) {
    const { history, took } = simulated(kind, days, amount, seed);
    const odds = completionOdds(history, amount, { trials: 400, seed });
    for (const band of [50, 85, 95] as const)
      if (took <= (odds.days[band] ?? Number.POSITIVE_INFINITY)) held[band]++;
  }
  return { 50: held[50] / HISTORIES, 85: held[85] / HISTORIES, 95: held[95] / HISTORIES };
}

describe('the bands of a forecast, over histories whose truth is known', () => {
  it.each<[string, DayKind, number, number]>([
    ['two a day, ten days known', steady(2), 10, 20],
    ['two a day, thirty days known', steady(2), 30, 60],
    ['bursts, twenty days known', bursts, 20, 60],
    ['bursts, sixty days known', bursts, 60, 60],
  ])('hold what they say: %s', (_, kind, days, amount) => {
    const shares = sharesHeld(kind, days, amount);
    expect(shares[85]).toBeGreaterThanOrEqual(0.8);
    expect(shares[85]).toBeLessThanOrEqual(0.9);
    expect(shares[50]).toBeGreaterThan(0.43);
    expect(shares[50]).toBeLessThan(0.64);
    expect(shares[95]).toBeGreaterThan(0.9);
  });
});

describe('looking back at a history', () => {
  it('finds bands that held about as often as they say', () => {
    const { history } = simulated(steady(3), 120, 1, 7);
    const { bands, missing } = backtest(completionsOf(history), BEGIN, BEGIN + 120 * DAY, {
      trials: 300,
      seed: 1,
    });
    expect(missing).toEqual([]);
    const [half, most, nearly] = bands;
    expect(half?.forecasts).toBeGreaterThan(180);
    expect(half?.share).toBeGreaterThan(0.35);
    expect(half?.share).toBeLessThan(0.7);
    expect(most?.share).toBeGreaterThan(0.75);
    expect(nearly?.share).toBeGreaterThanOrEqual(most?.share ?? 1);
  });

  it('shows that a pace which broke down kept no promise', () => {
    const history = [...Array<number>(30).fill(4), ...Array<number>(60).fill(1)];
    const { bands } = backtest(completionsOf(history), BEGIN, BEGIN + 90 * DAY, { trials: 300, seed: 1 });
    expect(bands[1]?.share).toBeLessThan(0.6);
  });

  it('says what it needs when there is nothing to look back on', () => {
    const short = backtest(completionsOf([1, 2, 1]), BEGIN, BEGIN + 3 * DAY, { trials: 300, seed: 1 });
    expect(short.bands.map(({ share }) => share)).toEqual([null, null, null]);
    expect(short.missing).toEqual(['a history that goes on after its first 5 days and 5 completed tasks']);
    expect(backtest([], null, BEGIN, { trials: 300, seed: 1 }).missing).toHaveLength(1);
  });
});
