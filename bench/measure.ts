import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One command to time as a whole process, with what it reads and where it runs. */
export interface Subject {
  readonly name: string;
  readonly command: readonly string[];
  readonly stdin?: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The ratio to bare Node that it must stay under, where it has one (ARCHITECTURE, "Time"). */
  readonly budget?: number;
}

/** What was measured: medians over the rounds, in milliseconds, and the ratio to the first subject. */
export interface Timing {
  readonly name: string;
  readonly median_ms: number;
  readonly p95_ms: number;
  readonly ratio: number;
  readonly budget: number | null;
}

/**
 * Times every subject once a round, in another order each round, so that a machine that changes its speed
 * changes it for all of them. The first subject is the measure; a ratio is the median of the rounds' ratios.
 */
export function measure(subjects: readonly Subject[], rounds: number): Timing[] {
  const request = subjects.map(({ env, ...subject }) => ({
    ...subject,
    env: { PATH: process.env.PATH ?? '', HOME: '/nonexistent', LANG: 'C.UTF-8', ...env },
  }));
  const times: number[][] = JSON.parse(
    execFileSync('node', [join(import.meta.dirname, 'time-processes.mjs')], {
      input: JSON.stringify({ subjects: request, rounds }),
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    }),
  );
  const measureTimes = times[0] ?? [];
  return subjects.map((subject, index) => {
    const own = times[index] ?? [];
    return {
      name: subject.name,
      median_ms: median(own),
      p95_ms: percentile(own, 0.95),
      ratio: median(own.map((time, round) => time / (measureTimes[round] ?? 1))),
      budget: subject.budget ?? null,
    };
  });
}

/** The timings as a table; what is over its budget is marked, what is over twice of it is a regression. */
export function timingTable(timings: readonly Timing[]): string {
  const rows = timings.map(({ name, median_ms, p95_ms, ratio, budget }) => [
    name,
    median_ms.toFixed(1),
    p95_ms.toFixed(1),
    ratio.toFixed(2),
    budget === null ? '' : `${budget.toFixed(2)}${ratio > budget ? ' over' : ''}`,
  ]);
  const all = [['whole process', 'median ms', 'p95 ms', '× node', 'budget'], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}

/** The subjects that took more than twice their budget: no noise does that. */
export function regressions(timings: readonly Timing[]): string[] {
  return timings.filter(({ ratio, budget }) => budget !== null && ratio > 2 * budget).map(({ name }) => name);
}

/** The machine, for the record. */
export function machine(): object {
  const cpu = /model name\s*: (.*)/.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? 'unknown';
  return { node: process.version, cpu, load: readFileSync('/proc/loadavg', 'utf8').split(' ')[0] };
}

/** The middle one of `values`; 0 where there are none. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
