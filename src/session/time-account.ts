import type { SessionState } from './state.ts';

/** Between two signs of work, so long is still work: an answer is read, the next prompt thought out. */
export const SHORT_GAP_MS = 5 * 60_000;
/** Within a turn, at most so much of one silence counts as work; what is longer was a machine asleep. */
export const LONGEST_STEP_MS = 60 * 60_000;
/** At most so much of one silence before the first prompt counts as setup; the rest nobody was there. */
export const LONGEST_SETUP_MS = 60 * 60_000;
/** A silence of a day is no time of the session's at all: it had expired (PRODUCT S9). */
export const LONGEST_GAP_MS = 24 * 60 * 60_000;

type Time = SessionState['observability']['time'];

/**
 * The state `after` an event, with the time since the last sign of life added to what it was: setup before the
 * first prompt (or other work) of each start; active inside a turn, while an agent runs, and in gaps of up to five
 * minutes; idle in longer ones. What a crash cut off is not counted, nor is time between two starts.
 */
export function withTime(
  before: SessionState,
  after: SessionState,
  { type, timestamp }: { readonly type: string; readonly timestamp: string },
): SessionState {
  if (after.lifecycle === before.lifecycle) return after;
  if (before.lifecycle.status === 'dormant') {
    if (after.lifecycle.status === 'dormant') return after;
    return timed(after, { counted_to: timestamp, setting_up: true, active_since: null });
  }
  const isCrash = after.lifecycle.status === 'dormant' && !after.lifecycle.clean;
  if (isCrash || isCutOff(before, after) || !isSignOfLife(before, after)) return after;
  const time = before.observability.time;
  const gap = Date.parse(timestamp) - Date.parse(time.counted_to ?? timestamp);
  // Clocks are set back, and records of processes side by side may overtake each other.
  if (!(gap >= 0)) return after;
  return timed(after, {
    ...added(time, gap, before),
    counted_to: timestamp,
    setting_up: time.setting_up && type.startsWith('session_'),
  });
}

/** The state `after` an event, with a context switch counted where work went over to something unfinished else. */
export function withSwitches(before: SessionState, after: SessionState): SessionState {
  const [task, nextTask] = [before.active_work.current_task, after.active_work.current_task];
  const [branch, nextBranch] = [before.session_info.branch, after.session_info.branch];
  const changedTask = task !== null && nextTask !== null && task !== nextTask && isOpen(after, task);
  const changedBranch = branch !== null && nextBranch !== null && branch !== nextBranch;
  if (!changedTask && !changedBranch) return after;
  const { metrics } = after.observability;
  return {
    ...after,
    observability: {
      ...after.observability,
      metrics: { ...metrics, context_switches: metrics.context_switches + 1 },
    },
  };
}

function added(time: Time, gap: number, before: SessionState): Partial<Time> {
  if (gap >= LONGEST_GAP_MS) return { active_since: null };
  if (time.setting_up) {
    const setup = Math.min(gap, LONGEST_SETUP_MS);
    return { setup_ms: time.setup_ms + setup, idle_ms: time.idle_ms + gap - setup };
  }
  const active = isAtWork(before) ? Math.min(gap, LONGEST_STEP_MS) : gap <= SHORT_GAP_MS ? gap : 0;
  const isUnbroken = active === gap;
  return {
    active_ms: time.active_ms + active,
    idle_ms: time.idle_ms + gap - active,
    active_since: isUnbroken ? (time.active_since ?? time.counted_to) : null,
  };
}

function isAtWork({ lifecycle, active_work }: SessionState): boolean {
  if (lifecycle.turn === 'working') return true;
  return Object.values(active_work.execution_state.agents).some((agent) => agent.status === 'running');
}

// Nobody knows when a turn was interrupted: it is found at the next prompt. The silence counts as one between turns.
function isCutOff(before: SessionState, after: SessionState): boolean {
  return (
    after.observability.metrics.turns_interrupted > before.observability.metrics.turns_interrupted &&
    after.lifecycle.status !== 'dormant'
  );
}

function isSignOfLife(before: SessionState, after: SessionState): boolean {
  const [was, is] = [before.lifecycle, after.lifecycle];
  return was.last_activity !== is.last_activity || was.turn !== is.turn || was.status !== is.status;
}

function isOpen(state: SessionState, taskId: string): boolean {
  const { tasks } = state.active_work.execution_state;
  const status = Object.hasOwn(tasks, taskId) ? tasks[taskId]?.status : undefined;
  return status === 'in_progress' || status === 'blocked' || status === 'assigned' || status === 'pending';
}

function timed(state: SessionState, change: Partial<Time>): SessionState {
  const { observability } = state;
  return {
    ...state,
    observability: { ...observability, time: { ...observability.time, ...change } },
  };
}
