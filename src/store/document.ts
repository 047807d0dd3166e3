import { readFileSync } from 'node:fs';
import { BatonError, systemCode } from '../errors.ts';
import { replaceFile } from './atomic-file.ts';
import type { LockPatience } from './lock.ts';
import { withLock } from './lock.ts';

/** The parsed JSON of the file at `path`, or undefined when there is no such file.
 * @throws E_CORRUPT naming file, line and column when it is not JSON. */
export function readDocument(path: string): unknown {
  try {
    return parseDocument(readFileSync(path, 'utf8'), path);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** The JSON in `content`, which is that of the file at `path`.
 * @throws E_CORRUPT naming file, line and column when it is not JSON. */
export function parseDocument(content: string, path: string): unknown {
  const text = content.replace(/^\uFEFF/, '');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new BatonError(
      'E_CORRUPT',
      `${path} is not valid JSON: ${explain(text)}, or restore it from git.`,
      { path },
      error,
    );
  }
}

/**
 * Replaces the JSON document at `path` by what `change` makes of it, under `lock`: read, decided and written
 * inside the lock, so that no other change is lost. Giving back undefined leaves the file as it is.
 * Two spaces, a final newline, keys in the order of the value.
 *
 * @throws what `change` throws, E_CORRUPT, E_LOCKED, or the system's error; the file is then unchanged.
 */
export function changeDocument(
  path: string,
  lock: string,
  patience: LockPatience,
  change: (current: unknown) => unknown,
): void {
  withLock(lock, patience, () => {
    const next = change(readDocument(path));
    if (next !== undefined) replaceFile(path, formatDocument(next), { durable: true, mode: 0o644 });
  });
}

/** A document's text: readable, one key a line, ending in a newline, so that diffs stay small. */
export function formatDocument(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function explain(text: string): string {
  const marker = text.search(/^(<{7}|={7}|>{7})( |$)/m);
  const before = text.slice(0, marker < 0 ? firstFault(text) : marker).split('\n');
  if (marker >= 0)
    return `line ${before.length} holds a merge conflict marker. Take the marker lines out and keep what both sides added`;
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}. Mend it by hand`;
}

// Where `text` stops being the beginning of a JSON document. The engine's message often names no position.
function firstFault(text: string): number {
  let [good, bad] = [0, text.length + 1];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (couldGoOn(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

function couldGoOn(beginning: string): boolean {
  try {
    JSON.parse(beginning);
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const position = /position (\d+)/.exec(message)?.[1];
    return position === undefined
      ? message.startsWith('Unexpected end')
      : Number(position) >= beginning.length;
  }
}
