import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { systemCode } from '../errors.ts';

/** How a file is replaced: `durable` waits for the disk, `mode` is the new file's permission bits. */
export interface ReplaceOptions {
  readonly durable: boolean;
  readonly mode?: number;
}

/**
 * Puts `content` in place of the file at `path` in one step: a reader sees the old file or the new one.
 * The bytes are all written (a short write on a filling disk is an error, not a truncated file) and, when
 * `durable`, on disk before the rename. The folder is made when it is missing.
 *
 * @throws the system's error (ENOSPC, EROFS, EACCES …); the old file is then untouched and no `.tmp` stays.
 */
export function replaceFile(path: string, content: string | Buffer, options: ReplaceOptions): void {
  withTemporary(path, content, options, (temporary) => renameSync(temporary, path));
  if (options.durable) syncFolder(dirname(path));
}

/**
 * Creates the file at `path` with `content`, unless it is there: then that one stays as it is.
 *
 * @throws the system's error, except that the file exists.
 */
export function createFile(path: string, content: string | Buffer, options: ReplaceOptions): boolean {
  let created = true;
  withTemporary(path, content, options, (temporary) => {
    try {
      linkSync(temporary, path);
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error;
      created = false;
    }
    rmSync(temporary, { force: true });
  });
  return created;
}

/** Writes all of `bytes` at the file's position, however many system calls it takes. */
export function writeWhole(fd: number, bytes: Buffer): void {
  let written = 0;
  while (written < bytes.length) {
    const step = writeSync(fd, bytes, written, bytes.length - written);
    if (step === 0) throw Object.assign(new Error('ENOSPC: no byte could be written'), { code: 'ENOSPC' });
    written += step;
  }
}

/** Makes a rename or a creation in `folder` survive a power cut, where the system can. */
export function syncFolder(folder: string): void {
  try {
    const fd = openSync(folder, 'r');
    try {
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  } catch {
    // Some file systems refuse to sync a folder; the rename itself has happened.
  }
}

/**
 * Makes a folder and those above it, closed to others; one that is there stays as it is.
 *
 * @throws the system's error; Node's recursive form would answer ENOENT where the disk is read-only.
 */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    if (systemCode(error) !== 'ENOENT' || dirname(folder) === folder) throw error;
    makeFolder(dirname(folder));
    mkdirSync(folder, { mode: 0o700 });
  }
}

/** Removes a file that may be done without; when the system refuses, it stays. */
export function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // A cache that cannot be removed is only distrusted.
  }
}

function withTemporary(
  path: string,
  content: string | Buffer,
  options: ReplaceOptions,
  place: (temporary: string) => void,
): void {
  // The number of a process comes again, and soon in a container: what a killed one left must not be in the way.
  const temporary = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}.tmp`;
  const fd = openCreatingFolder(temporary, options.mode ?? 0o600);
  try {
    try {
      writeWhole(fd, typeof content === 'string' ? Buffer.from(content) : content);
      if (options.durable) fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    place(temporary);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function openCreatingFolder(path: string, mode: number): number {
  try {
    return openSync(path, 'wx', mode);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    makeFolder(dirname(path));
    return openSync(path, 'wx', mode);
  }
}
