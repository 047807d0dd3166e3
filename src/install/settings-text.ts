import type { ParseError } from 'jsonc-parser';
import { parse, printParseErrorCode } from 'jsonc-parser';
import { BatonError } from '../errors.ts';

/** A settings file as read: its text without byte order mark, and what the text says. */
export interface Settings {
  readonly mark: string;
  readonly text: string;
  readonly value: Readonly<Record<string, unknown>>;
  /** False for comments and trailing commas: the client then ignores the whole file (seen on 2.1.197). */
  readonly strict: boolean;
}

const MARK = '\uFEFF';

/**
 * Reads the bytes of a settings file; an absent or blank one says nothing and is not an error.
 *
 * @throws E_INVALID, naming file, line and column, when the bytes are no JSON object in UTF-8.
 */
export function readSettings(file: string, bytes: Buffer | undefined): Settings {
  const whole = bytes === undefined ? '' : bytes.toString('utf8');
  if (bytes !== undefined && !Buffer.from(whole).equals(bytes)) {
    throw unreadable(file, 'it is not UTF-8 text', 'Save it as UTF-8');
  }
  const mark = whole.startsWith(MARK) ? MARK : '';
  const text = whole.slice(mark.length);
  if (text.trim() === '') return { mark, text, value: {}, strict: true };
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  const first = errors[0];
  if (first !== undefined) {
    throw unreadable(file, `line ${positionOf(text, first)}: ${printParseErrorCode(first.error)}`, 'Mend it');
  }
  if (!isRecord(value)) throw unreadable(file, 'it holds no JSON object', 'Make it an object, {…}');
  return { mark, text, value, strict: isStrict(text) };
}

/** True for a JSON object, false for arrays, null and everything else. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isStrict(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function positionOf(text: string, error: ParseError): string {
  const before = text.slice(0, error.offset).split('\n');
  return `${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

function unreadable(file: string, found: string, remedy: string): BatonError {
  return new BatonError(
    'E_INVALID',
    `${file} cannot be edited. Expected a JSON object in UTF-8; ${found}. ` +
      `Nothing was written. ${remedy}, or move the file away, and run the command again.`,
    { file },
  );
}
