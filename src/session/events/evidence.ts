import type { EventRules } from '../event-rule.ts';
import type { SessionState } from '../state.ts';
import { moved, observed } from '../steps.ts';

/** How many checks and commits the state remembers; the log has them all. */
const REMEMBERED_CHECKS = 50;
const REMEMBERED_COMMITS = 100;

/** Events of what was seen to hold and to be kept: checks and commits, newest first. */
export const evidenceEvents: EventRules<
  'check_observed' | 'check_doubted' | 'commit_observed' | 'head_observed'
> = {
  check_observed: (state, data, { timestamp }) => {
    const checks = [{ ...data, at: timestamp }, ...state.observability.checks];
    return active(observed(state, { checks: checks.slice(0, REMEMBERED_CHECKS) }), timestamp);
  },

  check_doubted: (state, { command, kind, reason }, { timestamp }) =>
    active(observed(state, { doubted_check: { command, kind, reason, at: timestamp } }), timestamp),

  // The same commit may be told by two recorders that ran side by side.
  commit_observed: (state, data, { timestamp }) => {
    const { commits, metrics } = state.observability;
    if (commits.some(({ hash }) => hash === data.hash)) return state;
    const next = observed(state, {
      commits: [data, ...commits].slice(0, REMEMBERED_COMMITS),
      head: data.hash,
      metrics: {
        ...metrics,
        commits: metrics.commits + 1,
        lines_added: metrics.lines_added + data.insertions,
        lines_removed: metrics.lines_removed + data.deletions,
      },
    });
    return active(next, timestamp);
  },

  head_observed: (state, data) => observed(state, { head: data.head }),
};

function active(state: SessionState, at: string): SessionState {
  return moved(state, { last_activity: at });
}
