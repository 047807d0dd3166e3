import type { Handoff } from '../../src/continuity/handoff.ts';
import type { RecordFacts } from '../../src/continuity/predecessor-line.ts';
import { own } from '../../src/own-field.ts';
import type { GitFacts } from '../../src/runtime/git-facts.ts';
import { composeHandoff, makeHandoff } from '../../src/runtime/make-handoff.ts';
import type { RosterEntry } from '../../src/runtime/roster.ts';
import { openSession, openShared } from '../../src/runtime/session-streams.ts';
import { takeOver } from '../../src/runtime/take-over.ts';
import { handoffsMade, hasWorked, lacksHandoff } from '../../src/session/commands/continuity.ts';
import type { SessionEvent } from '../../src/session/event.ts';
import type { PredecessorLink, SessionState } from '../../src/session/state.ts';
import { lifeOf } from '../../src/store/process-identity.ts';
import { attempt } from '../attempt.ts';
import type { HookCall } from '../hook-call.ts';

/** What a session takes up: the record to be told of, and what its own log says of it. */
export interface TakenUp {
  readonly record: RecordFacts;
  readonly session_id: string;
  readonly events: readonly SessionEvent[];
}

/** How many empty sessions in a row are passed over. */
const MOST_EMPTY_SESSIONS = 10;

/**
 * Takes up the work of the session before: its handoff (made now from its log where it could not make one itself), and
 * the claims of what it had begun. A session that only came back to be told again takes nothing.
 */
export function takeUpPredecessor(
  call: HookCall,
  state: SessionState,
  roster: readonly RosterEntry[],
  git: GitFacts | undefined,
): TakenUp | undefined {
  const found = lastWorked(call, state);
  const entry = roster.find(({ view }) => view.session_id === found?.link.session_id);
  if (found === undefined || entry === undefined) return undefined;
  const { former, link } = found;
  const { layout, store } = call;
  const crashed = entry.liveness === 'crashed';
  const order = { reason: crashed ? 'crash' : 'late', to_session: null, git } as const;
  const madeNow = lacksHandoff(former);
  const made = madeNow ? attempt(call, () => makeHandoff(layout, store, former, order)) : undefined;
  const handoff = made ?? {
    ...composeHandoff(layout, store.now(), former, order),
    ...lastMade(former),
  };
  const isFree = isOver(former, entry) && hasWorked(former);
  const taken = (isFree ? attempt(call, () => take(call, state, former, handoff)) : undefined) ?? NOTHING;
  return {
    session_id: former.session_info.id,
    events: taken.events,
    record: {
      handoff,
      link: link.by,
      ended: crashed ? 'crashed' : entry.liveness === 'expired' ? 'expired' : 'cleanly',
      made_now: made !== undefined,
      taken_by: taken.holder === null ? null : numberOf(call, taken.holder),
      taken_over: taken.task_ids,
    },
  };
}

const NOTHING = { holder: null, task_ids: [], events: [] } as const;

function take(call: HookCall, { session_info }: SessionState, former: SessionState, handoff: Handoff) {
  const taken = takeOver(call.layout, call.store, {
    handoff,
    former,
    session_id: session_info.id,
    passed_on: emptyHolder(call, handoff.from_session),
  });
  return { ...taken, holder: taken.holder === session_info.id ? null : taken.holder };
}

// Who has the handoff, where that session has gone without any work of its own.
function emptyHolder(call: HookCall, fromSession: string): string[] {
  const holder = own(openShared(call.layout).state.handoffs, fromSession)?.session_id;
  const state = holder === undefined ? undefined : readableState(call, holder);
  const { process } = state?.session_info ?? {};
  const isGone = state?.lifecycle.status === 'dormant' || (process != null && lifeOf(process) === 'gone');
  return holder !== undefined && state !== undefined && isGone && !hasWorked(state) ? [holder] : [];
}

function isOver({ lifecycle }: SessionState, { liveness }: RosterEntry): boolean {
  return lifecycle.status === 'dormant' || liveness !== 'live';
}

// Built again from the log and the documents, which is what it was made of; only what git said then is kept.
function lastMade(former: SessionState): { readonly sequence: number } & Partial<Handoff> {
  const made = handoffsMade(former).at(-1);
  if (made === undefined) return { sequence: 1 };
  const { sequence, git } = made;
  return { sequence, git, ...(git?.branch == null ? {} : { branch: git.branch }) };
}

interface LastWorked {
  readonly former: SessionState;
  readonly link: PredecessorLink;
}

// A session that was only opened and closed passes on what it was given.
function lastWorked(call: HookCall, state: SessionState): LastWorked | undefined {
  let link = state.session_info.predecessor;
  for (let passed = 0; link !== null && passed < MOST_EMPTY_SESSIONS; passed++) {
    const former = readableState(call, link.session_id);
    if (former === undefined) return undefined;
    const before: PredecessorLink | null = former.session_info.predecessor;
    if (before === null || hasWorked(former)) return { former, link };
    link = before;
  }
  return undefined;
}

function readableState(call: HookCall, sessionId: string): SessionState | undefined {
  try {
    return openSession(call.layout, sessionId).state;
  } catch {
    return undefined;
  }
}

function numberOf(call: HookCall, sessionId: string): number {
  return own(openShared(call.layout).state.registry.sessions, sessionId)?.number ?? 0;
}
