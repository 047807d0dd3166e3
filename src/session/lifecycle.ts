import { BatonError } from '../errors.ts';
import type { LifecycleState } from './view.ts';

/**
 * The legal steps of a session's life (specification 004, PRODUCT C1). Straight to dormant go a session
 * whose process died and one that ended before it was ready.
 */
const NEXT: Readonly<Record<LifecycleState, readonly LifecycleState[]>> = {
  dormant: ['initializing'],
  initializing: ['active', 'dormant'],
  active: ['closing', 'dormant'],
  closing: ['dormant'],
};

/** True when a session may go from one state of its life to the other. */
export function isLegalTransition(from: LifecycleState, to: LifecycleState): boolean {
  return NEXT[from].includes(to);
}

/** @throws E_RULE naming both states and the legal ones, when the step is not legal. */
export function requireTransition(sessionId: string, from: LifecycleState, to: LifecycleState): void {
  if (isLegalTransition(from, to)) return;
  throw new BatonError(
    'E_RULE',
    `Session ${sessionId} is ${from} and cannot become ${to}. From ${from} it can become ${NEXT[from].join(' or ')}.`,
    { session_id: sessionId, from, to },
  );
}
