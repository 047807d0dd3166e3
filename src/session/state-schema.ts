import * as z from 'zod/mini';
import { ConstraintSchema, HandoffGitSchema, NoteSchema } from './continuity-event-schemas.ts';
import { ObservabilitySchema, TokensSchema } from './observability-schema.ts';
import {
  HANDOFF_REASONS,
  LIFECYCLE_STATES,
  PREDECESSOR_LINKS,
  SESSION_MODES,
  TASK_STATUSES,
  TURN_OUTCOMES,
  TURN_STATES,
} from './words.ts';

// Kept apart from state.ts: the hot path uses the types only, and loading zod takes 4 ms of its 5.

const Count = z.number();
const Text = z.string();
const Maybe = z.nullable(z.string());

export const ProcessSchema = z.object({ pid: z.number(), started: Maybe, host: Text });

export const PredecessorSchema = z.object({
  session_id: Text,
  number: z.number(),
  /** How it was found: the same client process went on, or the same worktree, branch or project. */
  by: z.enum(PREDECESSOR_LINKS),
});

export const TaskSchema = z.object({
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

export const AgentSchema = z.object({
  instance_id: Text,
  agent_type: Text,
  description: Maybe,
  status: z.enum(['running', 'stopped']),
  current_task: Maybe,
  spawned_at: Text,
  stopped_at: Maybe,
  tool_calls: Count,
  tokens: TokensSchema,
  /** US dollars at list price; null when the model's price is not known. */
  cost_usd: z.nullable(z.number()),
});

export const TaskDocumentSchema = z.object({
  /** How many progress entries this session wrote. */
  entries: Count,
  last_progress: z.nullable(
    z.object({
      at: Text,
      did: z.array(Text),
      issues: z.array(Text),
      state: z.array(Text),
      next: z.array(Text),
    }),
  ),
  /** The features that were verified in this session. */
  verified: z.record(Text, z.object({ by: z.enum(['check', 'override']), at: Text })),
});

/** The folded state of one session. Names are those of the specification (documents 000 and 002). */
export const SessionStateSchema = z.object({
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
    process: z.nullable(ProcessSchema),
    predecessor: z.nullable(PredecessorSchema),
  }),
  lifecycle: z.object({
    status: z.enum(LIFECYCLE_STATES),
    turn: z.enum(TURN_STATES),
    /** How the turn before ended; null before the first has. */
    last_turn: z.nullable(z.enum(TURN_OUTCOMES)),
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
    sprint_days: z.nullable(z.number()),
    /** Tasks of a large sprint that the session has not begun and does not list; the plan knows them. */
    untracked_tasks: Count,
    last_prompt: Maybe,
    last_answer: Maybe,
    /** By task: what of its document others ask for often. */
    task_documents: z.record(Text, TaskDocumentSchema),
    execution_state: z.object({
      tasks: z.record(Text, TaskSchema),
      agents: z.record(Text, AgentSchema),
      /** Agents that were let through and have not begun yet. */
      requested_agents: z.array(z.object({ tool_use_id: Text, agent_type: Text, task_id: Maybe, at: Text })),
    }),
  }),
  communication: z.object({
    messages: z.array(z.unknown()),
    /** The last 20 that were made of this session or taken by it, oldest first. */
    handoffs: z.array(
      z.object({
        direction: z.enum(['made', 'taken']),
        /** Made: for whom, null for whoever comes next. Taken: whose. */
        session_id: Maybe,
        sequence: Count,
        reason: z.nullable(z.enum(HANDOFF_REASONS)),
        at: Text,
        git: z.nullable(HandoffGitSchema),
      }),
    ),
    events: z.array(z.unknown()),
    /** What the next handoff is to say besides what the log shows, oldest first. */
    notes: z.array(NoteSchema),
    constraints: z.array(ConstraintSchema),
  }),
  observability: ObservabilitySchema,
  runtime_config: z.object({
    orchestration_enabled: z.boolean(),
    output_style: Maybe,
    status_line: Maybe,
    /** Free settings of this session, for programs that need to remember something. */
    values: z.record(Text, z.unknown()),
  }),
});
