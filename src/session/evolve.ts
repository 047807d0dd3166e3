import type * as z from 'zod/mini';
import type { EventRule, Moment } from './event-rule.ts';
import { agentEvents } from './events/agents.ts';
import { lifecycleEvents } from './events/lifecycle.ts';
import { settingEvents } from './events/settings.ts';
import { taskEvents } from './events/tasks.ts';
import { toolEvents } from './events/tools.ts';
import { turnEvents } from './events/turns.ts';
import type { SessionState } from './state.ts';

/** Every kind of event that a session's stream can hold. */
export const SESSION_EVENTS = {
  ...lifecycleEvents,
  ...turnEvents,
  ...toolEvents,
  ...agentEvents,
  ...taskEvents,
  ...settingEvents,
};

export type SessionEventType = keyof typeof SESSION_EVENTS;

type DataOf<Rule> = Rule extends EventRule<infer Data> ? Data : never;

/** An event of a session: its type and the data that belongs to it. */
export type SessionEvent = {
  [Type in SessionEventType]: { readonly type: Type; readonly data: DataOf<(typeof SESSION_EVENTS)[Type]> };
}[SessionEventType];

/** Raised whenever the same events would fold to another state: older snapshots are then rebuilt. */
export const SESSION_REDUCER = 1;

const RULES: ReadonlyMap<string, Pick<EventRule<unknown>, 'apply'>> = new Map(Object.entries(SESSION_EVENTS));

/**
 * One step of the fold: the session's state after `event`. Events of a kind that this Baton does not know,
 * and data that does not have its kind's shape, leave the state as it is: a log written by a newer Baton
 * still opens.
 */
export function evolve(
  state: SessionState,
  event: { readonly type: string; readonly data: unknown } & Moment,
): SessionState {
  return RULES.get(event.type)?.apply(state, event.data, event) ?? state;
}

/** The schemas of all events, for documentation and for checking a log by hand. */
export function eventSchema(type: SessionEventType): z.ZodMiniType {
  return SESSION_EVENTS[type].schema();
}
