import { headCommit } from '../../src/runtime/git-head.ts';
import { readNewCommits } from '../../src/runtime/new-commits.ts';
import { openSession } from '../../src/runtime/session-streams.ts';
import { observeCommits, observeHead } from '../../src/session/commands/evidence.ts';
import type { SessionEvent } from '../../src/session/event.ts';
import type { SessionState } from '../../src/session/state.ts';
import type { HookCall } from '../hook-call.ts';

/**
 * What there is to record of commits since the session last knew what was checked out: a decision on its newest
 * state. Undefined where HEAD has not moved.
 */
export async function newCommits(
  call: HookCall,
  timeoutMs: number,
): Promise<((state: SessionState) => SessionEvent[]) | undefined> {
  const directory = call.input.cwd ?? call.layout.root;
  const head = headCommit(directory) ?? null;
  const { observability, session_info } = openSession(call.layout, call.input.session_id).state;
  if (head !== null && head === observability.head) return undefined;
  const found = await readNewCommits(directory, observability.head, session_info.created_at, timeoutMs);
  return (state) => {
    const commits = observeCommits(state, found);
    const last = commits.at(-1);
    const told = last?.type === 'commit_observed' ? last.data.hash : state.observability.head;
    return head === null || head === told ? commits : [...commits, ...observeHead(state, head)];
  };
}
