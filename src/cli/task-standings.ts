import type { Standings } from '../plan/task-board.ts';
import { readRoster } from '../runtime/roster.ts';
import { readStandings } from '../runtime/standings.ts';
import type { CommandContext } from './command-context.ts';
import { chosenSession } from './session-choice.ts';

/** The session that a command is about, where one is named or set; undefined at a plain terminal. */
export function sessionIfAny(context: CommandContext): string | undefined {
  const { env } = context.host;
  const named = context.options.session ?? (env.BATON_SESSION || env.CLAUDE_CODE_SESSION_ID);
  return named ? chosenSession(context) : undefined;
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
