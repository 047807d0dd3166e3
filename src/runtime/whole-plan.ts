import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { finishDocumentSet } from '../store/document-set.ts';
import type { Layout } from '../store/layout.ts';
import { withLock } from '../store/lock.ts';
import { stampOf } from './plan-files.ts';

/** How often a reader looks again, without a lock, when documents changed while it read them. */
const MOST_LOOKS = 3;
/** How long a reader waits for a writer before it takes what there is. */
const PATIENCE_MS = 500;

/** Where a change of several documents is noted until all of them are written. */
export function planIntent(layout: Layout): string {
  return join(layout.cache, 'plan-change.json');
}

/** True while a change of several documents is under way, or was left half done by a writer that was killed. */
export function isPlanChanging(layout: Layout): boolean {
  return existsSync(planIntent(layout));
}

/**
 * What `read` makes of the plan's documents, all of them as they were at one moment: before a change or after it,
 * never between (promise "never half"). No lock while nobody writes; what a killed writer began is finished first.
 * Where writers leave no room within half a second, or nothing may be written here, the last look counts.
 */
export function readWhole<Result>(layout: Layout, read: () => Result): Result {
  for (let look = 0; look < MOST_LOOKS && !isPlanChanging(layout); look++) {
    const before = stampOf(layout).text;
    const result = read();
    if (!isPlanChanging(layout) && stampOf(layout).text === before) return result;
  }
  try {
    return withLock(layout.lock('plan'), { now: Date.now, patienceMs: PATIENCE_MS }, () => {
      finishDocumentSet(planIntent(layout));
      return read();
    });
  } catch {
    return read();
  }
}
