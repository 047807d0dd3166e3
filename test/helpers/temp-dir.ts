import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A new empty folder under the system's temp folder, as a real path. Whoever made it removes it. */
export function newTempDir(): string {
  return mkdtempSync(join(realpathSync(tmpdir()), 'baton-test-'));
}

/** A new empty folder that is removed with all it holds when the running test has finished. */
export function tempDir(): string {
  const directory = newTempDir();
  onTestFinished(() => removeDir(directory));
  return directory;
}

/** Gives `work` a new empty folder and removes it right after; for runs that a property test repeats. */
export function inTempDir<Result>(work: (directory: string) => Result): Result {
  const directory = newTempDir();
  try {
    return work(directory);
  } finally {
    removeDir(directory);
  }
}

/** Removes a folder and all it holds, also while a process that is about to end still writes there. */
export function removeDir(directory: string): void {
  rmSync(directory, { recursive: true, force: true, maxRetries: 12, retryDelay: 20 });
}
