import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { finishDocumentSet, pendingTexts } from '../store/document-set.ts';
import type { Layout } from '../store/layout.ts';
import { withLock } from '../store/lock.ts';
import type { PlanSource } from './plan-files.ts';
import { onDisk, sourceWith, stampOf } from './plan-files.ts';

/** How often a reader looks again, without a lock, when something changed while it read. */
const MOST_LOOKS = 5;
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
 * never between (promise "never half"). A change that is noted counts as made: its documents are read from the note,
 * so that a writer which is slow, suspended or dead keeps nobody waiting. No lock as long as that settles it; where
 * writers leave no room for that nor for the lock within half a second, the last look counts.
 */
export function readWhole<Result>(layout: Layout, read: (source: PlanSource) => Result): Result {
  for (let look = 0; look < MOST_LOOKS; look++) {
    const before = whereItStands(layout);
    const pending = pendingTexts(planIntent(layout));
    const result = read(pending === undefined ? onDisk : sourceWith(pending));
    // While a change is under way its own documents move; those are read from its note.
    if (pending === undefined ? before === whereItStands(layout) : isSame(pending, layout)) return result;
  }
  try {
    return withLock(layout.lock('plan'), { now: Date.now, patienceMs: PATIENCE_MS }, () => {
      finishDocumentSet(planIntent(layout));
      return read(onDisk);
    });
  } catch {
    return read(onDisk);
  }
}

function whereItStands(layout: Layout): string {
  return `${isPlanChanging(layout)}\n${stampOf(layout).text}`;
}

function isSame(pending: object, layout: Layout): boolean {
  return JSON.stringify(pending) === JSON.stringify(pendingTexts(planIntent(layout)));
}
