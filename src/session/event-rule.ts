import type { EventData, SessionEventType } from './event.ts';
import type { SessionState } from './state.ts';

/** When an event was written, as far as a rule may know it. */
export interface Moment {
  readonly timestamp: string;
}

/** What an event of each of these kinds does to the session's state. Pure. */
export type EventRules<Type extends SessionEventType> = {
  readonly [Each in Type]: (state: SessionState, data: EventData<Each>, moment: Moment) => SessionState;
};
