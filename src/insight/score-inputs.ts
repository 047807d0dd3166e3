import type { SessionState, TokenCounts } from '../session/state.ts';
import type { ScoreInputs } from './score.ts';

/** Under so many minutes a rate by the hour says nothing. */
export const LEAST_MINUTES = 5;

/** A session in numbers: what its score is made of, and what else is told of it. Minutes and hours. */
export interface SessionNumbers extends ScoreInputs {
  readonly setup_minutes: number;
  /** Setup, active and idle time together. */
  readonly hours: number;
  readonly commits: number;
  readonly lines_added: number;
  readonly lines_removed: number;
  readonly lines_per_hour: number | null;
  readonly files_edited: number;
  readonly edits: number;
  readonly tasks_completed: number;
  readonly tasks_per_hour: number | null;
  readonly context_switches: number;
  readonly compactions: number;
  readonly tool_calls: number;
  readonly tool_failures: number;
  readonly tests_run: number;
  readonly tests_failed: number;
  /** Per cent, as the last test run said. */
  readonly coverage: number | null;
  /** All tokens, of the main conversation and its agents. */
  readonly tokens: number;
  /** Share of what the model read that came from its cache, 0 to 1; null before it has read anything. */
  readonly cache_share: number | null;
  /** US dollars; null when a model's price is not known. */
  readonly cost_usd: number | null;
}

/** The numbers of a session as its events left them. Nothing is counted after its last sign of life. */
export function scoreInputs(state: SessionState): SessionNumbers {
  const { metrics, time, checks, usage, agent_usage: agents } = state.observability;
  const hours = (time.setup_ms + time.active_ms + time.idle_ms) / 3_600_000;
  const perHour = (count: number) => (hours * 60 < LEAST_MINUTES ? null : rounded(count / hours));
  const tests = checks.filter((check) => check.kind === 'test');
  const covered = checks.flatMap((check) => (check.coverage === null ? [] : [check.coverage]));
  const [last, first] = [covered[0], covered.at(-1)];
  const lines = metrics.lines_added + metrics.lines_removed;
  return {
    setup_minutes: minutes(time.setup_ms),
    active_minutes: minutes(time.active_ms),
    idle_minutes: minutes(time.idle_ms),
    hours: rounded(hours),
    commits: metrics.commits,
    commits_per_hour: isInRepository(state) ? perHour(metrics.commits) : null,
    lines_added: metrics.lines_added,
    lines_removed: metrics.lines_removed,
    lines_per_hour: isInRepository(state) ? perHour(lines) : null,
    files_edited: metrics.files_edited,
    edits: metrics.edits,
    documentation_ratio: metrics.edits === 0 ? null : rounded(metrics.documentation_edits / metrics.edits),
    coverage_delta:
      last === undefined || first === undefined || covered.length < 2 ? null : rounded((last - first) / 100),
    coverage: last ?? null,
    interruptions: interruptionsOf(metrics),
    tasks_completed: metrics.tasks_completed,
    tasks_per_hour: perHour(metrics.tasks_completed),
    context_switches: metrics.context_switches,
    compactions: metrics.compactions,
    tool_calls: metrics.tool_calls,
    tool_failures: metrics.tool_failures,
    tests_run: tests.length,
    tests_failed: tests.filter((check) => check.outcome === 'failed').length,
    tokens: sum(usage.tokens) + sum(agents.tokens),
    cache_share: cacheShare(usage.tokens, agents.tokens),
    cost_usd: usage.cost_usd === null || agents.cost_usd === null ? null : usage.cost_usd + agents.cost_usd,
  };
}

// Turns cut off by Esc or by an error of the API, and refused calls. A tool that failed is how the work goes on: a
// red test interrupts nobody.
function interruptionsOf(metrics: SessionState['observability']['metrics']): number | null {
  if (metrics.human_prompts + metrics.synthetic_prompts === 0) return null;
  return metrics.turns_interrupted + metrics.turns_failed + metrics.permission_denials;
}

// Commits are looked for where there is a repository; without one, none is no news.
function isInRepository({ session_info: info, observability }: SessionState): boolean {
  return info.branch !== null || observability.head !== null || observability.metrics.commits > 0;
}

function cacheShare(main: TokenCounts, agents: TokenCounts): number | null {
  const cached = main.cache_read + agents.cache_read;
  const read = cached + main.input + agents.input + main.cache_write + agents.cache_write;
  return read === 0 ? null : rounded(cached / read);
}

function sum(tokens: { readonly [kind: string]: number }): number {
  return Object.values(tokens).reduce((total, one) => total + one, 0);
}

function minutes(milliseconds: number): number {
  return rounded(milliseconds / 60_000);
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
