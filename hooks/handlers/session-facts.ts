import { userInfo } from 'node:os';
import { headBranch } from '../../src/runtime/git-head.ts';
import { readHookSettings } from '../../src/runtime/hook-settings.ts';
import type { RosterEntry } from '../../src/runtime/roster.ts';
import { changeSession, sharedProjection } from '../../src/runtime/session-streams.ts';
import type { StartFacts } from '../../src/session/commands/life.ts';
import { closeCrashed } from '../../src/session/commands/life.ts';
import { choosePredecessor, isSameProcess } from '../../src/session/predecessor.ts';
import { registerSession } from '../../src/session/registry.ts';
import type { SessionState } from '../../src/session/state.ts';
import { transact } from '../../src/store/append.ts';
import { mainWorktreeOf } from '../../src/store/project-root.ts';
import type { HookCall } from '../hook-call.ts';
import { usageSince } from './conversation.ts';

/** The session's number in the project, given to it now if it has none. On disk before this returns. */
export function numberOf(call: HookCall): number {
  const id = call.input.session_id;
  const shared = transact(
    call.layout.shared,
    sharedProjection,
    call.store,
    { expect: 'version', durable: true },
    (state) => registerSession(state.registry, id),
  );
  return shared.state.registry.sessions[id]?.number ?? 0;
}

/**
 * Closes, in their stead, the sessions whose process is gone. Whoever comes first does it; the rest find it done.
 * One that cannot be written to (another user's) stays as it is: every reader sees that it crashed.
 */
export function closeCrashedOnes(call: HookCall, roster: readonly RosterEntry[]): void {
  for (const { view, liveness } of roster) {
    if (liveness !== 'crashed' || view.status === 'dormant') continue;
    try {
      changeSession(call.layout, view.session_id, call.store, (state) =>
        state.lifecycle.status === 'dormant'
          ? []
          : // Its last turn never ended, so what that turn used has not been read yet.
            [...usageSince(call, state, undefined), ...closeCrashed(state, call.input.session_id)],
      );
    } catch {}
  }
}

/** True when the project has `most` other live sessions, which is as many as it may have. */
export function isCrowded(roster: readonly RosterEntry[], sessionId: string, most: number): boolean {
  const others = roster.filter(({ view, liveness }) => liveness === 'live' && view.session_id !== sessionId);
  return others.filter(({ view }) => view.orchestration_enabled).length >= most;
}

/** Everything a `session_started` says, from the payload, the files of git and the sessions there are. */
export function startFacts(
  call: HookCall,
  source: StartFacts['source'],
  number: number,
  former: SessionState,
  roster: readonly RosterEntry[],
): StartFacts {
  const cwd = call.input.cwd ?? call.env.CLAUDE_PROJECT_DIR ?? call.layout.root;
  const client = call.client() ?? null;
  const here = {
    session_id: call.input.session_id,
    worktree: worktreeOf(cwd, call),
    branch: headBranch(cwd) ?? null,
    process: client,
  };
  const isFirstStart = former.lifecycle.starts === 0;
  return {
    session_id: call.input.session_id,
    number,
    source,
    mode: former.session_info.mode,
    orchestration_enabled: isFirstStart
      ? !isCrowded(roster, call.input.session_id, readHookSettings(call.layout).live_sessions)
      : former.runtime_config.orchestration_enabled,
    label: null,
    user: userName(call),
    cwd,
    worktree: here.worktree,
    branch: here.branch,
    model: call.input.model ?? null,
    transcript_path: call.input.transcript_path ?? null,
    process: client,
    predecessor: isFirstStart
      ? (forkedFrom(source, roster, here.process) ?? choosePredecessor(roster, here))
      : null,
  };
}

/** The session of the same client process that was resumed and then left unused: the one a fork came from. */
export function forkParent(
  roster: readonly RosterEntry[],
  client: StartFacts['process'],
): RosterEntry | undefined {
  return roster.find(
    ({ view }) => view.status !== 'dormant' && view.turn === 'idle' && isSameProcess(view.process, client),
  );
}

function forkedFrom(
  source: StartFacts['source'],
  roster: readonly RosterEntry[],
  client: StartFacts['process'],
): StartFacts['predecessor'] {
  const parent = source === 'fork' ? forkParent(roster, client) : undefined;
  return parent === undefined
    ? null
    : { session_id: parent.view.session_id, number: parent.view.number, by: 'fork' };
}

// The top of the working tree that `cwd` lies in: the nearest folder with a .git; else the project's root.
function worktreeOf(cwd: string, call: HookCall): string {
  for (let at = cwd; at.length > 1; at = at.slice(0, at.lastIndexOf('/'))) {
    if (at === call.layout.root || mainWorktreeOf(at) !== undefined) return at;
  }
  return call.layout.root;
}

function userName(call: HookCall): string | null {
  const named = call.env.USER ?? call.env.LOGNAME;
  if (named) return named;
  try {
    return userInfo().username;
  } catch {
    return null;
  }
}
