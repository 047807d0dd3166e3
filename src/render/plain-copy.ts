import { plainText } from './terminal-text.ts';

/**
 * A copy of a value as JSON holds it, with every text in it (not the names of fields) made harmless by
 * {@link plainText}: for drawings that are made from many texts of other people.
 */
export function plainCopy<Value>(value: Value, maxChars: number): Value {
  return JSON.parse(JSON.stringify(value), (_, part: unknown) =>
    typeof part === 'string' ? plainText(part, maxChars) : part,
  );
}
