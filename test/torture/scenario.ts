import type { Chance } from './chance.ts';

/** What a scenario works with. */
export interface Trial {
  /** A folder of its own, empty, removed afterwards. */
  readonly folder: string;
  readonly chance: Chance;
  /** How hard: 1 is the long form; CI runs a tenth. */
  readonly share: number;
}

/** What one scenario did and saw. A violation is a promise that did not hold, with what is needed to see it again. */
export interface Findings {
  /** How often each thing was done, in the order of the table. */
  readonly counts: Readonly<Record<string, number>>;
  readonly violations: readonly string[];
  /** Why it was not run, where it could not be. */
  readonly skipped?: string;
}

/** One way of hurting the store, and the promises that must hold all the same. */
export interface Scenario {
  readonly name: string;
  /** Which promise of docs/reliability.md it is about. */
  readonly promise: string;
  run(trial: Trial): Promise<Findings>;
}

/** `whole` scaled by the trial's share, at least `least`. */
export function scaled(trial: Trial, whole: number, least = 3): number {
  return Math.max(least, Math.round(whole * trial.share));
}
