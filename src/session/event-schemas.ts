import * as z from 'zod/mini';
import { CONTINUITY_EVENT_SCHEMAS } from './continuity-event-schemas.ts';
import { EVIDENCE_EVENT_SCHEMAS } from './evidence-event-schemas.ts';
import { TokensSchema } from './observability-schema.ts';
import { PatchOperationSchema } from './patch-schema.ts';
import { PLACE_EVENT_SCHEMAS } from './place-event-schemas.ts';
import { PredecessorSchema, ProcessSchema } from './state-schema.ts';
import { TASK_DOCUMENT_EVENT_SCHEMAS } from './task-document-event-schemas.ts';
import { SESSION_MODES, START_SOURCES, TASK_STATUSES, TURN_OUTCOMES } from './words.ts';

/**
 * Every kind of event that a session's stream can hold, and the shape of its data: the one source of their
 * types. A shape never changes in a way that old data does not fit; a new shape gets a new name.
 */
export const SESSION_EVENT_SCHEMAS = {
  // the session's life
  session_started: z.object({
    session_id: z.string(),
    number: z.number(),
    source: z.enum(START_SOURCES),
    mode: z.enum(SESSION_MODES),
    orchestration_enabled: z.boolean(),
    label: z.nullable(z.string()),
    user: z.nullable(z.string()),
    cwd: z.nullable(z.string()),
    worktree: z.nullable(z.string()),
    branch: z.nullable(z.string()),
    model: z.nullable(z.string()),
    transcript_path: z.nullable(z.string()),
    process: z.nullable(ProcessSchema),
    predecessor: z.nullable(PredecessorSchema),
  }),

  session_activated: z.object({}),

  session_closing: z.object({ reason: z.string() }),

  session_closed: z.object({ reason: z.string(), clean: z.boolean(), closed_by: z.nullable(z.string()) }),

  session_seen: z.object({}),

  // the conversation
  prompt_submitted: z.object({
    kind: z.enum(['human', 'synthetic']),
    /** The first words, redacted; null for a synthetic prompt. */
    excerpt: z.nullable(z.string()),
    characters: z.number(),
  }),

  turn_ended: z.object({
    outcome: z.enum(TURN_OUTCOMES),
    error: z.nullable(z.string()),
    /** The first words of the answer, redacted. */
    answer: z.nullable(z.string()),
    /** Background agents and commands that still run. */
    background: z.number(),
  }),

  notification_received: z.object({ kind: z.string() }),

  compaction_started: z.object({ trigger: z.string() }),

  compaction_finished: z.object({ trigger: z.string(), summary_characters: z.number() }),

  context_injected: z.object({ hook: z.string(), bytes: z.number() }),

  usage_recorded: z.object({
    tokens: TokensSchema,
    cost_usd: z.nullable(z.number()),
    /** Calls by tool. */
    tools: z.record(z.string(), z.number()),
    read_to: z.number(),
    last_message: z.nullable(z.string()),
  }),

  /** What the messages of the main conversation used that called these tools; told beside `usage_recorded`. */
  tool_costs_recorded: z.object({
    tools: z.record(z.string(), z.object({ tokens: z.number(), cost_usd: z.nullable(z.number()) })),
  }),

  // tool calls
  tool_used: z.object({
    tool: z.string(),
    outcome: z.enum(['ok', 'failed', 'denied']),
    duration_ms: z.nullable(z.number()),
    agent_id: z.nullable(z.string()),
    /** The file that the call changed, where it changed one. */
    file: z.nullable(z.string()),
  }),

  /** Another live session had edited the same file of the working tree: both are told, once. */
  overlap_noticed: z.object({ file: z.string(), session_id: z.string() }),

  // subagents
  agent_requested: z.object({
    tool_use_id: z.string(),
    agent_type: z.string(),
    /** The planned task that its prompt names. */
    task_id: z.nullable(z.string()),
  }),

  agent_started: z.object({ agent_id: z.string(), agent_type: z.string() }),

  agent_stopped: z.object({
    agent_id: z.string(),
    agent_type: z.string(),
    description: z.nullable(z.string()),
    tool_calls: z.number(),
    tokens: TokensSchema,
    cost_usd: z.nullable(z.number()),
  }),

  // tasks
  task_mirrored: z.object({
    /** The client's id is a small number; ours is `client-<n>`, so that it never meets a planned task. */
    task_id: z.string(),
    title: z.nullable(z.string()),
    status: z.enum(TASK_STATUSES),
    assignee: z.nullable(z.string()),
  }),

  // planned work in this session
  sprint_started: z.object({
    sprint_id: z.string(),
    epic_id: z.string(),
    /** How long the sprint is planned to last. */
    days: z.nullable(z.number()),
    /** The first of its tasks: as many as a session tracks from the start. */
    tasks: z.array(z.object({ id: z.string(), title: z.string() })),
    /** How many tasks it has in all; left out where `tasks` are all. */
    task_count: z.optional(z.number()),
  }),

  sprint_left: z.object({ sprint_id: z.string() }),

  task_assigned: z.object({ task_id: z.string(), title: z.string(), assignee: z.string() }),

  task_started: z.object({ task_id: z.string(), title: z.string(), assignee: z.nullable(z.string()) }),

  task_progressed: z.object({
    task_id: z.string(),
    percentage: z.number(),
    /** Hours in all, where they were told. */
    actual_effort: z.nullable(z.number()),
    /** Files and other results that are new. */
    artifacts: z.array(z.string()),
  }),

  task_blocked: z.object({ task_id: z.string(), reason: z.string() }),

  task_unblocked: z.object({ task_id: z.string() }),

  task_ended: z.object({
    task_id: z.string(),
    outcome: z.enum(['completed', 'failed', 'cancelled']),
    reason: z.nullable(z.string()),
    actual_effort: z.nullable(z.number()),
    artifacts: z.array(z.string()),
  }),

  team_activated: z.object({ team_id: z.string() }),

  team_deactivated: z.object({ team_id: z.string() }),

  agent_linked: z.object({ agent_id: z.string(), task_id: z.string() }),

  // what was seen in the working tree
  ...EVIDENCE_EVENT_SCHEMAS,

  // the task documents
  ...TASK_DOCUMENT_EVENT_SCHEMAS,

  // the session's place: marked, taken back, joined with another's, watched over
  ...PLACE_EVENT_SCHEMAS,
  // from one session to the next
  ...CONTINUITY_EVENT_SCHEMAS,

  // what somebody set
  mode_changed: z.object({ mode: z.enum(SESSION_MODES) }),

  orchestration_set: z.object({ enabled: z.boolean() }),

  state_patched: z.object({ operations: z.array(PatchOperationSchema) }),
};
