import * as z from 'zod/mini';
import { HandoffGitSchema } from '../session/continuity-event-schemas.ts';
import { HANDOFF_REASONS, TASK_STATUSES } from '../session/words.ts';

const Maybe = z.nullable(z.string());

/** A task as a handoff tells of it. */
export const HandoffTaskSchema = z.object({
  task_id: z.string(),
  title: z.string(),
  status: z.enum(TASK_STATUSES),
  progress: z.number(),
  assignee: Maybe,
  artifacts: z.array(z.string()),
});

/**
 * What one session leaves to the next: `.baton/handoffs/<number>-<session-id>.json`, and what
 * `baton session handoff --json` prints. The one shape that is written and read.
 */
export const HandoffSchema = z.object({
  version: z.literal(1),
  from_session: z.string(),
  number: z.number(),
  /** 1 for the session's first handoff; a newer one takes the place of those before. */
  sequence: z.number(),
  reason: z.enum(HANDOFF_REASONS),
  /** The session that it was made for; null: whoever comes next. */
  to_session: Maybe,
  timestamp: z.string(),
  end_reason: Maybe,
  last_activity: z.string(),
  mode: z.string(),
  worktree: Maybe,
  /** The one it ended on; where git gave no answer, the one it began on. */
  branch: Maybe,
  current_epic: Maybe,
  current_sprint: Maybe,
  current_task: Maybe,
  work_completed: z.array(HandoffTaskSchema),
  work_in_progress: z.array(HandoffTaskSchema),
  work_pending: z.array(HandoffTaskSchema),
  recommendations: z.array(z.string()),
  blockers: z.array(
    z.object({ task_id: z.string(), title: z.string(), reason: z.string(), raised_at: z.string() }),
  ),
  /** What was decided in the session. */
  decisions: z.array(z.string()),
  next_actions: z.array(z.string()),
  /** What the successor must acknowledge before it begins. */
  constraints: z.array(z.object({ id: z.string(), text: z.string() })),
  artifacts: z.array(z.string()),
  commits: z.array(z.object({ hash: z.string(), subject: z.string() })),
  /** The last run of each command that checks something. */
  checks: z.array(z.object({ command: z.string(), kind: z.string(), outcome: z.string(), at: z.string() })),
  files: z.array(z.string()),
  git: z.nullable(HandoffGitSchema),
  last_prompt: Maybe,
  last_answer: Maybe,
  turn_open: z.boolean(),
  compactions: z.number(),
});
