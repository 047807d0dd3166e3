import type { BurndownDay } from '../../plan/burndown.ts';
import type { SprintProgress } from '../../plan/progress.ts';
import type { TaskRow } from '../../plan/task-board.ts';
import type { Liveness } from '../../session/liveness.ts';
import type { TokenCounts } from '../../session/state.ts';
import type { SessionView } from '../../session/view.ts';
import type { Forecast } from '../forecast.ts';
import type { Score } from '../score.ts';

/** The pages of the dashboard, in the order of their keys. */
export const DASHBOARD_VIEWS = ['overview', 'team', 'sprint', 'metrics', 'messages', 'sessions'] as const;
export type DashboardView = (typeof DASHBOARD_VIEWS)[number];

/** Everything that the dashboard shows: what `baton dashboard --json` prints. Times are ISO-8601. */
export interface DashboardModel {
  readonly at: string;
  readonly project: string;
  readonly counts: {
    readonly epics: number;
    readonly sprints: number;
    readonly teams: number;
    readonly tasks: number;
    readonly tasks_completed: number;
    readonly sessions: number;
    readonly live: number;
  };
  /** The sprint that is looked at; null where there is none. */
  readonly sprint: SprintSheet | null;
  /** Live ones first, then the newest. */
  readonly sessions: readonly SessionRow[];
  readonly teams: readonly TeamSheet[];
  /** Agents at work in live sessions, the newest first. */
  readonly agents: readonly AgentRow[];
  /** Newest first. */
  readonly messages: readonly MessageRow[];
  /** Open ones, oldest first. */
  readonly decisions: readonly DecisionRow[];
  /** How sound the project was when its checks last ran; null where they have not. */
  readonly health: HealthSheet | null;
  readonly attention: readonly AttentionRow[];
  /** What can be begun now, best first. */
  readonly next: readonly TaskRow[];
  /** What happened last, newest first. */
  readonly activity: readonly ActivityRow[];
  readonly metrics: MetricsSheet;
}

/** What the reality checks found: their consensus, 0 to 1, and which of them found fault. */
export interface HealthSheet {
  readonly consensus: number;
  readonly failing: readonly string[];
}

/** A sprint, how far it is and how it goes. */
export interface SprintSheet extends SprintProgress {
  readonly epic_id: string;
  readonly goals: readonly string[];
  /** Which day of how many it is; null before a session has taken it up, or without a planned length. */
  readonly day: number | null;
  readonly days: number | null;
  readonly velocity: number | null;
  readonly estimated_completion: string | null;
  readonly burndown: readonly BurndownDay[];
  /** When it will be done: for 50, 85 and 95 of 100 futures like the past. */
  readonly forecast: Forecast;
  /** What the burndown counts in: points, or tasks where none has an estimate. */
  readonly unit: 'points' | 'tasks';
  readonly rows: readonly TaskRow[];
}

/** A session as the dashboard tells of it. */
export interface SessionRow {
  readonly id: string;
  readonly number: number;
  readonly label: string | null;
  readonly mode: SessionView['mode'];
  readonly status: Liveness;
  readonly turn: SessionView['turn'];
  readonly orchestration_enabled: boolean;
  readonly branch: string | null;
  readonly worktree: string | null;
  readonly sprint: string | null;
  readonly current_task: string | null;
  readonly tasks: SessionView['tasks'];
  readonly agents: number;
  readonly unread: number;
  readonly tokens: number;
  /** Null where the price of a model is not known. */
  readonly cost_usd: number | null;
  readonly created_at: string;
  readonly last_activity: string;
  readonly last_prompt: string | null;
}

/** A team and what each of its agents is at, over all sessions. */
export interface TeamSheet {
  readonly id: string;
  readonly name: string;
  readonly lead: string;
  readonly at_once: number;
  readonly busy: number;
  /** The numbers of the live sessions in which it is active. */
  readonly active_in: readonly number[];
  readonly members: readonly {
    readonly agent: string;
    readonly role: string;
    readonly skills: readonly string[];
    readonly capacity: number;
    readonly doing: readonly { readonly id: string; readonly title: string; readonly progress: number }[];
    readonly blocked: readonly { readonly id: string; readonly reason: string }[];
    readonly done: number;
  }[];
}

/** An agent of the client that is at work. */
export interface AgentRow {
  readonly instance_id: string;
  readonly agent_type: string;
  readonly session_number: number;
  readonly doing: string | null;
  readonly spawned_at: string;
  readonly tool_calls: number;
  readonly tokens: number;
  readonly cost_usd: number | null;
}

/** A message and how far it has come. */
export interface MessageRow {
  readonly id: string;
  readonly from: string;
  /** `all`, or `#` and the number of a session. */
  readonly to: string;
  readonly priority: string;
  readonly text: string;
  readonly sent_at: string;
  readonly status: 'waiting' | 'delivered' | 'dropped';
}

/** A question that is open. */
export interface DecisionRow {
  readonly id: string;
  readonly title: string;
  readonly by: string;
  readonly rule: string;
  readonly deadline: string | null;
  readonly votes: readonly { readonly option: string; readonly votes: number }[];
  readonly stands: string;
}

/** Something that waits for a person, and what to do about it. */
export interface AttentionRow {
  readonly kind:
    | 'blocked'
    | 'failed'
    | 'orphaned'
    | 'crashed'
    | 'message'
    | 'decision'
    | 'proposal'
    | 'plan'
    | 'check'
    | 'notice';
  readonly severity: 'bad' | 'warn';
  readonly text: string;
  readonly remedy: string;
}

/** Something that happened. */
export interface ActivityRow {
  readonly at: string;
  /** The number of the session; null at the command line. */
  readonly session: number | null;
  readonly kind: 'good' | 'bad' | 'accent' | 'muted';
  readonly text: string;
}

/** A session's productivity score with its parts, each 0 to 1 and null where not known, and what it says. */
export interface ScoreSheet extends Score {
  readonly session: number;
  readonly insights: readonly string[];
}

/** What the sessions that are shown have used and done, together and each. */
export interface MetricsSheet {
  readonly sessions: number;
  readonly prompts: number;
  readonly turns: { readonly completed: number; readonly failed: number; readonly interrupted: number };
  readonly tool_calls: number;
  readonly tool_failures: number;
  readonly agents_started: number;
  readonly tasks_completed: number;
  readonly compactions: number;
  readonly injected_bytes: number;
  readonly tokens: TokenCounts;
  /** Null where no price was known at all. */
  readonly cost_usd: number | null;
  readonly tools: readonly {
    readonly name: string;
    readonly calls: number;
    readonly failures: number;
    readonly duration_ms: number;
  }[];
  readonly files: readonly { readonly path: string; readonly edits: number }[];
  /** How the session goes that asks, or that was active last; null where there is none. */
  readonly score: ScoreSheet | null;
}
