import type { Holder } from '../session/claims.ts';
import { claimTask, releaseTask, settleTask } from '../session/claims.ts';
import type { TaskReference } from '../session/commands/planned-work.ts';
import { assignTask, endTask, startTask } from '../session/commands/planned-work.ts';
import type { EventData } from '../session/event.ts';
import type { SessionState } from '../session/state.ts';
import type { AppendOptions, StoreContext } from '../store/append.ts';
import { transact } from '../store/append.ts';
import type { Layout } from '../store/layout.ts';
import { readRoster } from './roster.ts';
import type { SharedState } from './session-streams.ts';
import { changeSession, openSession, openShared, sharedProjection } from './session-streams.ts';

const DURABLE: AppendOptions = { expect: 'version', durable: true };

/**
 * Claims a task for the session, for all sessions to see: of two that come at the same instant one gets it
 * and the other is told who has it. @throws E_RULE naming the holder.
 */
export function claimFor(
  layout: Layout,
  store: StoreContext,
  sessionId: string,
  taskId: string,
  again = false,
): void {
  transact(layout.shared, sharedProjection, store, DURABLE, ({ claims }) =>
    claimTask(claims, taskId, sessionId, holdersOf(layout, store), again),
  );
}

function holdersOf(layout: Layout, store: StoreContext): (sessionId: string) => Holder | undefined {
  return (sessionId) => {
    const entry = readRoster(layout, store.now()).find(({ view }) => view.session_id === sessionId);
    return entry === undefined ? undefined : { number: entry.view.number, isLive: entry.liveness === 'live' };
  };
}

/** Claims a task and begins it in the session. @throws E_RULE when another has it or the step is not legal. */
export function beginTask(
  layout: Layout,
  store: StoreContext,
  sessionId: string,
  task: TaskReference,
  assignee: string | null,
  again = false,
): SessionState {
  // Refused before it is claimed: a claim without work would keep others off.
  startTask(openSession(layout, sessionId).state, task, assignee);
  claimFor(layout, store, sessionId, task.id, again);
  return changeSession(layout, sessionId, store, (state) => startTask(state, task, assignee), DURABLE).state;
}

/** Claims a task for the session and gives it to an agent. @throws like `beginTask`. */
export function giveTask(
  layout: Layout,
  store: StoreContext,
  sessionId: string,
  task: TaskReference,
  assignee: string,
): SessionState {
  assignTask(openSession(layout, sessionId).state, task, assignee);
  claimFor(layout, store, sessionId, task.id);
  return changeSession(layout, sessionId, store, (state) => assignTask(state, task, assignee), DURABLE).state;
}

/** Ends a task in the session and says so to all. @throws E_RULE when the step is not legal, or another has the task. */
export function finishTask(
  layout: Layout,
  store: StoreContext,
  sessionId: string,
  end: EventData<'task_ended'>,
): SessionState {
  const settle = ({ claims }: SharedState) =>
    settleTask(claims, end.task_id, sessionId, end.outcome, holdersOf(layout, store));
  // Refused before the session says so: two logs must not tell of two ends.
  endTask(openSession(layout, sessionId).state, end);
  settle(openShared(layout).state);
  const { state } = changeSession(layout, sessionId, store, (current) => endTask(current, end), DURABLE);
  transact(layout.shared, sharedProjection, store, DURABLE, settle);
  return state;
}

/** Gives a claimed task back, so that others may take it. */
export function releaseFor(layout: Layout, store: StoreContext, sessionId: string, taskId: string): void {
  transact(layout.shared, sharedProjection, store, DURABLE, ({ claims }) =>
    releaseTask(claims, taskId, sessionId),
  );
}
