import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { removeQuietly } from '../store/atomic-file.ts';
import type { Layout } from '../store/layout.ts';

/** The gate (hooks/guard.sh) makes such a file before it starts a recorder of checks and commits in the background. */
const PREFIX = 'observing.';
/** A recorder that has taken longer has died. */
const LONGEST_MS = 30_000;

/** Takes the mark of this process's own recorder away, which the gate gave it as `path`. */
export function endObserving(layout: Layout, path: string | undefined): void {
  if (path === undefined || !basename(path).startsWith(PREFIX)) return;
  if (path === join(layout.cache, basename(path))) removeQuietly(path);
}

/**
 * Waits until no recorder is under way, at most `patienceMs`: who has just run the tests is told of them a moment
 * later. Marks of recorders that died are passed over and taken away.
 */
export function awaitObservers(layout: Layout, now: () => number, patienceMs: number): void {
  const deadline = now() + patienceMs;
  while (isObserving(layout, now()) && now() < deadline) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }
}

function isObserving(layout: Layout, now: number): boolean {
  return marks(layout).some((path) => {
    const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (made === undefined) return false;
    if (now - made < LONGEST_MS) return true;
    removeQuietly(path);
    return false;
  });
}

function marks(layout: Layout): string[] {
  try {
    return readdirSync(layout.cache)
      .filter((name) => name.startsWith(PREFIX))
      .map((name) => join(layout.cache, name));
  } catch {
    return [];
  }
}
