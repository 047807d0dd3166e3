import { join } from 'node:path';
import type { CheckPattern } from '../continuity/check-command.ts';
import { removeQuietly, replaceFile } from '../store/atomic-file.ts';
import type { Layout } from '../store/layout.ts';
import { readSmallFile } from './small-file.ts';

const MOST_BYTES = 65_536;

/** Where the gate finds the words of the project's own checks, one a line (hooks/guard.sh). */
export function watchedWordsPath(layout: Layout): string {
  return join(layout.cache, 'watched-words');
}

/**
 * Keeps the longest plain piece of each of the project's own patterns where the gate can read it without starting
 * Node; takes the file away where there is none. A disk that refuses leaves the gate with the words it has.
 */
export function keepWatchedWords(layout: Layout, patterns: readonly CheckPattern[]): void {
  const path = watchedWordsPath(layout);
  // As the client writes them into a payload, which is what the gate looks at.
  const words = patterns.map(({ pattern }) => JSON.stringify(longestPiece(pattern)).slice(1, -1));
  const text = words.map((word) => `${word}\n`).join('');
  if ((readSmallFile(path, MOST_BYTES) ?? '') === text) return;
  try {
    if (text === '') removeQuietly(path);
    else replaceFile(path, text, { durable: false });
  } catch {}
}

function longestPiece(pattern: string): string {
  return pattern
    .split('*')
    .reduce((longest, piece) => (piece.trim().length > longest.length ? piece.trim() : longest), '');
}
