import * as z from 'zod/mini';
import { CHECK_KINDS, CHECK_OUTCOMES } from './words.ts';

/** Events of what Baton itself saw in the working tree: checks that ran, commits that were made. */
export const EVIDENCE_EVENT_SCHEMAS = {
  check_observed: z.object({
    /** The command as it was run, on one line, redacted and cut. */
    command: z.string(),
    kind: z.enum(CHECK_KINDS),
    /** `ok` only where the whole command's success is the check's own. */
    outcome: z.enum(CHECK_OUTCOMES),
    exit_code: z.nullable(z.number()),
    duration_ms: z.nullable(z.number()),
    /** A fingerprint of the working tree just after the check; null where git gave none in time. */
    tree: z.nullable(z.string()),
    /** Per cent, where the output said so in a form that is known. */
    coverage: z.nullable(z.number()),
    agent_id: z.nullable(z.string()),
    tool_use_id: z.nullable(z.string()),
    /** When the client told of its end, where that is not the time at which it was recorded. */
    ended_at: z.optional(z.string()),
  }),

  /** A check ran in a way that its success proves nothing, such as `npm test | tail`. */
  check_doubted: z.object({
    command: z.string(),
    kind: z.enum(CHECK_KINDS),
    /** Why, as half a sentence after "because". */
    reason: z.string(),
    tool_use_id: z.nullable(z.string()),
  }),

  commit_observed: z.object({
    hash: z.string(),
    /** The first line of its message, redacted and cut. */
    subject: z.string(),
    /** When it was committed. */
    at: z.string(),
    files: z.number(),
    insertions: z.number(),
    deletions: z.number(),
  }),

  /** The commit that is checked out: where the next look for new commits begins. */
  head_observed: z.object({ head: z.string() }),
};
