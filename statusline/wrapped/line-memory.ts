import type { ProcessIdentity } from '../../src/store/process-identity.ts';

/** A run of the user's command: its leading process, when it began (milliseconds since 1970), for which session. */
export interface LineRun extends ProcessIdentity {
  readonly began: number;
  readonly session: string;
  /** Part of the names of the files that the run writes. */
  readonly id: string;
}

/** The last good output for one session, and since when runs for it have failed. */
export interface LineOutput {
  readonly session: string;
  readonly text: string | null;
  readonly failingSince: number | null;
}

/** What the renders of one command in one project folder know together: the run in flight and the last outputs. */
export interface LineMemory {
  readonly run: LineRun | null;
  /** Newest first, one a session. */
  readonly outputs: readonly LineOutput[];
}

/**
 * A run as it is found: `running` only where the process is surely still the one that was started; an ended one with
 * its output when that was good (exit 0, not too long).
 */
export type RunSight =
  | { readonly life: 'running' | 'unknown' }
  | { readonly life: 'ended'; readonly output: string | undefined };

/** What a render does first: remember this, clean up after the run that is over, end it, start another. */
export interface Turn {
  readonly memory: LineMemory;
  readonly over: LineRun | undefined;
  readonly end: boolean;
  readonly start: boolean;
}

export const EMPTY_MEMORY: LineMemory = { run: null, outputs: [] };

/** Milliseconds: how long a run may take, and how long a good output outlives the first failure after it. */
const LONGEST_RUN = 10_000;
const OUTLIVES_FAILURE = 60_000;
const MOST_SESSIONS = 8;

/** Whether the run has had its time; so has one that seems to begin in the future, after the clock was set back. */
export function isOverdue(run: LineRun, now: number): boolean {
  const age = now - run.began;
  return age < 0 || age > LONGEST_RUN;
}

/** What a render does about the run in flight: at most one at a time, ended after 10 s if it is surely ours. */
export function planTurn(memory: LineMemory, sight: RunSight | undefined, now: number): Turn {
  const { run } = memory;
  if (run === null || sight === undefined) return { memory, over: undefined, end: false, start: true };
  if (sight.life === 'ended') {
    return { memory: settled(memory, run, sight.output, now), over: run, end: false, start: true };
  }
  if (!isOverdue(run, now)) return { memory, over: undefined, end: false, start: false };
  const end = sight.life === 'running';
  return { memory: settled(memory, run, undefined, now), over: run, end, start: true };
}

/** The memory once `run` has given this output, or failed where there is none. */
export function settled(
  memory: LineMemory,
  run: Pick<LineRun, 'session'>,
  output: string | undefined,
  now: number,
): LineMemory {
  const { session } = run;
  const before = memory.outputs.find((each) => each.session === session);
  const after =
    output === undefined
      ? { session, text: before?.text ?? null, failingSince: before?.failingSince ?? now }
      : { session, text: output, failingSince: null };
  const others = memory.outputs.filter((each) => each.session !== session);
  return { run: null, outputs: [after, ...others].slice(0, MOST_SESSIONS) };
}

/** The text to show a session: its last good output, until runs have failed for more than 60 s; else an empty one. */
export function shownOutput(memory: LineMemory, session: string, now: number): string {
  const found = memory.outputs.find((each) => each.session === session);
  if (found === undefined || found.text === null) return '';
  const { text, failingSince } = found;
  return failingSince !== null && now - failingSince > OUTLIVES_FAILURE ? '' : text;
}
