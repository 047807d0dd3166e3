import { seededRandom } from '../../src/insight/random.ts';

/** Choices that look like chance and are the same for the same seed: a bad run can be run again. */
export class Chance {
  /** A number from 0 up to 1. */
  readonly next: () => number;

  constructor(seed: number) {
    this.next = seededRandom(seed);
  }

  /** A whole number from 0 up to `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  /** True so often of a hundred. */
  percent(share: number): boolean {
    return this.next() * 100 < share;
  }

  /** One of `items`. */
  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.below(items.length)] ?? items[0];
  }
}
