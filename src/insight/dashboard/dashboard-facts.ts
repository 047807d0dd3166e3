import type { DecisionsState } from '../../messaging/decision.ts';
import type { MessagingState } from '../../messaging/message.ts';
import type { Plan, Sprint } from '../../plan/plan-schema.ts';
import type { Standings } from '../../plan/task-board.ts';
import type { ClaimsState } from '../../session/claims.ts';
import type { Liveness } from '../../session/liveness.ts';
import type { SessionState } from '../../session/state.ts';
import type { SessionView } from '../../session/view.ts';
import type { Workload } from '../forecast.ts';
import type { HealthSheet } from './dashboard-model.ts';

/** A session that is looked at: what it is now, and its folded state. */
export interface SeenSession {
  readonly view: SessionView;
  readonly liveness: Liveness;
  readonly state: SessionState;
}

/** What the dashboard is made from: a project at one moment. */
export interface DashboardFacts {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly project: string;
  readonly plan: Plan;
  /** What in the plan does not hold, and which proposals wait. */
  readonly planProblems: readonly string[];
  readonly proposals: readonly string[];
  readonly standings: Standings;
  readonly claims: ClaimsState;
  /** What is left of a sprint, with the pace of all; `plannedEnd` in milliseconds, where it is planned. */
  readonly workload: (sprint: Sprint, plannedEnd: number | null) => Workload;
  /** Newest first; those that were left out are counted in `sessionCount`. */
  readonly sessions: readonly SeenSession[];
  readonly sessionCount: number;
  /** What the checks found when they last ran, and after how many hours a session expires. */
  readonly health: HealthSheet | null;
  readonly expiryHours: number;
  readonly messaging: MessagingState;
  readonly decisions: DecisionsState;
  /** The sprint that was asked for, and the session that asks; null where none was. */
  readonly sprintId: string | null;
  readonly sessionId: string | null;
}
