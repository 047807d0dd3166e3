import type { ErrorCode } from '../errors.ts';
import { BatonError } from '../errors.ts';

/** What the shell is told (documented in docs/cli.md): stable, for scripts. */
export const EXIT = { done: 0, refused: 1, usage: 2, busy: 3, damaged: 4 } as const;

const BY_CODE: Readonly<Record<ErrorCode, number>> = {
  E_INVALID: EXIT.refused,
  E_NOT_FOUND: EXIT.refused,
  E_RULE: EXIT.refused,
  E_VERSION_CONFLICT: EXIT.refused,
  E_READ_ONLY: EXIT.refused,
  E_USAGE: EXIT.usage,
  E_LOCKED: EXIT.busy,
  E_CORRUPT: EXIT.damaged,
};

/** The exit code for a failure: 1 for one that Baton did not foresee. */
export function exitCodeOf(error: unknown): number {
  return error instanceof BatonError ? BY_CODE[error.code] : EXIT.refused;
}
