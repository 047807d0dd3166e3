import { writeSync } from 'node:fs';
import type { StatusLineSources } from './render-status-line.ts';

/** What a run of the line spent its time on: milliseconds since the process began, or within a step. */
const steps: { readonly step: string; readonly ms: number }[] = [];
let last = performance.now();

steps.push({ step: 'node, code and input', ms: last });

function timed<Values extends readonly unknown[], Result>(
  step: string,
  run: (...values: Values) => Result,
): (...values: Values) => Result {
  return (...values) => {
    const begin = performance.now();
    try {
      return run(...values);
    } finally {
      const end = performance.now();
      steps.push({ step, ms: end - begin });
      // Belongs to this step and not to the one around it.
      last += end - begin;
    }
  };
}

/** The same sources, each noting how long it takes. */
export function timedSources(sources: StatusLineSources): StatusLineSources {
  return {
    ...sources,
    findProjectRoot: timed('find the project', sources.findProjectRoot),
    loadSessionView: timed('read the session', sources.loadSessionView),
    readSettings: timed('read the settings', sources.readSettings),
    headBranch: timed('read the branch', sources.headBranch),
    gitLook: timed('read what git said', sources.gitLook),
    checkResults: timed('read the checks', sources.checkResults),
    lastTroubleAt: timed('look for trouble', sources.lastTroubleAt),
  };
}

/** Notes that a step of the line itself has ended, which began where the one before did. */
export function mark(step: string): void {
  const now = performance.now();
  steps.push({ step, ms: now - last });
  last = now;
}

/** Writes the rows and the steps to standard output as one JSON line, in place of the rows alone. */
export function report(rows: readonly string[]): void {
  writeSync(1, `${JSON.stringify({ rows, steps })}\n`);
}
