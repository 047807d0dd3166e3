import type { CheckStatus, RealityCheck, RealityFacts } from '../continuity/reality.ts';
import type { JsonObject } from '../json-fields.ts';
import { numberAt, objectsAt, parseObject, textAt } from '../json-fields.ts';
import { replaceFile } from '../store/atomic-file.ts';
import type { Layout } from '../store/layout.ts';
import { checksFile } from './check-results.ts';
import { readSmallFile } from './small-file.ts';

/** The outcome of the last reality checks, as `.baton/cache/checks.json` keeps it. */
export interface KeptChecks {
  readonly consensus: number;
  /** Below it, work should not begin. */
  readonly threshold: number;
  /** ISO-8601. */
  readonly checked_at: string;
  readonly checks: readonly KeptCheck[];
}

/** One of them; `command` is what it ran, so that the outcome of another command is never taken for it. */
export interface KeptCheck extends RealityCheck {
  readonly checked_at: string;
  readonly command: string | null;
}

const STATUSES: readonly CheckStatus[] = ['ok', 'warn', 'fail', 'timeout', 'skipped'];

/** The last outcome; undefined when there is none, or the file is damaged. */
export function readChecks(layout: Layout): KeptChecks | undefined {
  const file = parseObject(readSmallFile(checksFile(layout), 1_048_576) ?? '');
  const [consensus, threshold, at] = [
    numberAt(file, 'consensus'),
    numberAt(file, 'threshold'),
    textAt(file, 'checked_at'),
  ];
  if (consensus === undefined || threshold === undefined || at === undefined) return undefined;
  return {
    consensus,
    threshold,
    checked_at: at,
    checks: objectsAt(file, 'checks').flatMap((one) => keptCheck(one, at)),
  };
}

/** Keeps an outcome for the next start, the status line, and the next run. Never throws. */
export function keepChecks(layout: Layout, kept: KeptChecks): void {
  try {
    replaceFile(checksFile(layout), `${JSON.stringify(kept, null, 1)}\n`, { durable: false });
  } catch {
    // Without it the next run checks everything again.
  }
}

/** What a session's start is told of the last outcome: the names of what failed, worst first. */
export function realityFacts({ consensus, threshold, checked_at, checks }: KeptChecks): RealityFacts {
  const failing = checks
    .filter(({ status, health }) => status !== 'skipped' && health < 1)
    .sort((left, right) => left.health - right.health)
    .map(({ name, status }) => `${name} (${status})`);
  return { consensus, threshold, checked_at, failing };
}

function keptCheck(from: JsonObject, at: string): KeptCheck[] {
  const [name, health] = [textAt(from, 'name'), numberAt(from, 'health')];
  const status = STATUSES.find((one) => one === from.status);
  if (name === undefined || health === undefined || status === undefined) return [];
  return [
    {
      name,
      health,
      status,
      message: textAt(from, 'message') ?? '',
      duration_ms: numberAt(from, 'duration_ms') ?? 0,
      checked_at: textAt(from, 'checked_at') ?? at,
      command: textAt(from, 'command') ?? null,
    },
  ];
}
