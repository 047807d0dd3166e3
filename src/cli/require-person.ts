import { BatonError } from '../errors.ts';
import { sessionAbove } from '../runtime/session-above.ts';
import type { CommandContext } from './command-context.ts';

/**
 * Lets only a person on: what a session runs bears the client's variables, and where somebody has taken them away its
 * client is still among the processes above.
 *
 * @throws E_RULE with `message`, which says what to do instead.
 */
export function requirePerson(context: CommandContext, message: string): void {
  const { env, now } = context.host;
  const isSession = env.CLAUDECODE || env.CLAUDE_CODE_SESSION_ID;
  if (!isSession && sessionAbove(context.layout, process.pid, now()) === undefined) return;
  throw new BatonError('E_RULE', message);
}
