import { readGitFacts } from '../../src/runtime/git-facts.ts';
import type { HookReply } from '../../src/runtime/hook-output.ts';
import { readRoster } from '../../src/runtime/roster.ts';
import { changeSession, openSession } from '../../src/runtime/session-streams.ts';
import { endSession } from '../../src/session/commands/life.ts';
import type { HookCall } from '../hook-call.ts';
import { leaveHandoff } from './handover.ts';
import { forkParent } from './session-facts.ts';
import { GIT_TIMEOUT_MS, SESSIONS_LOOKED_AT, start, tell } from './session-start.ts';

/**
 * Starts a session that speaks without having been announced. With `--fork-session` the client announces
 * the old session and goes on under a new id (CONTRACT, trap 14): the old one, resumed by the same process
 * and not used since, is closed again and becomes the predecessor.
 */
export async function adoptSession(call: HookCall): Promise<HookReply> {
  const asked = readGitFacts(call.input.cwd ?? call.layout.root, GIT_TIMEOUT_MS);
  const roster = readRoster(call.layout, call.store.now(), SESSIONS_LOOKED_AT);
  // One that had been closed, because it seemed to be over, simply goes on.
  if (openSession(call.layout, call.input.session_id).state.lifecycle.starts > 0) {
    return tell(call, start(call, 'resume', roster), 'resume', roster, await asked);
  }
  const parent = forkParent(roster, call.client() ?? null);
  const state = start(call, parent === undefined ? 'startup' : 'fork', roster);
  if (parent !== undefined) {
    changeSession(call.layout, parent.view.session_id, call.store, (former) =>
      former.lifecycle.status === 'dormant' ? [] : endSession(former, 'forked'),
    );
    await leaveHandoff(call, parent.view.session_id, asked);
  }
  return tell(call, state, parent === undefined ? 'start' : 'fork', roster, await asked);
}
