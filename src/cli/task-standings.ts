import { isBatonError } from '../errors.ts';
import type { Standings } from '../plan/task-board.ts';
import { readRoster } from '../runtime/roster.ts';
import { readStandings } from '../runtime/standings.ts';
import { namedSession } from './calling-session.ts';
import type { CommandContext } from './command-context.ts';
import { chosenSession } from './session-choice.ts';

/**
 * The session that a command is about, where one is named or set; undefined at a plain terminal, and in a client's
 * session that Baton does not know: who only asks is answered all the same.
 *
 * @throws E_NOT_FOUND, E_USAGE for a session that was named and is not plainly one of this project.
 */
export function sessionIfAny(context: CommandContext): string | undefined {
  if (context.options.session !== undefined) return chosenSession(context);
  const set = namedSession(context);
  if (set === undefined) return undefined;
  try {
    return chosenSession(context, set);
  } catch (error) {
    if (isBatonError(error, 'E_NOT_FOUND')) return undefined;
    throw error;
  }
}

/** How the planned tasks stand over all sessions, as this command's session sees them. */
export function standingsOf(context: CommandContext): Standings {
  let live: ReadonlySet<string> | undefined;
  return readStandings(context.layout, sessionIfAny(context), (id) => {
    live ??= new Set(
      readRoster(context.layout, context.host.now())
        .filter(({ liveness }) => liveness === 'live')
        .map(({ view }) => view.session_id),
    );
    return live.has(id);
  });
}
