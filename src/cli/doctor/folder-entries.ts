import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A file or folder as it lies on disk. */
export interface Entry {
  readonly path: string;
  readonly isFolder: boolean;
  readonly mode: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

/** A folder and all that is below it; nothing where it is missing. Links are not followed: what they lead to is not Baton's. */
export function entriesBelow(folder: string): Entry[] {
  const own = lstatSync(folder, { throwIfNoEntry: false });
  if (own === undefined || own.isSymbolicLink()) return [];
  const entry: Entry = { path: folder, isFolder: own.isDirectory(), mode: own.mode, modified: own.mtimeMs };
  return entry.isFolder
    ? [entry, ...namesIn(folder).flatMap((name) => entriesBelow(join(folder, name)))]
    : [entry];
}

/** What lies directly in a folder, sorted; nothing where it cannot be read. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
