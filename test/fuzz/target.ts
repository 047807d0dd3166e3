import type { Chance } from '../torture/chance.ts';

/** Something that takes input from outside, ready to be given nonsense. */
export interface Target {
  readonly name: string;
  /** How many of a hundred thousand cases it gets. */
  readonly cases: number;
  /** Makes what it needs below `folder`, which is its own. */
  prepare(folder: string): Promise<Prepared>;
}

/** A prepared target. */
export interface Prepared {
  /** Gives it one case. Returns what did not hold, with the case, or undefined. Must not throw: that is a finding. */
  attempt(chance: Chance): Promise<string | undefined> | string | undefined;
}

/** A failure that nobody foresaw: not a refusal in Baton's words and not one of the system's. */
export function isUnforeseen(error: unknown): boolean {
  if (!(error instanceof Error)) return true;
  if (error.name === 'BatonError') return false;
  return !('code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code));
}

/** A finding with the case that made it, short enough to read. */
export function finding(what: unknown, given: string): string {
  const text =
    what instanceof Error ? (what.stack ?? what.message).split('\n').slice(0, 4).join(' | ') : String(what);
  return `${text}\n    given: ${JSON.stringify(given.slice(0, 400))}`;
}
