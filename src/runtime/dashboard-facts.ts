import type { DashboardFacts, SeenSession } from '../insight/dashboard/dashboard-facts.ts';
import { problemText } from '../plan/plan-problem.ts';
import type { TaskStanding } from '../plan/task-board.ts';
import type { Layout } from '../store/layout.ts';
import { readCheckResults } from './check-results.ts';
import { peekHookSettings } from './hook-settings.ts';
import { loadPlan } from './plan-loader.ts';
import { readProposals } from './proposals.ts';
import { readRoster } from './roster.ts';
import { openSession, openShared } from './session-streams.ts';
import { readStandings } from './standings.ts';
import { readWorkHistory, workloadOf } from './work-history.ts';

/** How many sessions the dashboard looks into; older ones are only counted. */
const MOST_SESSIONS = 40;
const OVER: ReadonlySet<TaskStanding['status']> = new Set(['completed', 'cancelled']);

/** Reads what the dashboard is made from, as it is at `now` (milliseconds). A session that cannot be read is left out. */
export function readDashboardFacts(
  layout: Layout,
  now: number,
  asked: { readonly sprintId: string | null; readonly sessionId: string | null },
): DashboardFacts {
  const { plan, problems } = loadPlan(layout);
  const shared = openShared(layout).state;
  const sessions = readRoster(layout, now, MOST_SESSIONS).flatMap((entry): SeenSession[] => {
    try {
      return [{ ...entry, state: openSession(layout, entry.view.session_id).state }];
    } catch {
      return [];
    }
  });
  const live = new Set(
    sessions.filter(({ liveness }) => liveness === 'live').map(({ view }) => view.session_id),
  );
  const standings = readStandings(layout, asked.sessionId ?? undefined, (id) => live.has(id));
  const checks = readCheckResults(layout);
  const history = readWorkHistory(layout, plan, sessions);
  const isOpen = (id: string) => !OVER.has(standings(id)?.status ?? 'pending');
  return {
    now,
    project: plan.project.name,
    plan,
    planProblems: problems.map(problemText),
    proposals: readProposals(layout).map(({ id }) => id),
    standings,
    workload: (sprint, plannedEnd) => workloadOf(history, [sprint], isOpen, plannedEnd),
    claims: shared.claims,
    sessions,
    sessionCount: Object.keys(shared.registry.sessions).length,
    health: checks === undefined ? null : { consensus: checks.consensus, failing: checks.failing },
    expiryHours: peekHookSettings(layout).session_expiry_hours,
    messaging: shared.messaging,
    decisions: shared.decisions,
    ...asked,
  };
}
