import { lstatSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { appendNoFollow } from './no-follow.ts';

/** One line of Baton's own log: something inside failed and the client went on undisturbed. */
export interface Trouble {
  readonly at: string;
  readonly where: string;
  readonly message: string;
  readonly code?: string;
}

const MOST_BYTES = 64 * 1024;

/**
 * Notes a failure in the first of `files` that can be written. Never throws: a log that cannot be written
 * must not become a failure of its own. A file that has grown past 64 KB starts anew.
 */
export function noteTrouble(files: readonly string[], trouble: Trouble): void {
  for (const file of files) {
    try {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      if ((lstatSync(file, { throwIfNoEntry: false })?.size ?? 0) > MOST_BYTES) rmSync(file);
      appendNoFollow(file, `${JSON.stringify(trouble)}\n`, 0o600);
      return;
    } catch {
      // The next place may take it.
    }
  }
}

/** The newest `limit` lines of a trouble log, oldest first; lines that cannot be read are left out. */
export function readTroubles(file: string, limit: number): Trouble[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return [];
  }
  return text.split('\n').flatMap(parseTrouble).slice(-limit);
}

/** When the last failure was noted in `file`, in milliseconds since the epoch; undefined when never. */
export function lastTroubleAt(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}

function parseTrouble(line: string): Trouble[] {
  try {
    const value: unknown = JSON.parse(line);
    if (
      typeof value !== 'object' ||
      value === null ||
      !('at' in value && 'where' in value && 'message' in value)
    )
      return [];
    const { at, where, message } = value;
    if (typeof at !== 'string' || typeof where !== 'string' || typeof message !== 'string') return [];
    return [
      {
        at,
        where,
        message,
        ...('code' in value && typeof value.code === 'string' ? { code: value.code } : {}),
      },
    ];
  } catch {
    return [];
  }
}
