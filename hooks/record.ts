import { changeSession } from '../src/runtime/session-streams.ts';
import { checkpointDue } from '../src/session/checkpoint.ts';
import type { SessionEvent } from '../src/session/event.ts';
import { isOrchestrated } from '../src/session/orchestrated.ts';
import type { SessionState } from '../src/session/state.ts';
import type { HookCall } from './hook-call.ts';

/** What became of a recording: done, or the session is one that has to be started here first. */
export type Recorded = 'recorded' | 'unstarted';

/**
 * Records what `decide` makes of the session's state. Nothing where orchestration is switched off for the
 * session, or left to version 1. A session without a start (the client forked it, or Baton was installed while it ran) is left
 * for the caller to start.
 */
export function record(call: HookCall, decide: (state: SessionState) => readonly SessionEvent[]): Recorded {
  let outcome: Recorded = 'recorded';
  changeSession(call.layout, call.input.session_id, call.store, (state) => {
    outcome = isUnstarted(call, state) ? 'unstarted' : 'recorded';
    if (outcome === 'unstarted' || !isOrchestrated(state)) return [];
    return withDueCheckpoint(call, state, decide(state));
  });
  return outcome;
}

// Once an hour of work: what brings news anyway marks the place too.
function withDueCheckpoint(
  call: HookCall,
  state: SessionState,
  events: readonly SessionEvent[],
): readonly SessionEvent[] {
  if (events.length === 0 || events.some(({ type }) => type === 'checkpoint_made')) return events;
  return [...events, ...checkpointDue(state, call.store.now(), call.store.newId)];
}

// A prompt shows that a session goes on which somebody has closed: it had expired, or seemed to have crashed.
function isUnstarted(call: HookCall, state: SessionState): boolean {
  if (state.lifecycle.starts === 0) return true;
  return call.event === 'UserPromptSubmit' && state.lifecycle.status === 'dormant';
}
