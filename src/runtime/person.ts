import { userInfo } from 'node:os';
import { runProgram } from './run-program.ts';

/** Who sits at this machine, as far as the machine itself can tell; `null` where it does not. */
export interface Person {
  /** The account that this process runs under: the system's word, not a variable's. */
  readonly account: string | null;
  /** git's `user.email` in the project. */
  readonly email: string | null;
}

const GIT_PATIENCE_MS = 2_000;

/** Asks the system and git who works in `folder`. */
export async function personIn(folder: string): Promise<Person> {
  const printed = await runProgram('git', ['-C', folder, 'config', 'user.email'], {
    timeoutMs: GIT_PATIENCE_MS,
  });
  return { account: accountName(), email: printed?.trim() || null };
}

/** The account that this process runs under, or null where it has no name. */
export function accountName(): string | null {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number that has no name.
    return null;
  }
}
