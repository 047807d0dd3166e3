import { own } from '../../own-field.ts';
import type { V1Migration } from '../../plan/v1/migrate-v1.ts';
import type { ClaimEvent } from '../../session/claims.ts';
import type { StartFacts } from '../../session/commands/life.ts';
import { activateSession, endSession, startSession } from '../../session/commands/life.ts';
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
const RECORDING = { expect: 'version', durable: false } as const;

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
    changeSession(layout, id, store, () => events, RECORDING);
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

// A task that somebody has or has finished already is left to them.
function claimAll(layout: Layout, store: StoreContext, id: string, claims: V1Migration['claims']): void {
  for (let from = 0; from < claims.length; from += CLAIMS_A_RECORD) {
    const part = claims.slice(from, from + CLAIMS_A_RECORD);
    transact(layout.shared, sharedProjection, store, RECORDING, (state) =>
      part.flatMap(({ task_id, status }): ClaimEvent[] => {
        if (own(state.claims, task_id) !== undefined) return [];
        const data = { task_id, session_id: id };
        return status === 'held'
          ? [{ type: 'task_claimed', data }]
          : [{ type: 'task_settled', data: { ...data, outcome: status } }];
      }),
    );
  }
}

/** Takes back every claim of a session, of finished tasks too. */
export function releaseAll(layout: Layout, store: StoreContext, id: string): void {
  for (let more = true; more; ) {
    more = false;
    transact(layout.shared, sharedProjection, store, DURABLE, ({ claims }) => {
      const held = Object.entries(claims).filter(([, claim]) => claim.session_id === id);
      more = held.length > CLAIMS_A_RECORD;
      return held
        .slice(0, CLAIMS_A_RECORD)
        .map(([task]): ClaimEvent => ({ type: 'task_released', data: { task_id: task, session_id: id } }));
    });
  }
}
