import { sessionAbove } from '../runtime/session-above.ts';
import type { CommandContext } from './command-context.ts';

/** The session that `--session` or a variable names, as it is written there; undefined where neither does. */
export function namedSession({ host, options }: CommandContext): string | undefined {
  return options.session ?? (host.env.BATON_SESSION || host.env.CLAUDE_CODE_SESSION_ID || undefined);
}

/**
 * The session that gives the command: the one that is named, else the one whose client started this process, which a
 * session that takes its variables away does not hide. Undefined for a person at a terminal.
 */
export function callingSession(context: CommandContext): string | undefined {
  return namedSession(context) ?? sessionAbove(context.layout, process.pid, context.host.now());
}
