import { lstatSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { BatonError, systemCode } from '../errors.ts';
import { makeFolder } from './atomic-file.ts';
import type { ProcessIdentity } from './process-identity.ts';
import { identifyProcess, lifeOf } from './process-identity.ts';

/** Who made a lock; the nonce tells this lock from every other the same process has made. */
export interface LockHolder extends ProcessIdentity {
  readonly nonce: string;
}

/** How long to wait for a lock, and by what clock. */
export interface LockPatience {
  now(): number;
  readonly patienceMs: number;
}

/**
 * Runs `work` while holding the lock at `path`. For documents and maintenance only: streams need none.
 *
 * The lock is a symbolic link whose target names its holder, so that it appears together with its content.
 * A holder whose process is gone is replaced at once; one that lives never, however long it takes, nor one
 * on another machine.
 *
 * @throws E_LOCKED, naming the holder, when the lock was not had within `patienceMs`; whatever `work` throws.
 */
export function withLock<Result>(path: string, patience: LockPatience, work: () => Result): Result {
  acquire(path, patience);
  try {
    return work();
  } finally {
    rmSync(path, { force: true });
  }
}

/** Who holds the lock at `path`, and whether that process still runs; undefined when it is free. */
export function lockHolder(
  path: string,
): { readonly holder: LockHolder; readonly alive: boolean } | undefined {
  const holder = readHolder(path);
  return holder === undefined ? undefined : { holder, alive: lifeOf(holder) !== 'gone' };
}

/** Removes the lock at `path` if its holder is gone; a living holder's, and what is no lock, stays. */
export function removeDeadLock(path: string): void {
  const found = lockHolder(path);
  if (found !== undefined && !found.alive) removeDead(path, found.holder);
}

function acquire(path: string, patience: LockPatience): void {
  const deadline = patience.now() + patience.patienceMs;
  for (let attempt = 0; ; attempt++) {
    if (tryLock(path)) return;
    const found = lockHolder(path);
    if (found !== undefined && !found.alive) {
      removeDead(path, found.holder);
      if (tryLock(path)) return;
    }
    if (patience.now() >= deadline) {
      const holder = readHolder(path);
      throw new BatonError(
        'E_LOCKED',
        `${path} is held by ${holder === undefined ? 'another process' : `process ${holder.pid} on ${holder.host}`} ` +
          `and was not free within ${patience.patienceMs} ms. Nothing was written. Try again, or end that process.`,
        { path, holder },
      );
    }
    Atomics.wait(
      new Int32Array(new SharedArrayBuffer(4)),
      0,
      0,
      Math.min(10, 0.5 * 1.5 ** attempt) * (0.5 + Math.random()),
    );
  }
}

function tryLock(path: string): boolean {
  const self = identifyProcess(process.pid);
  const target = JSON.stringify({ ...self, nonce: Math.random().toString(36).slice(2) });
  try {
    symlinkSync(target, path);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    if (systemCode(error) !== 'ENOENT') throw error;
    makeFolder(dirname(path));
    return tryLock(path);
  }
}

// Several waiters may see the same dead holder. Each lock has a nonce of its own, and only the holder of the
// guard named after that nonce may remove it, after looking again: a lock that has changed hands since bears
// another nonce. A guard whose holder died is a dead lock like any other.
function removeDead(path: string, dead: LockHolder): void {
  const guard = `${path}.${dead.nonce}`;
  if (!tryLock(guard)) {
    const other = readHolder(guard);
    if (other !== undefined && lifeOf(other) === 'gone') removeDead(guard, other);
    return;
  }
  try {
    if (readHolder(path)?.nonce === dead.nonce) rmSync(path, { force: true });
  } finally {
    rmSync(guard, { force: true });
  }
}

function readHolder(path: string): LockHolder | undefined {
  try {
    if (!lstatSync(path).isSymbolicLink()) return undefined;
    const value: unknown = JSON.parse(readlinkSync(path));
    if (
      typeof value !== 'object' ||
      value === null ||
      !('pid' in value && 'started' in value && 'host' in value && 'nonce' in value)
    )
      return undefined;
    const { pid, started, host, nonce } = value;
    if (typeof pid !== 'number' || typeof host !== 'string' || typeof nonce !== 'string') return undefined;
    return { pid, started: typeof started === 'string' ? started : null, host, nonce };
  } catch {
    return undefined;
  }
}
