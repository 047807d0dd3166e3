import type { GitFacts } from '../../src/runtime/git-facts.ts';
import { readGitFacts } from '../../src/runtime/git-facts.ts';
import type { HookReply } from '../../src/runtime/hook-output.ts';
import { SILENCE } from '../../src/runtime/hook-output.ts';
import { makeHandoff } from '../../src/runtime/make-handoff.ts';
import { openSession } from '../../src/runtime/session-streams.ts';
import { hasWorked, lacksHandoff } from '../../src/session/commands/continuity.ts';
import { isOrchestrated } from '../../src/session/orchestrated.ts';
import { attempt } from '../attempt.ts';
import type { HookCall } from '../hook-call.ts';

/**
 * How long git may take at a session's end. The client gives all of it 1.5 seconds and then kills (CONTRACT, trap 15);
 * a handoff without git's answer is still one, and what was not written in time the next session makes from the log.
 */
export const GIT_AT_END_MS = 500;

/** Makes the handoff of a session that has just been closed, where there is anything to hand over. */
export async function leaveHandoff(
  call: HookCall,
  sessionId: string,
  git: Promise<GitFacts | undefined>,
): Promise<void> {
  const { state } = openSession(call.layout, sessionId);
  if (!isOrchestrated(state) || !lacksHandoff(state)) return;
  const facts = await git;
  attempt(call, () =>
    makeHandoff(call.layout, call.store, state, { reason: 'end', to_session: null, git: facts }),
  );
}

/** PreCompact: what the context holds is about to be summarised, so it is handed over as at an end. Prints nothing. */
export async function handOverBeforeCompaction(call: HookCall): Promise<HookReply> {
  const git = readGitFacts(call.input.cwd ?? call.layout.root, GIT_AT_END_MS);
  const { state } = openSession(call.layout, call.input.session_id);
  if (state.lifecycle.status === 'dormant' || !isOrchestrated(state) || !hasWorked(state)) return SILENCE;
  makeHandoff(call.layout, call.store, state, { reason: 'compaction', to_session: null, git: await git });
  return SILENCE;
}
