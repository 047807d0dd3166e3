import type { Author } from '../messaging/decision.ts';
import { plainText } from '../render/terminal-text.ts';
import { openSession } from '../runtime/session-streams.ts';
import { callingSession } from './calling-session.ts';
import type { CommandContext } from './command-context.ts';
import { chosenSession } from './session-choice.ts';

/** Who speaks, and whether its word is one of those that lead: a session in leadership mode, or a person. */
export interface Speaker extends Author {
  readonly leads: boolean;
}

/**
 * Who runs the command: the session that gives it (calling-session.ts), else somebody at the command line outside
 * every session.
 *
 * @throws E_NOT_FOUND, E_USAGE for a session that is named and not plainly one of this project.
 */
export function speakerOf(context: CommandContext): Speaker {
  const { env } = context.host;
  const named = callingSession(context);
  if (named === undefined) {
    const user = plainText(env.USER ?? '', 40);
    return {
      by: null,
      by_name: user === '' ? 'the command line' : `the command line (${user})`,
      leads: true,
    };
  }
  const by = chosenSession(context, named);
  const { number, mode } = openSession(context.layout, by).state.session_info;
  return { by, by_name: `session #${number} (${mode})`, leads: mode === 'leadership' };
}
