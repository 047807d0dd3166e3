import type { SessionEvent } from '../event.ts';
import { requireTransition } from '../lifecycle.ts';
import type { SessionState } from '../state.ts';

/** All that is known when a session starts: the data of its `session_started`. */
export type StartFacts = Extract<SessionEvent, { type: 'session_started' }>['data'];

/**
 * Starts a session, or starts it again. One that was never closed is closed first: as crashed when its
 * process is gone, as superseded when another process has taken the same session up.
 */
export function startSession(
  state: SessionState,
  facts: StartFacts,
  formerProcess: 'running' | 'gone' | 'unknown',
): SessionEvent[] {
  const started: SessionEvent = { type: 'session_started', data: facts };
  if (state.lifecycle.status === 'dormant') return [started];
  const former =
    formerProcess === 'gone' ? closeCrashed(state, facts.session_id) : closeNow(state, 'superseded');
  return [...former, started];
}

/** Ends the start: the session is ready for work. @throws E_RULE unless it is initializing. */
export function activateSession(state: SessionState): SessionEvent[] {
  requireTransition(state.session_info.id, state.lifecycle.status, 'active');
  return [{ type: 'session_activated', data: {} }];
}

/** Closes a live session in good order, an open turn as interrupted. @throws E_RULE when it is dormant. */
export function endSession(state: SessionState, reason: string): SessionEvent[] {
  if (state.lifecycle.status === 'dormant') {
    requireTransition(state.session_info.id, 'dormant', 'closing');
  }
  return closeNow(state, reason);
}

/** Closes a session whose process is gone, in its stead. Nothing when it is closed already. */
export function closeCrashed(state: SessionState, closedBy: string): SessionEvent[] {
  if (state.lifecycle.status === 'dormant') return [];
  return [
    ...openTurn(state),
    { type: 'session_closed', data: { reason: 'crashed', clean: false, closed_by: closedBy } },
  ];
}

/** Notes that the session is still there. @throws E_RULE when it is dormant. */
export function seeSession(state: SessionState): SessionEvent[] {
  if (state.lifecycle.status === 'dormant') {
    requireTransition(state.session_info.id, 'dormant', 'active');
  }
  return [{ type: 'session_seen', data: {} }];
}

function closeNow(state: SessionState, reason: string): SessionEvent[] {
  const closed: SessionEvent = { type: 'session_closed', data: { reason, clean: true, closed_by: null } };
  const closing: SessionEvent[] =
    state.lifecycle.status === 'active' ? [{ type: 'session_closing', data: { reason } }] : [];
  return [...openTurn(state), ...closing, closed];
}

function openTurn(state: SessionState): SessionEvent[] {
  if (state.lifecycle.turn === 'idle') return [];
  return [{ type: 'turn_ended', data: { outcome: 'interrupted', error: null, answer: null, background: 0 } }];
}
