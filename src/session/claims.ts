import { BatonError } from '../errors.ts';
import { own } from '../own-field.ts';

/** How a claimed task stands for all sessions. The details of its progress are in the holder's own log. */
export const CLAIM_STATUSES = ['held', 'completed', 'failed', 'cancelled'] as const;
export type ClaimStatus = (typeof CLAIM_STATUSES)[number];

/** Who has a planned task, or had it when it was finished. */
export interface Claim {
  readonly session_id: string;
  readonly status: ClaimStatus;
  readonly at: string;
}

/** All claims, by task. */
export type ClaimsState = Readonly<Record<string, Claim>>;

/** An event of the shared stream about claims. */
export type ClaimEvent =
  | { readonly type: 'task_claimed'; readonly data: { task_id: string; session_id: string } }
  | { readonly type: 'task_released'; readonly data: { task_id: string; session_id: string } }
  | {
      readonly type: 'task_settled';
      readonly data: { task_id: string; session_id: string; outcome: Exclude<ClaimStatus, 'held'> };
    };

/** Who a session is, to the one who is refused: its number, and whether it is there now. */
export interface Holder {
  readonly number: number;
  readonly isLive: boolean;
}

/**
 * Takes a task for a session. Nothing when the session has it already. A task of a session that is no longer
 * live is taken over, and so is one that failed or was cancelled; one that was completed only with `again`.
 *
 * @throws E_RULE naming the holder when another live session has it, or who completed it.
 */
export function claimTask(
  state: ClaimsState,
  taskId: string,
  sessionId: string,
  holderOf: (sessionId: string) => Holder | undefined,
  again = false,
): ClaimEvent[] {
  const claim = own(state, taskId);
  if (claim?.status === 'completed' && !again) {
    const by = holderOf(claim.session_id);
    throw new BatonError(
      'E_RULE',
      `Task ${taskId} was completed ${by === undefined ? '' : `by session #${by.number} `}at ${claim.at}. ` +
        'To take it up again all the same: baton task start --again.',
      { task_id: taskId, session_id: claim.session_id },
    );
  }
  const claimed: ClaimEvent = { type: 'task_claimed', data: { task_id: taskId, session_id: sessionId } };
  if (claim === undefined || claim.status !== 'held') return [claimed];
  if (claim.session_id === sessionId) return [];
  const holder = holderOf(claim.session_id);
  if (holder?.isLive !== true) return [claimed];
  throw new BatonError(
    'E_RULE',
    `Task ${taskId} is taken: session #${holder.number} (${claim.session_id}) has had it since ${claim.at}. ` +
      'Take another (`baton task next`), or ask that session for it (`baton message send`).',
    { task_id: taskId, session_id: claim.session_id },
  );
}

/** Gives a task back. Nothing when the session does not have it. */
export function releaseTask(state: ClaimsState, taskId: string, sessionId: string): ClaimEvent[] {
  const claim = own(state, taskId);
  if (claim?.status !== 'held' || claim.session_id !== sessionId) return [];
  return [{ type: 'task_released', data: { task_id: taskId, session_id: sessionId } }];
}

/**
 * Says for all sessions how a task ended.
 *
 * @throws E_RULE when it is no longer this session's to end: another live session has it, or has finished it.
 */
export function settleTask(
  state: ClaimsState,
  taskId: string,
  sessionId: string,
  outcome: Exclude<ClaimStatus, 'held'>,
  holderOf: (sessionId: string) => Holder | undefined,
): ClaimEvent[] {
  const claim = own(state, taskId);
  if (claim?.status === outcome && claim.session_id === sessionId) return [];
  if (claim !== undefined && claim.session_id !== sessionId) {
    const holder = holderOf(claim.session_id);
    const who = `session ${holder === undefined ? '' : `#${holder.number} `}(${claim.session_id})`;
    if (claim.status !== 'held' || holder?.isLive === true) {
      throw new BatonError(
        'E_RULE',
        claim.status === 'held'
          ? `Task ${taskId} is not this session's to end: ${who} has had it since ${claim.at}.`
          : `Task ${taskId} was ${claim.status} by ${who} at ${claim.at}. Take it up again first: baton task start ${taskId}${claim.status === 'completed' ? ' --again' : ''}`,
        { task_id: taskId, session_id: claim.session_id },
      );
    }
  }
  return [{ type: 'task_settled', data: { task_id: taskId, session_id: sessionId, outcome } }];
}

/** One step of the fold of claims; events of other kinds leave them as they are. */
export function evolveClaims(
  state: ClaimsState,
  event: { readonly type: string; readonly data: object; readonly timestamp: string },
): ClaimsState {
  const data: Readonly<Record<string, unknown>> = { ...event.data };
  const { task_id: taskId, session_id: sessionId } = data;
  if (typeof taskId !== 'string' || typeof sessionId !== 'string') return state;
  if (event.type === 'task_claimed') {
    return { ...state, [taskId]: { session_id: sessionId, status: 'held', at: event.timestamp } };
  }
  if (event.type === 'task_released') {
    const { [taskId]: _released, ...rest } = state;
    return rest;
  }
  const status = CLAIM_STATUSES.find((one) => one === data.outcome);
  if (event.type !== 'task_settled' || status === undefined) return state;
  return { ...state, [taskId]: { session_id: sessionId, status, at: event.timestamp } };
}
