import { placeFrom } from '../../session/file-place.ts';
import type { SessionState, TokenCounts } from '../../session/state.ts';
import { NO_TOKENS } from '../../session/state.ts';
import { sessionMetrics } from '../session-metrics.ts';
import type { MetricsSheet, ScoreSheet } from './dashboard-model.ts';
import { costOf } from './session-rows.ts';

const MOST_TOOLS = 12;
const MOST_FILES = 12;

/** What these sessions have used and done, added up, and how one of them goes. */
export function metricsSheet(
  states: readonly SessionState[],
  scored: SessionState | undefined,
): MetricsSheet {
  const sum = (count: (metrics: SessionState['observability']['metrics']) => number) =>
    states.reduce((total, { observability }) => total + count(observability.metrics), 0);
  const costs = states.map(costOf).filter((cost) => cost !== null);
  return {
    sessions: states.length,
    prompts: sum((one) => one.human_prompts),
    turns: {
      completed: sum((one) => one.turns_completed),
      failed: sum((one) => one.turns_failed),
      interrupted: sum((one) => one.turns_interrupted),
    },
    tool_calls: sum((one) => one.tool_calls),
    tool_failures: sum((one) => one.tool_failures),
    agents_started: sum((one) => one.agents_started),
    tasks_completed: sum((one) => one.tasks_completed),
    compactions: sum((one) => one.compactions),
    injected_bytes: states.reduce((total, { observability }) => total + observability.injected.bytes, 0),
    tokens: states.reduce((total, state) => allTokens(state).reduce(added, total), NO_TOKENS),
    cost_usd: costs.length === 0 ? null : costs.reduce((total, cost) => total + cost, 0),
    tools: toolsOf(states),
    files: filesOf(states),
    score: scored === undefined ? null : scoreSheet(scored),
  };
}

function scoreSheet(state: SessionState): ScoreSheet {
  const { score, efficiency, output, quality, flow, known_weight, insights } = sessionMetrics(state);
  return {
    session: state.session_info.number,
    ...{ score, efficiency, output, quality, flow, known_weight },
    insights: insights.map(({ text }) => text),
  };
}

function allTokens({ observability, active_work }: SessionState): TokenCounts[] {
  return [
    observability.usage.tokens,
    ...Object.values(active_work.execution_state.agents).map((agent) => agent.tokens),
  ];
}

function added(left: TokenCounts, right: TokenCounts): TokenCounts {
  return {
    input: left.input + right.input,
    output: left.output + right.output,
    cache_read: left.cache_read + right.cache_read,
    cache_write: left.cache_write + right.cache_write,
  };
}

function toolsOf(states: readonly SessionState[]): MetricsSheet['tools'] {
  const tools = new Map<string, { calls: number; failures: number; duration_ms: number }>();
  for (const { observability } of states) {
    for (const [name, { calls, failures, duration_ms }] of Object.entries(observability.tools)) {
      const tool = tools.get(name) ?? { calls: 0, failures: 0, duration_ms: 0 };
      tool.calls += calls;
      tool.failures += failures;
      tool.duration_ms += duration_ms;
      tools.set(name, tool);
    }
  }
  return [...tools]
    .map(([name, counts]) => ({ name, ...counts }))
    .sort((left, right) => right.calls - left.calls || (left.name < right.name ? -1 : 1))
    .slice(0, MOST_TOOLS);
}

function filesOf(states: readonly SessionState[]): MetricsSheet['files'] {
  const files = new Map<string, number>();
  for (const { session_info, observability } of states) {
    for (const { path, edits } of observability.files) {
      const place = placeFrom(session_info.worktree, path);
      files.set(place, (files.get(place) ?? 0) + edits);
    }
  }
  return [...files]
    .map(([path, edits]) => ({ path, edits }))
    .sort((left, right) => right.edits - left.edits || (left.path < right.path ? -1 : 1))
    .slice(0, MOST_FILES);
}
