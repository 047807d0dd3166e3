import type { Stats } from 'node:fs';
import { chmodSync, chownSync, mkdirSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { BatonError, systemCode } from '../errors.ts';
import { replaceFile } from '../store/atomic-file.ts';
import { readFileState } from './file-state.ts';

/** One file that becomes another: `undefined` bytes stand for a file that is not there. */
export interface FileChange {
  readonly path: string;
  readonly before: Buffer | undefined;
  readonly after: Buffer | undefined;
  /** Permission bits when the file is new; a file that was there keeps its own, and its owner. */
  readonly mode: number;
}

/**
 * Makes all the changes or none: each file is replaced in one step and synced; when one fails, those
 * before it are put back and the folders made for them removed.
 *
 * @throws E_VERSION_CONFLICT when a file is no longer what the change was planned on; E_READ_ONLY when the
 *   system does not let it be written. Either way every file is as it was.
 */
export function applyChanges(changes: readonly FileChange[]): void {
  for (const change of changes) checkUnchanged(change);
  const done: FileChange[] = [];
  const madeFolders: string[] = [];
  try {
    for (const change of changes) {
      if (change.after !== undefined) madeFolders.push(...makeFolders(change));
      write(change.path, change.after, change.mode);
      done.push(change);
    }
  } catch (error) {
    for (const change of done.reverse()) putBack(change);
    removeEmptyFolders(madeFolders.reverse());
    throw asRefusal(error);
  }
}

/** Removes each of these folders that is there and empty, in the order given. */
export function removeEmptyFolders(folders: readonly string[]): void {
  for (const folder of folders) {
    try {
      rmdirSync(folder);
    } catch {
      // In use, or already gone: it stays as it is.
    }
  }
}

/** The folders above `path` that are not there yet, the outermost first. */
export function missingFoldersAbove(path: string): string[] {
  const folder = dirname(path);
  if (folder === path || statSync(folder, { throwIfNoEntry: false }) !== undefined) return [];
  return [...missingFoldersAbove(folder), folder];
}

function checkUnchanged(change: FileChange): void {
  const now = readFileState(change.path).bytes;
  if (now === change.before || (now !== undefined && change.before?.equals(now))) return;
  throw new BatonError(
    'E_VERSION_CONFLICT',
    `${change.path} changed while Baton was about to write it. Expected it as it was read a moment ago. ` +
      'Nothing was written. Run the command again.',
    { path: change.path },
  );
}

function makeFolders(change: FileChange): string[] {
  const missing = missingFoldersAbove(change.path);
  // A private file gets a private folder, a shared one an ordinary one.
  for (const folder of missing) mkdirSync(folder, change.mode === 0o600 ? 0o700 : 0o755);
  return missing;
}

function write(path: string, bytes: Buffer | undefined, newMode: number): void {
  if (bytes === undefined) {
    rmSync(path, { force: true });
    return;
  }
  const before = statSync(path, { throwIfNoEntry: false });
  replaceFile(path, bytes, { durable: true, mode: before === undefined ? newMode : before.mode & 0o7777 });
  if (before !== undefined) keepOwnerAndMode(path, before);
}

function keepOwnerAndMode(path: string, before: Stats): void {
  try {
    const after = statSync(path);
    if (after.uid !== before.uid || after.gid !== before.gid) chownSync(path, before.uid, before.gid);
    if (after.mode !== before.mode) chmodSync(path, before.mode & 0o7777);
  } catch {
    // Only the owner of a file may give it away; its content is right, and that is what was promised.
  }
}

function putBack(change: FileChange): void {
  try {
    write(change.path, change.before, change.mode);
  } catch {
    // The failure that led here is the one to report; the backup still holds these bytes.
  }
}

/** The error of a system that does not let a file be written, as one that says what to do; others as they are. */
export function asRefusal(error: unknown): unknown {
  const code = systemCode(error);
  if (code === undefined || !['EACCES', 'EPERM', 'EROFS', 'ENOSPC'].includes(code)) return error;
  const path = error instanceof Error && 'path' in error ? String(error.path) : 'A file';
  return new BatonError(
    'E_READ_ONLY',
    `${path} could not be written: ${code}. Every file is as it was. ` +
      'Make the folder writable (or free some space) and run the command again, or choose another --scope.',
    { path, code },
    error,
  );
}
