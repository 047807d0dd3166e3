import type { DecisionsState } from '../messaging/decision.ts';
import { EMPTY_DECISIONS } from '../messaging/decision.ts';
import { evolveDecisions } from '../messaging/decision-fold.ts';
import type { MessagingState } from '../messaging/message.ts';
import { EMPTY_MESSAGING } from '../messaging/message.ts';
import { evolveMessaging } from '../messaging/message-fold.ts';
import type { MessagingView } from '../messaging/message-view.ts';
import { messagingView } from '../messaging/message-view.ts';
import type { ClaimsState } from '../session/claims.ts';
import { evolveClaims } from '../session/claims.ts';
import type { SessionEvent } from '../session/event.ts';
import { evolve } from '../session/evolve.ts';
import type { HandoffClaims } from '../session/handoff-claims.ts';
import { evolveHandoffClaims } from '../session/handoff-claims.ts';
import { evolveManyClaims } from '../session/many-claims.ts';
import { SESSION_REDUCER, SHARED_REDUCER } from '../session/reducer.ts';
import type { RegistryState } from '../session/registry.ts';
import { EMPTY_REGISTRY, evolveRegistry } from '../session/registry.ts';
import type { SessionState } from '../session/state.ts';
import { initialSessionState } from '../session/state.ts';
import { viewOf } from '../session/view-of.ts';
import type { AppendOptions, StoreContext } from '../store/append.ts';
import { transact } from '../store/append.ts';
import type { Cursor, Projection } from '../store/cursor.ts';
import type { Layout } from '../store/layout.ts';
import { openCursor } from '../store/open-cursor.ts';

/** How a session's stream folds to its state. */
export const sessionProjection: Projection<SessionState> = {
  reducer: SESSION_REDUCER,
  initial: initialSessionState,
  evolve,
  view: viewOf,
  accepts: isSessionState,
};

/** What the sessions of a project share on this machine. */
export interface SharedState {
  readonly registry: RegistryState;
  /** Who has which planned task, and how those that were finished ended. */
  readonly claims: ClaimsState;
  /** Who has taken which handoff. */
  readonly handoffs: HandoffClaims;
  readonly messaging: MessagingState;
  readonly decisions: DecisionsState;
}

/** How the shared stream folds. */
export const sharedProjection: Projection<SharedState> & { view(state: SharedState): MessagingView } = {
  reducer: SHARED_REDUCER,
  initial: () => ({
    registry: EMPTY_REGISTRY,
    claims: {},
    handoffs: {},
    messaging: EMPTY_MESSAGING,
    decisions: EMPTY_DECISIONS,
  }),
  evolve: (state, event) => ({
    registry: evolveRegistry(state.registry, event),
    claims: evolveManyClaims(evolveClaims(state.claims, event), event),
    handoffs: evolveHandoffClaims(state.handoffs, event),
    messaging: evolveMessaging(state.messaging, event),
    decisions: evolveDecisions(state.decisions, event),
  }),
  view: ({ messaging }) => messagingView(messaging),
  accepts: isSharedState,
};

// What has happened has happened: where others keep coming first, it is noted all the same.
const RECORDING: AppendOptions = { expect: 'usually', durable: false };

/** The session's stream as it stands; an empty one for an id that has none. @throws E_INVALID for an unsafe id. */
export function openSession(layout: Layout, sessionId: string): Cursor<SessionState> {
  return openCursor(layout.session(sessionId), sessionProjection);
}

/**
 * Lets `decide` answer the session's newest state with events and records them; see `transact`.
 * Tracking does not wait for the disk unless `options` say so.
 */
export function changeSession(
  layout: Layout,
  sessionId: string,
  context: StoreContext,
  decide: (state: SessionState) => readonly SessionEvent[],
  options: AppendOptions = RECORDING,
): Cursor<SessionState> {
  return transact(layout.session(sessionId), sessionProjection, context, options, decide);
}

/** The shared stream as it stands. */
export function openShared(layout: Layout): Cursor<SharedState> {
  return openCursor(layout.shared, sharedProjection);
}

// A snapshot has passed its checksum and names the reducer that made it: the outline is check enough.
function isSessionState(value: unknown): value is SessionState {
  return (
    typeof value === 'object' &&
    value !== null &&
    'session_info' in value &&
    'lifecycle' in value &&
    'active_work' in value &&
    'observability' in value &&
    'runtime_config' in value
  );
}

function isSharedState(value: unknown): value is SharedState {
  return (
    typeof value === 'object' &&
    value !== null &&
    'registry' in value &&
    'claims' in value &&
    'handoffs' in value &&
    'messaging' in value &&
    'decisions' in value
  );
}
