import * as z from 'zod/mini';

// The shape of `baton report --format json`: docs/report.schema.json is made of it. Added to, never changed.

const Count = z.number();
const Text = z.string();
const Maybe = z.nullable(z.string());
const MaybeCount = z.nullable(z.number());

export const TIME_STATES = ['setup', 'working', 'waiting', 'idle'] as const;
export const MARK_KINDS = ['commit', 'test_ok', 'test_failed', 'interrupted', 'compaction'] as const;

/** A stretch of a session in one state. */
const TimeSpan = z.object({ state: z.enum(TIME_STATES), from: Text, to: Text });

/** What a session did, along its time. */
export const TimelineSchema = z.object({
  from: Text,
  to: Text,
  /** In order; a gap between two is time in which the session was closed. Short ones of long sessions are merged. */
  states: z.array(TimeSpan),
  agents: z.array(
    z.object({ id: Text, type: Text, description: Maybe, from: Text, to: Text, cost_usd: MaybeCount }),
  ),
  /** Tool calls that hooks told of, by stretches of equal length. */
  tools: z.array(z.object({ from: Text, to: Text, calls: Count, failures: Count })),
  marks: z.array(z.object({ kind: z.enum(MARK_KINDS), at: Text, text: Text })),
});

/** What was used, and by whom. US dollars; null when a model's price is not known. */
export const UseSchema = z.object({
  tokens: Count,
  cost_usd: MaybeCount,
  /** The main conversation, and each type of agent. */
  by_agent: z.array(z.object({ name: Text, runs: Count, tokens: Count, cost_usd: MaybeCount })),
  /** By the task that was in progress, or to which the agent was linked; null: none was. */
  by_task: z.array(z.object({ task_id: Maybe, title: Text, tokens: Count, cost_usd: MaybeCount })),
  by_tool: z.array(
    z.object({
      tool: Text,
      calls: Count,
      failures: Count,
      duration_ms: Count,
      tokens: Count,
      cost_usd: MaybeCount,
    }),
  ),
});

const MetricsSchema = z.object({
  score: MaybeCount,
  efficiency: MaybeCount,
  output: MaybeCount,
  quality: MaybeCount,
  flow: MaybeCount,
  known_weight: Count,
  inputs: z.record(z.string(), MaybeCount),
  undefined: z.array(z.object({ input: Text, why: Text })),
  insights: z.array(z.object({ kind: Text, text: Text })),
});

/** One session among others. */
export const SessionRowSchema = z.object({
  session_id: Text,
  number: Count,
  label: Maybe,
  started_at: Text,
  status: Text,
  branch: Maybe,
  hours: Count,
  score: MaybeCount,
  commits: Count,
  tasks_completed: Count,
  tokens: Count,
  cost_usd: MaybeCount,
});

export const BurndownSchema = z.object({
  sprint: Text,
  name: Text,
  unit: z.enum(['points', 'tasks']),
  total: Count,
  planned_days: MaybeCount,
  started_at: Maybe,
  days: z.array(z.object({ date: Text, remaining: Count, ideal: MaybeCount })),
});

const ForecastSchema = z.object({
  unit: Text,
  remaining: Count,
  open_tasks: Count,
  bands: z.array(z.object({ band: Count, days: MaybeCount, at: Maybe })),
  missing: z.array(Text),
  planned_end: Maybe,
  chance_by_planned_end: MaybeCount,
});

/** What a session's report holds. */
export const SessionReportSchema = z.object({
  kind: z.literal('session'),
  version: z.literal(1),
  generated_at: Text,
  project: Text,
  session: z.object({
    id: Text,
    number: Count,
    label: Maybe,
    mode: Text,
    user: Maybe,
    branch: Maybe,
    worktree: Maybe,
    model: Maybe,
    started_at: Text,
    last_activity: Text,
    ended_at: Maybe,
    status: Text,
    starts: Count,
    predecessor: MaybeCount,
  }),
  metrics: MetricsSchema,
  timeline: TimelineSchema,
  use: UseSchema,
  tasks: z.array(
    z.object({
      id: Text,
      title: Text,
      status: Text,
      assignee: Maybe,
      progress_percentage: Count,
      hours: MaybeCount,
      blockers: z.array(Text),
    }),
  ),
  commits: z.array(
    z.object({ hash: Text, subject: Text, at: Text, files: Count, insertions: Count, deletions: Count }),
  ),
  checks: z.array(
    z.object({
      at: Text,
      kind: Text,
      command: Text,
      outcome: Text,
      coverage: MaybeCount,
      duration_ms: MaybeCount,
    }),
  ),
  files: z.array(z.object({ path: Text, edits: Count })),
  burndown: z.nullable(BurndownSchema),
  forecast: z.nullable(ForecastSchema),
  /** This session and those before it, the oldest first. */
  trend: z.array(SessionRowSchema),
  notes: z.array(Text),
});

/** What the report of a whole project holds. */
export const ProjectReportSchema = z.object({
  kind: z.literal('project'),
  version: z.literal(1),
  generated_at: Text,
  project: Text,
  totals: z.object({
    sessions: Count,
    hours: Count,
    commits: Count,
    tasks_completed: Count,
    tokens: Count,
    cost_usd: MaybeCount,
    mean_score: MaybeCount,
    /** The mean score of the newer half of the sessions less that of the older. */
    score_change: MaybeCount,
  }),
  /** The oldest first. */
  sessions: z.array(SessionRowSchema),
  use: UseSchema,
  sprints: z.array(
    z.object({
      sprint_id: Text,
      name: Text,
      status: Text,
      tasks: Count,
      tasks_completed: Count,
      progress: Count,
    }),
  ),
  burndowns: z.array(BurndownSchema),
  /** Units completed in each whole day up to now. */
  throughput: z.array(z.object({ date: Text, done: Count })),
  forecast: ForecastSchema,
  insights: z.array(z.object({ kind: Text, text: Text })),
  notes: z.array(Text),
});
