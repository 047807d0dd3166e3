import { BatonError } from '../errors.ts';
import { readRoster } from '../runtime/roster.ts';
import { openShared } from '../runtime/session-streams.ts';
import { newestFirst } from '../session/registry.ts';
import { callingSession } from './calling-session.ts';
import type { CommandContext } from './command-context.ts';
import { suggestion } from './nearest.ts';

/**
 * The session that a command is about: the one named (an id, the beginning of one, or `#` and its number), else the
 * one that gives the command.
 *
 * @throws E_USAGE, listing the live sessions, when none is named or a prefix fits several; E_NOT_FOUND when
 *   none fits.
 */
export function chosenSession(context: CommandContext, named?: string): string {
  const wanted = named ?? callingSession(context);
  if (!wanted) {
    throw new BatonError(
      'E_USAGE',
      `Which session? Give --session ID, or set BATON_SESSION. ${liveSessions(context)}`,
    );
  }
  const { registry } = openShared(context.layout).state;
  const ids = newestFirst(registry);
  if (Object.hasOwn(registry.sessions, wanted)) return wanted;
  const numbered = /^#(\d+)$/.exec(wanted)?.[1];
  const fitting = ids.filter((id) =>
    numbered === undefined ? id.startsWith(wanted) : registry.sessions[id]?.number === Number(numbered),
  );
  const [only, second] = fitting;
  if (only !== undefined && second === undefined) return only;
  if (only === undefined) {
    throw new BatonError(
      'E_NOT_FOUND',
      `There is no session ${wanted} in this project.${suggestion(wanted, ids)} ${liveSessions(context)}`,
    );
  }
  throw new BatonError(
    'E_USAGE',
    `${wanted} fits ${fitting.length} sessions: ${fitting.slice(0, 8).join(', ')}. Give more of the id.`,
  );
}

function liveSessions(context: CommandContext): string {
  const live = readRoster(context.layout, context.host.now())
    .filter(({ liveness }) => liveness === 'live')
    .map(({ view }) => `#${view.number} ${view.session_id} (${view.mode})`);
  return live.length === 0 ? 'No session is live.' : `Live sessions: ${live.join(', ')}.`;
}
