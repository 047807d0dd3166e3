import * as z from 'zod/mini';

const lines = () => z.array(z.string());

/** Events of the task documents: what was written into them, and on what grounds. The documents hold the rest. */
export const TASK_DOCUMENT_EVENT_SCHEMAS = {
  task_document_made: z.object({ task_id: z.string() }),

  /** An entry of the progress log; its lines redacted and cut. */
  progress_logged: z.object({
    task_id: z.string(),
    did: lines(),
    issues: lines(),
    state: lines(),
    next: lines(),
  }),

  feature_added: z.object({ task_id: z.string(), feature_id: z.string(), description: z.string() }),

  feature_verified: z.object({
    task_id: z.string(),
    feature_id: z.string(),
    /** `check`: by a check that Baton saw; `override`: because a person said so. */
    by: z.enum(['check', 'override']),
    command: z.nullable(z.string()),
    /** When the check ended. */
    checked_at: z.nullable(z.string()),
    tree: z.nullable(z.string()),
    reason: z.nullable(z.string()),
  }),

  /** A feature was said to pass without evidence: by an edit of the model (taken back), or by an unknown hand (marked). */
  feature_claimed: z.object({
    task_id: z.string(),
    feature_id: z.string(),
    by: z.enum(['edit', 'hand']),
    outcome: z.enum(['reverted', 'marked']),
  }),

  chain_output_written: z.object({
    task_id: z.string(),
    /** True where Baton put it together itself. */
    minimal: z.boolean(),
    /** The tasks whose documents were given it. */
    dependents: lines(),
  }),

  /** A task was taken up again: what it gave to these tasks may change. */
  chain_inputs_staled: z.object({ task_id: z.string(), dependents: lines() }),
};
