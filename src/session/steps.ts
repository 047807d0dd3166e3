import type { SessionState } from './state.ts';

/** The state with one counter raised by one. */
export function count(
  state: SessionState,
  metric: keyof SessionState['observability']['metrics'],
): SessionState {
  const { metrics } = state.observability;
  return observed(state, { metrics: { ...metrics, [metric]: metrics[metric] + 1 } });
}

/** The state with parts of its observability replaced. */
export function observed(state: SessionState, change: Partial<SessionState['observability']>): SessionState {
  return { ...state, observability: { ...state.observability, ...change } };
}

/** The state with parts of its lifecycle replaced. */
export function moved(state: SessionState, change: Partial<SessionState['lifecycle']>): SessionState {
  return { ...state, lifecycle: { ...state.lifecycle, ...change } };
}

/** The state with parts of its execution state replaced. */
export function executed(
  state: SessionState,
  change: Partial<SessionState['active_work']['execution_state']>,
): SessionState {
  const work = state.active_work;
  return { ...state, active_work: { ...work, execution_state: { ...work.execution_state, ...change } } };
}
