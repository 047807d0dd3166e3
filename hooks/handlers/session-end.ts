import { readGitFacts } from '../../src/runtime/git-facts.ts';
import type { HookReply } from '../../src/runtime/hook-output.ts';
import { SILENCE } from '../../src/runtime/hook-output.ts';
import { changeSession } from '../../src/runtime/session-streams.ts';
import { endSession } from '../../src/session/commands/life.ts';
import { isOrchestrated } from '../../src/session/orchestrated.ts';
import { fold } from '../../src/store/append.ts';
import type { HookCall } from '../hook-call.ts';
import { usageSince } from './conversation.ts';
import { GIT_AT_END_MS, leaveHandoff } from './handover.ts';
import { newCommits } from './new-commits.ts';
import { leaveSessionLog } from './session-log.ts';
import { listCommits } from './task-history.ts';

/** How long others may keep the task documents; the next progress entry lists what was not listed here. */
const DOCUMENTS_AT_END_MS = 200;

/**
 * SessionEnd: what was used last, then the close, then the handoff. The client gives a plugin 1.5 seconds here and
 * shows its output to nobody. A session that is closed already, or was never started here, stays as it is.
 */
export async function endSessionHook(call: HookCall): Promise<HookReply> {
  const { input } = call;
  const git = readGitFacts(input.cwd ?? call.layout.root, GIT_AT_END_MS);
  const commits = await newCommits(call, GIT_AT_END_MS);
  const cursor = changeSession(
    call.layout,
    input.session_id,
    call.store,
    (state) => {
      if (state.lifecycle.status === 'dormant') return [];
      return [
        ...(isOrchestrated(state) ? (commits?.(state) ?? []) : []),
        ...usageSince(call, state, input.transcript_path),
        ...endSession(state, input.reason ?? 'unknown'),
      ];
    },
    { expect: 'version', durable: true },
  );
  if (cursor.state.lifecycle.starts === 0) return SILENCE;
  fold(cursor);
  await leaveHandoff(call, input.session_id, git);
  if (commits !== undefined) await listCommits(call, DOCUMENTS_AT_END_MS).catch(() => {});
  if (isOrchestrated(cursor.state)) leaveSessionLog(call);
  return SILENCE;
}
