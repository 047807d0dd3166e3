import { noteChange } from './checkpoint.ts';
import type { SessionEventType } from './event.ts';
import type { EventRules, Moment } from './event-rule.ts';
import { agentEvents } from './events/agents.ts';
import { checkpointEvents } from './events/checkpoints.ts';
import { continuityEvents } from './events/continuity.ts';
import { evidenceEvents } from './events/evidence.ts';
import { lifecycleEvents } from './events/lifecycle.ts';
import { mergeEvents } from './events/merge.ts';
import { plannedWorkEvents } from './events/planned-work.ts';
import { protocolEvents } from './events/protocol.ts';
import { settingEvents } from './events/settings.ts';
import { taskDocumentEvents } from './events/task-documents.ts';
import { taskEvents } from './events/tasks.ts';
import { toolEvents } from './events/tools.ts';
import { turnEvents } from './events/turns.ts';
import type { SessionState } from './state.ts';
import { withSwitches, withTime } from './time-account.ts';

const RULES: EventRules<SessionEventType> = {
  ...lifecycleEvents,
  ...turnEvents,
  ...toolEvents,
  ...agentEvents,
  ...taskEvents,
  ...plannedWorkEvents,
  ...evidenceEvents,
  ...taskDocumentEvents,
  ...checkpointEvents,
  ...mergeEvents,
  ...protocolEvents,
  ...settingEvents,
  ...continuityEvents,
};

/** An event as a stream gives it: of some kind, with some data. */
export interface UntypedEvent extends Moment {
  readonly type: string;
  readonly data: object;
}

/**
 * One step of the fold: the session's state after `event`. Events of a kind that this Baton does not know
 * leave the state as it is, so that a log written by a newer one still opens, and so do data that a rule
 * cannot work with.
 */
export function evolve(state: SessionState, event: UntypedEvent): SessionState {
  if (!isKnownType(event.type)) return state;
  try {
    return noteChange(state, step(state, event.type, event.data, event));
  } catch {
    return state;
  }
}

// The data is taken at its word: the record has passed its checksum, it was typed where it was written, and
// the shape of a kind never changes (event-schemas.ts). Parsing each event again would cost a hook more than
// all the rest of its work. `baton doctor` does parse them.
function step<Type extends SessionEventType>(
  state: SessionState,
  type: Type,
  data: object,
  moment: Moment,
): SessionState {
  const rule: (state: SessionState, data: never, moment: Moment) => SessionState = RULES[type];
  const next = rule(state, data as never, moment);
  return next === state ? state : withSwitches(state, withTime(state, next, { type, ...moment }));
}

function isKnownType(type: string): type is SessionEventType {
  return Object.hasOwn(RULES, type);
}
