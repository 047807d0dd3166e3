import { seededRandom } from '../../../src/insight/random.ts';
import type { Completion } from '../../../src/plan/burndown.ts';

export const BEGIN = Date.parse('2026-01-05T08:00:00.000Z');
export const DAY = 86_400_000;

/** A kind of day: how many tasks it completes, by chance. */
export type DayKind = (random: () => number) => number;

/** Tasks that come in one by one, on average `mean` a day. */
export function steady(mean: number): DayKind {
  return (random) => {
    const floor = Math.exp(-mean);
    let count = 0;
    for (let product = random(); product > floor; product *= random()) count++;
    return count;
  };
}

/** Every second day nothing, else a handful, sometimes many. */
export const bursts: DayKind = (random) => (random() < 0.5 ? 0 : 1 + Math.floor(-Math.log(1 - random()) * 4));

/** A history of that many days and, behind it, how many days the next `amount` tasks then took. */
export function simulated(kind: DayKind, days: number, amount: number, seed: number) {
  const random = seededRandom(seed);
  const history = Array.from({ length: days }, () => kind(random));
  let took = 0;
  for (let left = amount; left > 0; took++) {
    const done = kind(random);
    if (done >= left) return { history, took: took + left / done };
    left -= done;
  }
  return { history, took };
}

/** The completions of a history, spread evenly over each day. */
export function completionsOf(history: readonly number[]): Completion[] {
  return history.flatMap((count, day) =>
    Array.from({ length: count }, (_, index) => ({
      task_id: `t-${day}-${index}`,
      points: 1,
      at: new Date(BEGIN + (day + (index + 0.5) / count) * DAY).toISOString(),
    })),
  );
}
