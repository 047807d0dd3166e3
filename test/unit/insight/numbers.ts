import type { SessionNumbers } from '../../../src/insight/score-inputs.ts';

/** A session of two good hours about which there is nothing to say, with what a test needs otherwise. */
export function numbers(changes: Partial<SessionNumbers> = {}): SessionNumbers {
  return {
    setup_minutes: 2,
    active_minutes: 110,
    idle_minutes: 8,
    hours: 2,
    commits: 3,
    commits_per_hour: 1.5,
    lines_added: 300,
    lines_removed: 60,
    lines_per_hour: 180,
    files_edited: 9,
    edits: 20,
    documentation_ratio: 0.2,
    coverage_delta: 0.01,
    coverage: 91,
    interruptions: 1,
    tasks_completed: 2,
    tasks_per_hour: 1,
    context_switches: 1,
    compactions: 0,
    tool_calls: 80,
    tool_failures: 3,
    tests_run: 6,
    tests_failed: 1,
    tokens: 2_000_000,
    cache_share: 0.9,
    cost_usd: 4,
    ...changes,
  };
}
