import { headBranch } from '../runtime/git-head.ts';
import { changeSession, sharedProjection } from '../runtime/session-streams.ts';
import { activateSession, startSession } from '../session/commands/life.ts';
import { registerSession } from '../session/registry.ts';
import type { SessionMode } from '../session/view.ts';
import { transact } from '../store/append.ts';
import type { CommandContext } from './command-context.ts';

/** Makes a session that no client runs, numbered like the others and active at once; gives its id. */
export function createSession(context: CommandContext, mode: SessionMode, label: string | null): string {
  const { layout, store, host } = context;
  const durable = { expect: 'version', durable: true } as const;
  const id = store.newId();
  const shared = transact(layout.shared, sharedProjection, store, durable, (state) =>
    registerSession(state.registry, id),
  );
  const facts = {
    session_id: id,
    number: shared.state.registry.sessions[id]?.number ?? 0,
    source: 'created' as const,
    mode,
    orchestration_enabled: true,
    label,
    user: host.env.USER ?? null,
    cwd: host.cwd,
    worktree: layout.root,
    branch: headBranch(host.cwd) ?? null,
    model: null,
    transcript_path: null,
    process: null,
    predecessor: null,
  };
  changeSession(layout, id, store, (state) => startSession(state, facts, 'unknown'), durable);
  changeSession(layout, id, store, activateSession, durable);
  return id;
}
