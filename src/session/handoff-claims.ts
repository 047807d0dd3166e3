import { own } from '../own-field.ts';

/** Who has taken the newest handoff of a session that was taken. */
export interface HandoffClaim {
  readonly sequence: number;
  readonly session_id: string;
  readonly at: string;
}

/** The taken handoffs, by the session that made them. */
export type HandoffClaims = Readonly<Record<string, HandoffClaim>>;

/** A handoff by whose it is and its number in that session. */
export interface HandoffReference {
  readonly from_session: string;
  readonly sequence: number;
}

/** An event of the shared stream about handoffs. */
export interface HandoffClaimEvent {
  readonly type: 'handoff_claimed';
  readonly data: HandoffReference & { readonly session_id: string };
}

/**
 * Takes a handoff for a session: of two that come at the same instant, the second gets nothing. One that was taken by
 * a session in `passedOn`, which came and went without any work, may be taken again; so may a newer handoff of the
 * same session.
 */
export function claimHandoff(
  state: HandoffClaims,
  { from_session, sequence }: HandoffReference,
  sessionId: string,
  passedOn: readonly string[],
): HandoffClaimEvent[] {
  const claim = own(state, from_session);
  const isFree = claim === undefined || claim.sequence < sequence || passedOn.includes(claim.session_id);
  return isFree ? [{ type: 'handoff_claimed', data: { from_session, sequence, session_id: sessionId } }] : [];
}

/** One step of the fold; events of other kinds leave the claims as they are. */
export function evolveHandoffClaims(
  state: HandoffClaims,
  event: { readonly type: string; readonly data: object; readonly timestamp: string },
): HandoffClaims {
  if (event.type !== 'handoff_claimed') return state;
  const {
    from_session: from,
    sequence,
    session_id: id,
  }: Readonly<Record<string, unknown>> = { ...event.data };
  if (typeof from !== 'string' || typeof sequence !== 'number' || typeof id !== 'string') return state;
  return { ...state, [from]: { sequence, session_id: id, at: event.timestamp } };
}
