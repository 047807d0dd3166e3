/** How a check came out. `skipped`: it did not apply, or was not allowed to run; it does not count. */
export type CheckStatus = 'ok' | 'warn' | 'fail' | 'timeout' | 'skipped';

/** The outcome of one reality check. */
export interface RealityCheck {
  readonly name: string;
  /** 0 to 1. */
  readonly health: number;
  readonly status: CheckStatus;
  readonly message: string;
  readonly duration_ms: number;
}

/** What a session's start is told of the last checks. */
export interface RealityFacts {
  readonly consensus: number;
  readonly threshold: number;
  readonly checked_at: string;
  readonly failing: readonly string[];
}

/** The mean of the checks' health by their weights, 0 to 1; 1 when none counts. */
export function consensusOf(
  checks: readonly (Pick<RealityCheck, 'health' | 'status'> & { readonly weight: number })[],
): number {
  const counted = checks.filter(({ status, weight }) => status !== 'skipped' && weight > 0);
  const weights = counted.reduce((sum, { weight }) => sum + weight, 0);
  if (weights === 0) return 1;
  const health = counted.reduce((sum, check) => sum + clamped(check.health) * check.weight, 0);
  return Math.round((health / weights) * 1000) / 1000;
}

function clamped(health: number): number {
  return Number.isFinite(health) ? Math.min(1, Math.max(0, health)) : 0;
}
