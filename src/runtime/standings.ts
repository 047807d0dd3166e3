import { own } from '../own-field.ts';
import type { Standings, TaskStanding } from '../plan/task-board.ts';
import type { Claim } from '../session/claims.ts';
import type { SessionState, TaskState } from '../session/state.ts';
import { initialSessionState } from '../session/state.ts';
import type { Layout } from '../store/layout.ts';
import { openSession, openShared } from './session-streams.ts';

/**
 * How every planned task stands, over all sessions: who has it and how it ended from the shared claims, how
 * far it is from the log of the session that has it. `sessionId`, where given, sees its own tasks even before
 * it has claimed them.
 */
export function readStandings(
  layout: Layout,
  sessionId: string | undefined,
  isLive: (sessionId: string) => boolean,
): Standings {
  const { claims } = openShared(layout).state;
  const states = new Map<string, SessionState>();
  const stateOf = (id: string): SessionState => {
    const state = states.get(id) ?? readableSession(layout, id);
    states.set(id, state);
    return state;
  };
  return (taskId) => {
    const claim = own(claims, taskId);
    const holder = claim?.session_id ?? sessionId;
    const task =
      holder === undefined ? undefined : own(stateOf(holder).active_work.execution_state.tasks, taskId);
    if (claim !== undefined) return ofClaim(claim, task, isLive);
    return task === undefined || task.status === 'pending'
      ? undefined
      : { ...ofTask(task), session_id: sessionId ?? null, orphaned: false };
  };
}

// A log that cannot be read (another user's, a damaged disk) must not hide how all other tasks stand.
function readableSession(layout: Layout, id: string): SessionState {
  try {
    return openSession(layout, id).state;
  } catch {
    return initialSessionState();
  }
}

function ofClaim(
  claim: Claim,
  task: TaskState | undefined,
  isLive: (sessionId: string) => boolean,
): TaskStanding {
  const { session_id, status } = claim;
  const assignee = task?.assignee ?? null;
  if (status !== 'held') {
    const progress = status === 'completed' ? 100 : (task?.progress_percentage ?? 0);
    return { status, assignee, progress_percentage: progress, blockers: [], session_id, orphaned: false };
  }
  const orphaned = !isLive(session_id);
  // Claimed and not yet begun: the process between the two was killed.
  if (task === undefined || task.status === 'pending') {
    return { status: 'assigned', assignee, progress_percentage: 0, blockers: [], session_id, orphaned };
  }
  return { ...ofTask(task), session_id, orphaned };
}

function ofTask(task: TaskState): Omit<TaskStanding, 'session_id' | 'orphaned'> {
  return {
    status: task.status,
    assignee: task.assignee,
    progress_percentage: task.progress_percentage,
    blockers: task.blockers.filter((one) => one.resolved_at === null).map((one) => one.reason),
  };
}
