import * as z from 'zod/mini';
import { ConstraintSchema, NoteSchema } from './continuity-event-schemas.ts';
import { TaskDocumentSchema, TaskSchema } from './state-schema.ts';
import { CHECKPOINT_REASONS, OVERRIDE_SCOPES, SESSION_MODES, VIOLATION_ANSWERS } from './words.ts';

const Text = z.string();
const Maybe = z.nullable(z.string());

/** The part of a session's state that a rollback sets back. Of tasks only those that differ; null: not there. */
export const WorkPatchSchema = z.object({
  mode: z.enum(SESSION_MODES),
  teams: z.array(Text),
  current_epic: Maybe,
  current_sprint: Maybe,
  current_task: Maybe,
  sprint_started_at: Maybe,
  sprint_days: z.nullable(z.number()),
  untracked_tasks: z.number(),
  tasks: z.record(Text, z.nullable(TaskSchema)),
  runtime_config: z.object({
    orchestration_enabled: z.boolean(),
    output_style: Maybe,
    status_line: Maybe,
    values: z.record(Text, z.unknown()),
  }),
});

/** Events by which a session's place is marked, taken back, joined with another's, and watched over. */
export const PLACE_EVENT_SCHEMAS = {
  checkpoint_made: z.object({
    checkpoint_id: Text,
    label: Maybe,
    reason: z.enum(CHECKPOINT_REASONS),
  }),

  session_rolled_back: z.object({
    /** The last event that counts at the place gone back to, and when it was written. */
    to: z.object({ event_id: Text, at: Text, checkpoint_id: Maybe }),
    /** The rollback that this one takes back. */
    undoes: Maybe,
    work: WorkPatchSchema,
  }),

  session_merged: z.object({
    from_session: Text,
    from_number: z.number(),
    /** How many records the other's log had: the same merge twice is one. */
    from_version: z.number(),
    work: WorkPatchSchema,
    /** What is known of the documents of its tasks: the last entry, what was verified. */
    task_documents: z.optional(z.record(Text, TaskDocumentSchema)),
    communication: z.object({
      messages: z.array(z.unknown()),
      events: z.array(z.unknown()),
      notes: z.array(NoteSchema),
      constraints: z.array(ConstraintSchema),
    }),
  }),

  /** The other side of `session_merged`: its work is the other session's now. */
  session_merged_away: z.object({ into_session: Text, into_number: z.number() }),

  protocol_violated: z.object({
    rule: Text,
    level: z.enum(['warn', 'require']),
    answer: z.enum(VIOLATION_ANSWERS),
    /** What it is about, where a rule may be broken in several places: a task, a file. */
    subject: Maybe,
    message: Text,
  }),

  override_granted: z.object({ rule: Text, scope: z.enum(OVERRIDE_SCOPES), reason: Text, user: Maybe }),
};
