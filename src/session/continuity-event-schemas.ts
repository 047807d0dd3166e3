import * as z from 'zod/mini';
import { CONSTRAINT_ANSWERS, HANDOFF_REASONS, NOTE_KINDS, TASK_STATUSES } from './words.ts';

const Maybe = z.nullable(z.string());

/** The working tree when a handoff was made; paths are cut to the first 50. */
export const HandoffGitSchema = z.object({
  branch: Maybe,
  head: Maybe,
  uncommitted: z.array(z.string()),
  stashes: z.number(),
});

/** Something that the next handoff is to say besides what the log shows. */
export const NoteSchema = z.object({ kind: z.enum(NOTE_KINDS), text: z.string(), at: z.string() });

/** What a session before has laid on this one; `answer` is null until it has said something to it. */
export const ConstraintSchema = z.object({
  id: z.string(),
  text: z.string(),
  from_session: z.string(),
  answer: z.nullable(z.enum(CONSTRAINT_ANSWERS)),
});

const RestoredTask = z.object({
  id: z.string(),
  title: z.string(),
  status: z.enum(TASK_STATUSES),
  assignee: Maybe,
  started_at: Maybe,
  actual_effort: z.number(),
  progress_percentage: z.number(),
  blockers: z.array(z.object({ reason: z.string(), raised_at: z.string(), resolved_at: Maybe })),
  artifacts: z.array(z.string()),
});

/** Events by which the work of one session becomes that of another, and what the model was told of it. */
export const CONTINUITY_EVENT_SCHEMAS = {
  handoff_noted: z.object({ kind: z.enum(NOTE_KINDS), text: z.string() }),

  handoff_made: z.object({
    /** 1 for the session's first handoff. */
    sequence: z.number(),
    reason: z.enum(HANDOFF_REASONS),
    /** The session that it was made for; null: whoever comes next. */
    to_session: Maybe,
    git: z.nullable(HandoffGitSchema),
  }),

  handoff_taken: z.object({
    from_session: z.string(),
    from_number: z.number(),
    sequence: z.number(),
    constraints: z.array(z.object({ id: z.string(), text: z.string() })),
  }),

  work_restored: z.object({
    from_session: z.string(),
    epic: Maybe,
    sprint: Maybe,
    sprint_started_at: Maybe,
    sprint_days: z.nullable(z.number()),
    untracked_tasks: z.number(),
    tasks: z.array(RestoredTask),
  }),

  work_handed_over: z.object({ to_session: z.string(), task_ids: z.array(z.string()) }),

  constraints_answered: z.object({ ids: z.array(z.string()), answer: z.enum(CONSTRAINT_ANSWERS) }),

  /** Standing texts that were put into the model's context; a compaction takes them out again. */
  texts_shown: z.object({ texts: z.array(z.string()) }),

  reality_checked: z.object({
    /** 0 to 1: the weighted mean of the checks. */
    consensus: z.number(),
    checks: z.array(z.object({ name: z.string(), health: z.number(), status: z.string() })),
  }),
};
