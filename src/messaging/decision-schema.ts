import * as z from 'zod/mini';
import { DECISION_RULES } from './words.ts';

/** Who did something: a session, or (null) somebody at the command line. */
const AUTHOR = { by: z.nullable(z.string()), by_name: z.string() };

/** The events of the shared stream about decisions, and the shape of their data: the one source of their types. */
export const DECISION_EVENT_SCHEMAS = {
  decision_proposed: z.object({
    decision_id: z.string(),
    ...AUTHOR,
    title: z.string(),
    options: z.array(z.string()),
    rule: z.enum(DECISION_RULES),
    /** ISO-8601. */
    deadline: z.nullable(z.string()),
  }),

  decision_commented: z.object({ decision_id: z.string(), ...AUTHOR, text: z.string() }),

  decision_voted: z.object({
    decision_id: z.string(),
    ...AUTHOR,
    /** True for a session in leadership mode, and for the command line. */
    leads: z.boolean(),
    option: z.string(),
    reason: z.nullable(z.string()),
  }),

  decision_closed: z.object({
    decision_id: z.string(),
    ...AUTHOR,
    /** Null: the deadline passed and the votes decided nothing. */
    option: z.nullable(z.string()),
    why: z.string(),
  }),
};
