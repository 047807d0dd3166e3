import type { CheckResults } from '../../src/runtime/check-results.ts';
import type { GitLook } from '../../src/runtime/git-look.ts';
import type { SessionMode, SessionView } from '../../src/session/view.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The payload of a session in full work, as a client of 2.1.260 sends it at `now` (milliseconds since 1970). */
export function samplePayload(now: number): object {
  const seconds = (span: number): number => Math.round((now + span) / 1000);
  return {
    session_id: 'sample',
    model: { id: 'claude-opus-4-8', display_name: 'Opus 4.8' },
    effort: { level: 'high' },
    workspace: {
      current_dir: '/srv/work/ledger',
      project_dir: '/srv/work/ledger',
      git_worktree: 'parser',
      repo: { host: 'github.com', owner: 'ada', name: 'ledger' },
    },
    cost: { total_cost_usd: 3.2187 },
    context_window: { used_percentage: 72, total_input_tokens: 144_000, context_window_size: 200_000 },
    rate_limits: {
      five_hour: { used_percentage: 82, resets_at: seconds(1.2 * HOUR) },
      seven_day: { used_percentage: 40, resets_at: seconds(3 * DAY) },
    },
    prompt_cache: { warm: true, caching_observed: true, expires_at: seconds(47 * 60_000), hit_ratio: 0.97 },
    pr: { number: 12, url: 'https://github.com/ada/ledger/pull/12', review_state: 'approved' },
  };
}

/** The view of that session in a mode; `off` stands for one that Baton does not orchestrate. */
export function sampleSession(mode: SessionMode | 'off', now: number): SessionView {
  const at = (span: number): string => new Date(now - span).toISOString();
  return {
    session_id: 'sample',
    number: 7,
    label: null,
    mode: mode === 'off' ? 'development' : mode,
    orchestration_enabled: mode !== 'off',
    status: 'active',
    turn: 'working',
    agents: { running: 2, total: 5 },
    tasks: { total: 10, completed: 3, in_progress: 1, blocked: 1 },
    current_task: 'Parse the dates of old ledgers',
    epic: null,
    sprint: { id: 'sprint-2', started_at: at(2 * DAY + 3 * HOUR), days: 10 },
    blockers: 1,
    unread: 2,
    injected_bytes: 3_174,
    branch: 'dates',
    worktree: null,
    created_at: at(3 * HOUR),
    last_activity: at(60_000),
    end_reason: null,
    process: null,
    score: 0.64,
  };
}

/** What git said of its work tree a moment ago. */
export function sampleGitLook(now: number): GitLook {
  return { branch: 'dates', changed: 3, conflicts: 0, ahead: 1, behind: 2, at: now - 1_000 };
}

/** How its checks ended. */
export function sampleChecks(now: number): CheckResults {
  return { consensus: 0.92, failing: ['lint'], at: now - HOUR };
}
