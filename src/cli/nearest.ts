import { nearest } from '../nearest.ts';

/** ` Did you mean "…"?`, or nothing: to be put behind an error's first sentence. */
export function suggestion(typed: string, words: readonly string[]): string {
  const word = nearest(typed, words);
  return word === undefined ? '' : ` Did you mean "${word}"?`;
}
