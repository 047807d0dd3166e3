import type * as z from 'zod/mini';
import type { TokensSchema } from './observability-schema.ts';
import type {
  AgentSchema,
  PredecessorSchema,
  SessionStateSchema,
  TaskDocumentSchema,
  TaskSchema,
} from './state-schema.ts';

/**
 * The folded state of one session: what `baton session show` prints. Everything in it follows from the
 * session's events.
 */
export type SessionState = z.infer<typeof SessionStateSchema>;
export type TaskState = z.infer<typeof TaskSchema>;
export type TaskDocumentState = z.infer<typeof TaskDocumentSchema>;
export type TaskStatus = TaskState['status'];
export type AgentState = z.infer<typeof AgentSchema>;
export type HandoffMark = SessionState['communication']['handoffs'][number];
export type TokenCounts = z.infer<typeof TokensSchema>;
export type PredecessorLink = z.infer<typeof PredecessorSchema>;

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
      sprint_days: null,
      untracked_tasks: 0,
      last_prompt: null,
      last_answer: null,
      task_documents: {},
      execution_state: { tasks: {}, agents: {}, requested_agents: [] },
    },
    communication: { messages: [], handoffs: [], events: [], notes: [], constraints: [] },
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
        commits: 0,
        lines_added: 0,
        lines_removed: 0,
        context_switches: 0,
        edits: 0,
        documentation_edits: 0,
        files_edited: 0,
      },
      usage: { tokens: NO_TOKENS, cost_usd: 0, read_to: 0, last_message: null },
      agent_usage: { tokens: NO_TOKENS, cost_usd: 0 },
      time: {
        setup_ms: 0,
        active_ms: 0,
        idle_ms: 0,
        counted_to: null,
        setting_up: false,
        active_since: null,
      },
      injected: { bytes: 0, by_hook: {}, texts: [] },
      reality: null,
      tools: {},
      files: [],
      overlaps: [],
      checks: [],
      doubted_check: null,
      commits: [],
      head: null,
      checkpoints: { made: 0, last_at: null, changed: false },
      merged: {},
      protocol: { violations: 0, blocked: [], told: [], overrides: [] },
    },
    runtime_config: { orchestration_enabled: true, output_style: null, status_line: null, values: {} },
  };
}
