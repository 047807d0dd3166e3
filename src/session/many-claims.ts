import { own } from '../own-field.ts';
import type { Claim, ClaimStatus, ClaimsState } from './claims.ts';
import { CLAIM_STATUSES } from './claims.ts';

/** An event of the shared stream about many claims at once: one for each task would make the fold slow. */
export type ManyClaimsEvent =
  | {
      readonly type: 'claims_brought';
      readonly data: { session_id: string; tasks: Readonly<Record<string, ClaimStatus>> };
    }
  | { readonly type: 'claims_dropped'; readonly data: { session_id: string } }
  | { readonly type: 'claims_moved'; readonly data: { session_id: string; to_session: string } };

/** Gives a session tasks that it has, or had, from elsewhere. What anybody has or has finished here stays theirs. */
export function bringClaims(
  state: ClaimsState,
  sessionId: string,
  tasks: readonly { readonly task_id: string; readonly status: ClaimStatus }[],
): ManyClaimsEvent[] {
  const fresh = tasks.filter(({ task_id }) => own(state, task_id) === undefined);
  const entries = fresh.map(({ task_id, status }): [string, ClaimStatus] => [task_id, status]);
  if (entries.length === 0) return [];
  return [{ type: 'claims_brought', data: { session_id: sessionId, tasks: Object.fromEntries(entries) } }];
}

/** Takes all claims of a session back, those of finished tasks too. Nothing when it has none. */
export function dropClaims(state: ClaimsState, sessionId: string): ManyClaimsEvent[] {
  const hasAny = Object.values(state).some((claim) => claim.session_id === sessionId);
  return hasAny ? [{ type: 'claims_dropped', data: { session_id: sessionId } }] : [];
}

/** Makes all claims of a session another's, those of finished tasks too. Nothing when it has none. */
export function moveClaims(state: ClaimsState, sessionId: string, toSession: string): ManyClaimsEvent[] {
  const hasAny = Object.values(state).some((claim) => claim.session_id === sessionId);
  return hasAny ? [{ type: 'claims_moved', data: { session_id: sessionId, to_session: toSession } }] : [];
}

/** One step of the fold of claims; events of other kinds leave them as they are. */
export function evolveManyClaims(
  state: ClaimsState,
  event: { readonly type: string; readonly data: object; readonly timestamp: string },
): ClaimsState {
  const {
    session_id: sessionId,
    tasks,
    to_session: to,
  }: Readonly<Record<string, unknown>> = { ...event.data };
  if (typeof sessionId !== 'string') return state;
  if (event.type === 'claims_moved' && typeof to === 'string')
    return Object.fromEntries(
      Object.entries(state).map(([task, claim]) => [
        task,
        claim.session_id === sessionId ? { ...claim, session_id: to } : claim,
      ]),
    );
  if (event.type === 'claims_dropped')
    return Object.fromEntries(Object.entries(state).filter(([, claim]) => claim.session_id !== sessionId));
  if (event.type !== 'claims_brought' || typeof tasks !== 'object' || tasks === null) return state;
  const brought = Object.entries(tasks).flatMap(([task, word]): [string, Claim][] => {
    const status = CLAIM_STATUSES.find((one) => one === word);
    return status === undefined ? [] : [[task, { session_id: sessionId, status, at: event.timestamp }]];
  });
  return { ...state, ...Object.fromEntries(brought) };
}
