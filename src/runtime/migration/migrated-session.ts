import type { V1Migration } from '../../plan/v1/migrate-v1.ts';
import type { StartFacts } from '../../session/commands/life.ts';
import { activateSession, endSession, startSession } from '../../session/commands/life.ts';
import { bringClaims } from '../../session/many-claims.ts';
import { registerSession } from '../../session/registry.ts';
import type { StoreContext } from '../../store/append.ts';
import { fold, transact } from '../../store/append.ts';
import type { Layout } from '../../store/layout.ts';
import { changeSession, openSession, sharedProjection } from '../session-streams.ts';

/** Where the session of a migration is made, and who is told how far it is. */
export interface SessionPlace {
  readonly cwd: string;
  readonly user: string | null;
  readonly branch: string | null;
  /** `done` of `total` records are written. */
  progress(done: number, total: number): void;
}

const DURABLE = { expect: 'version', durable: true } as const;

/** How many claims go into one record. */
const CLAIMS_A_RECORD = 250;

/**
 * Makes the session that a migration describes, or goes on where a killed one stopped: every step comes to the same
 * when it is taken twice. Gives the version of its log.
 */
export function makeSession(
  layout: Layout,
  store: StoreContext,
  id: string,
  { session, claims }: V1Migration,
  place: SessionPlace,
): number {
  const shared = transact(layout.shared, sharedProjection, store, DURABLE, (state) =>
    registerSession(state.registry, id),
  );
  const facts: StartFacts = {
    session_id: id,
    number: shared.state.registry.sessions[id]?.number ?? 0,
    source: 'created',
    mode: session.mode,
    orchestration_enabled: session.orchestration_enabled,
    label: session.label ?? `version 1${session.old_id === null ? '' : `: ${session.old_id.slice(0, 100)}`}`,
    user: session.user ?? place.user,
    cwd: place.cwd,
    worktree: layout.root,
    branch: place.branch,
    model: null,
    transcript_path: null,
    process: null,
    predecessor: null,
  };
  changeSession(layout, id, store, (state) =>
    state.lifecycle.starts > 0 ? [] : startSession(state, facts, 'unknown'),
  );
  changeSession(layout, id, store, (state) =>
    state.lifecycle.status === 'initializing' ? activateSession(state) : [],
  );
  for (const [index, events] of session.events.entries()) {
    place.progress(index, session.events.length);
    changeSession(layout, id, store, () => events);
  }
  place.progress(session.events.length, session.events.length);
  claimAll(layout, store, id, claims);
  if (session.is_over)
    changeSession(layout, id, store, (state) =>
      state.lifecycle.status === 'dormant' ? [] : endSession(state, 'over in version 1'),
    );
  const cursor = openSession(layout, id);
  fold(cursor);
  return cursor.version;
}

function claimAll(layout: Layout, store: StoreContext, id: string, claims: V1Migration['claims']): void {
  for (let from = 0; from < claims.length; from += CLAIMS_A_RECORD) {
    const part = claims.slice(from, from + CLAIMS_A_RECORD);
    transact(layout.shared, sharedProjection, store, DURABLE, (state) => bringClaims(state.claims, id, part));
  }
}
