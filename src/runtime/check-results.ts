import { join } from 'node:path';
import { numberAt, objectsAt, parseObject, textAt } from '../json-fields.ts';
import type { Layout } from '../store/layout.ts';
import { readSmallFile } from './small-file.ts';

/** How the project stood when its checks last ran. */
export interface CheckResults {
  /** How sound the project is by all checks, from 0 to 1. */
  readonly consensus: number;
  /** The names of the checks that found fault. */
  readonly failing: readonly string[];
  /** Milliseconds since 1970; undefined when the file does not say. */
  readonly at: number | undefined;
}

/** Where the outcome of the last checks is kept. */
export function checksFile(layout: Layout): string {
  return join(layout.cache, 'checks.json');
}

/**
 * The last results of the checks, from `.baton/cache/checks.json`: `{consensus, checked_at, checks: [{name, health}]}`.
 * Undefined where they have not run, or the file cannot be read. Never throws.
 */
export function readCheckResults(layout: Layout): CheckResults | undefined {
  const file = parseObject(readSmallFile(checksFile(layout)) ?? '');
  const consensus = numberAt(file, 'consensus');
  if (consensus === undefined || consensus < 0 || consensus > 1) return undefined;
  const at = Date.parse(textAt(file, 'checked_at') ?? '');
  const failing = objectsAt(file, 'checks').flatMap((check) => {
    const health = numberAt(check, 'health');
    const name = textAt(check, 'name');
    return name !== undefined && health !== undefined && health < 0.5 ? [name] : [];
  });
  return { consensus, failing, at: Number.isFinite(at) ? at : undefined };
}
