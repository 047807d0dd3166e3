import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

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
  const times = subjects.map((): number[] => []);
  for (let round = -2; round < rounds; round++) {
    for (const index of shuffled(subjects.length, round)) {
      const subject = subjects[index];
      if (subject === undefined) continue;
      const time = timeOnce(subject);
      if (round >= 0) times[index]?.push(time);
    }
  }
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

function timeOnce(subject: Subject): number {
  const [file = '', ...words] = subject.command;
  const start = process.hrtime.bigint();
  const result = spawnSync(file, words, {
    input: subject.stdin ?? '',
    cwd: subject.cwd,
    env: { PATH: process.env.PATH ?? '', HOME: '/nonexistent', LANG: 'C.UTF-8', ...subject.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const time = Number(process.hrtime.bigint() - start) / 1e6;
  if (result.status !== 0) throw new Error(`${subject.name} ended with ${result.status}: ${result.stderr}`);
  return time;
}

function shuffled(length: number, seed: number): number[] {
  const order = Array.from({ length }, (_, index) => index);
  for (let index = length - 1; index > 0; index--) {
    const other = Math.abs((seed * 7919 + index * 104_729) % (index + 1));
    [order[index], order[other]] = [order[other] ?? 0, order[index] ?? 0];
  }
  return order;
}

function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
