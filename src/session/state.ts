import * as z from 'zod/mini';
import { LIFECYCLE_STATES, SESSION_MODES, TURN_STATES } from './view.ts';

/** The states of a task (PRODUCT A3). */
export const TASK_STATUSES = [
  'pending',
  'assigned',
  'in_progress',
  'blocked',
  'completed',
  'failed',
  'cancelled',
] as const;

function build() {
  const Count = z.number();
  const Text = z.string();
  const Maybe = z.nullable(z.string());

  const Process = z.object({ pid: z.number(), started: Maybe, host: Text });

  const Predecessor = z.object({
    session_id: Text,
    number: z.number(),
    /** How it was found: the same client process went on, or the same worktree, branch or project. */
    by: z.enum(['clear', 'fork', 'worktree', 'branch', 'project']),
  });

  const Tokens = z.object({
    input: Count,
    output: Count,
    cache_read: Count,
    cache_write: Count,
  });

  const Task = z.object({
    id: Text,
    title: Text,
    /** `plan`: a task of the plan; `client`: mirrored from the client's own list. */
    source: z.enum(['plan', 'client']),
    status: z.enum(TASK_STATUSES),
    assignee: Maybe,
    started_at: Maybe,
    completed_at: Maybe,
    /** Hours. */
    actual_effort: z.number(),
    progress_percentage: z.number(),
    blockers: z.array(z.object({ reason: Text, raised_at: Text, resolved_at: Maybe })),
    artifacts: z.array(Text),
    last_update: Text,
  });

  const Agent = z.object({
    instance_id: Text,
    agent_type: Text,
    description: Maybe,
    status: z.enum(['running', 'stopped']),
    current_task: Maybe,
    spawned_at: Text,
    stopped_at: Maybe,
    tool_calls: Count,
    tokens: Tokens,
    /** US dollars at list price; null when the model's price is not known. */
    cost_usd: z.nullable(z.number()),
  });

  const Metrics = z.object({
    human_prompts: Count,
    synthetic_prompts: Count,
    turns_completed: Count,
    turns_failed: Count,
    /** Turns that ended without a word: the person pressed Esc, or a hook stopped them. */
    turns_interrupted: Count,
    tool_calls: Count,
    tool_failures: Count,
    permission_denials: Count,
    notifications: Count,
    compactions: Count,
    agents_started: Count,
    tasks_completed: Count,
  });

  const State = z.object({
    session_info: z.object({
      id: Text,
      number: z.number(),
      label: Maybe,
      mode: z.enum(SESSION_MODES),
      teams: z.array(Text),
      user: Maybe,
      created_at: Text,
      cwd: Maybe,
      worktree: Maybe,
      branch: Maybe,
      model: Maybe,
      transcript_path: Maybe,
      process: z.nullable(Process),
      predecessor: z.nullable(Predecessor),
    }),
    lifecycle: z.object({
      status: z.enum(LIFECYCLE_STATES),
      turn: z.enum(TURN_STATES),
      /** How the turn before ended; null before the first has. */
      last_turn: z.nullable(z.enum(['completed', 'failed', 'interrupted'])),
      /** How often the session was started: 1, and 1 more for each resume. */
      starts: Count,
      source: Maybe,
      last_activity: Text,
      ended_at: Maybe,
      end_reason: Maybe,
      /** False when the session's process died and another session closed it. */
      clean: z.boolean(),
    }),
    active_work: z.object({
      current_epic: Maybe,
      current_sprint: Maybe,
      current_task: Maybe,
      sprint_started_at: Maybe,
      last_prompt: Maybe,
      last_answer: Maybe,
      execution_state: z.object({
        tasks: z.record(Text, Task),
        agents: z.record(Text, Agent),
      }),
    }),
    communication: z.object({
      messages: z.array(z.unknown()),
      handoffs: z.array(z.unknown()),
      events: z.array(z.unknown()),
    }),
    observability: z.object({
      metrics: Metrics,
      /** The main conversation's use, read from its transcript; `read_to` is a byte offset. */
      usage: z.object({
        tokens: Tokens,
        cost_usd: z.nullable(z.number()),
        read_to: Count,
        last_message: Maybe,
      }),
      /** Every byte that Baton put into the model's context, by hook. */
      injected: z.object({ bytes: Count, by_hook: z.record(Text, Count) }),
      tools: z.record(Text, z.object({ calls: Count, failures: Count, duration_ms: Count })),
      /** The files edited last, newest first, at most 50. */
      files: z.array(z.object({ path: Text, edits: Count, edited_at: Text })),
    }),
    runtime_config: z.object({
      orchestration_enabled: z.boolean(),
      output_style: Maybe,
      status_line: Maybe,
      /** Free settings of this session, for programs that need to remember something. */
      values: z.record(Text, z.unknown()),
    }),
  });
  return { State, Task, Agent, Tokens, Predecessor };
}

type Schemas = ReturnType<typeof build>;
let built: Schemas | undefined;

/** The schema of a session's state. Built on first use: the hot path trusts a checksum and never asks. */
export function sessionStateSchema(): Schemas['State'] {
  built ??= build();
  return built.State;
}

/**
 * The folded state of one session: what `baton session show` prints. Everything in it follows from the
 * session's events. Names are the specification's (documents 000 and 002).
 */
export type SessionState = z.infer<Schemas['State']>;
export type TaskState = z.infer<Schemas['Task']>;
export type TaskStatus = TaskState['status'];
export type AgentState = z.infer<Schemas['Agent']>;
export type TokenCounts = z.infer<Schemas['Tokens']>;
export type PredecessorLink = z.infer<Schemas['Predecessor']>;

export const NO_TOKENS: TokenCounts = { input: 0, output: 0, cache_read: 0, cache_write: 0 };

/** The state of a session of which no event is known. */
export function initialSessionState(): SessionState {
  return {
    session_info: {
      id: '',
      number: 0,
      label: null,
      mode: 'development',
      teams: [],
      user: null,
      created_at: '',
      cwd: null,
      worktree: null,
      branch: null,
      model: null,
      transcript_path: null,
      process: null,
      predecessor: null,
    },
    lifecycle: {
      status: 'dormant',
      turn: 'idle',
      last_turn: null,
      starts: 0,
      source: null,
      last_activity: '',
      ended_at: null,
      end_reason: null,
      clean: true,
    },
    active_work: {
      current_epic: null,
      current_sprint: null,
      current_task: null,
      sprint_started_at: null,
      last_prompt: null,
      last_answer: null,
      execution_state: { tasks: {}, agents: {} },
    },
    communication: { messages: [], handoffs: [], events: [] },
    observability: {
      metrics: {
        human_prompts: 0,
        synthetic_prompts: 0,
        turns_completed: 0,
        turns_failed: 0,
        turns_interrupted: 0,
        tool_calls: 0,
        tool_failures: 0,
        permission_denials: 0,
        notifications: 0,
        compactions: 0,
        agents_started: 0,
        tasks_completed: 0,
      },
      usage: { tokens: NO_TOKENS, cost_usd: 0, read_to: 0, last_message: null },
      injected: { bytes: 0, by_hook: {} },
      tools: {},
      files: [],
    },
    runtime_config: { orchestration_enabled: true, output_style: null, status_line: null, values: {} },
  };
}
