import type * as z from 'zod/mini';
import type { SessionViewSchema } from './view-schema.ts';

/** The few facts of a session that fast readers need; see `view-schema.ts`. */
export type SessionView = z.infer<typeof SessionViewSchema>;
export type SessionMode = SessionView['mode'];
export type LifecycleState = SessionView['status'];
