/**
 * What went wrong, as a stable word that callers may test. Exit codes of the CLI follow from it
 * (`src/cli/exit-code.ts`): the text may change, the code may not.
 */
export type ErrorCode =
  | 'E_INVALID'
  | 'E_NOT_FOUND'
  | 'E_RULE'
  | 'E_VERSION_CONFLICT'
  | 'E_LOCKED'
  | 'E_CORRUPT'
  | 'E_READ_ONLY'
  | 'E_USAGE';

/** A failure that Baton foresaw: a code to test, a text that says what to do, and its data. */
export class BatonError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, details: Record<string, unknown> = {}, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.name = 'BatonError';
    this.code = code;
    this.details = details;
  }
}

/** True for an error that carries one of Baton's codes; with `code`, for that one only. */
export function isBatonError(error: unknown, code?: ErrorCode): error is BatonError {
  return error instanceof BatonError && (code === undefined || error.code === code);
}

/** The system's own error word (`ENOSPC`, `ENOENT` …), or undefined when the failure has none. */
export function systemCode(error: unknown): string | undefined {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return undefined;
}
