import type { SessionState } from './state.ts';

/**
 * True when Baton's hooks work for the session: orchestration is on, and the session is not left to the version
 * before (`runtime_config.values.state_version` is `v1`), beside which this one may run.
 */
export function isOrchestrated({ runtime_config }: SessionState): boolean {
  return runtime_config.orchestration_enabled && runtime_config.values.state_version !== 'v1';
}
