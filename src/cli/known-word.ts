import { BatonError } from '../errors.ts';
import { suggestion } from './nearest.ts';

/** `word` where it is one of `words`, or undefined when none was given. @throws E_USAGE with the nearest one. */
export function knownWord<Word extends string>(word: string, words: readonly Word[], what: string): Word;
export function knownWord<Word extends string>(
  word: string | undefined,
  words: readonly Word[],
  what: string,
): Word | undefined;
export function knownWord<Word extends string>(
  word: string | undefined,
  words: readonly Word[],
  what: string,
): Word | undefined {
  const known = words.find((one) => one === word);
  if (word === undefined || known !== undefined) return known;
  throw new BatonError(
    'E_USAGE',
    `${JSON.stringify(word)} is no ${what}.${suggestion(word, words)} There are: ${words.join(', ')}.`,
  );
}
