import type { EventData } from '../session/event.ts';

/** What a command checks. */
export type CheckKind = EventData<'check_observed'>['kind'];
