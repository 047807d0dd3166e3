import * as z from 'zod/mini';
import { LIFECYCLE_STATES, SESSION_MODES, TURN_STATES } from './words.ts';

/**
 * What the status line and the lists of sessions need to know of one session, at most 2 KB as JSON.
 * A cache: derived from the session's state and rebuilt from its log when it is missing or behind.
 */
export const SessionViewSchema = z.object({
  session_id: z.string(),
  number: z.number(),
  label: z.nullable(z.string()),
  mode: z.enum(SESSION_MODES),
  orchestration_enabled: z.boolean(),
  status: z.enum(LIFECYCLE_STATES),
  turn: z.enum(TURN_STATES),
  agents: z.object({ running: z.number(), total: z.number() }),
  tasks: z.object({
    total: z.number(),
    completed: z.number(),
    in_progress: z.number(),
    blocked: z.number(),
  }),
  current_task: z.nullable(z.string()),
  epic: z.nullable(z.string()),
  sprint: z.nullable(
    z.object({ id: z.string(), started_at: z.nullable(z.string()), days: z.nullable(z.number()) }),
  ),
  /** The productivity score, 0 to 1 (src/insight/score.ts); null while too little is known. */
  score: z.nullable(z.number()),
  blockers: z.number(),
  unread: z.number(),
  injected_bytes: z.number(),
  branch: z.nullable(z.string()),
  worktree: z.nullable(z.string()),
  created_at: z.string(),
  last_activity: z.string(),
  end_reason: z.nullable(z.string()),
  process: z.nullable(z.object({ pid: z.number(), started: z.nullable(z.string()), host: z.string() })),
});
