/** Where the time of one process goes, in the order in which it comes. */
export const PROFILE_PHASES = ['node', 'load', 'input', 'read', 'work', 'write', 'output'] as const;
export type ProfilePhase = (typeof PROFILE_PHASES)[number];

/** What the probe saw inside one run; milliseconds, the marks since the process began. */
export interface ProbeMarks {
  /** When the program's file began to load, and when the process began to end. */
  readonly loading: number;
  readonly ending: number;
  /** When it asked for its input; null where it never did. */
  readonly asked: number | null;
  /** How long it was in calls of these kinds. */
  readonly input: number;
  readonly read: number;
  readonly write: number;
  readonly output: number;
}

/** One run: how long the process took as seen from outside, and how that divides. */
export type PhaseTimes = Readonly<Record<ProfilePhase, number>> & { readonly total: number };

/**
 * The phases of one run that took `total` milliseconds from start to end. `node`: what Node itself takes to come up and
 * to go down; `load`: from there until the program asks for its input; `work`: all of the rest that was in no call to
 * the system, and waiting for other programs.
 */
export function phasesOf(marks: ProbeMarks, total: number): PhaseTimes {
  const { input, read, write, output } = marks;
  const asked = marks.asked ?? marks.ending;
  const node = Math.max(0, marks.loading + (total - marks.ending));
  const load = Math.max(0, asked - marks.loading);
  const work = Math.max(0, total - node - load - input - read - write - output);
  return { node, load, input, read, work, write, output, total };
}

/** The median of each phase over several runs, to the hundredth; the total is the median of the totals. */
export function medianPhases(runs: readonly PhaseTimes[]): PhaseTimes {
  const of = (pick: (run: PhaseTimes) => number) => Math.round(median(runs.map(pick)) * 100) / 100;
  return {
    node: of((run) => run.node),
    load: of((run) => run.load),
    input: of((run) => run.input),
    read: of((run) => run.read),
    work: of((run) => run.work),
    write: of((run) => run.write),
    output: of((run) => run.output),
    total: of((run) => run.total),
  };
}

/** The middle of some numbers, of an even count the lower one; 0 of none. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((left, right) => left - right);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
