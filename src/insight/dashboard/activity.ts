import { EVERYONE } from '../../messaging/words.ts';
import type { TaskStatus } from '../../session/state.ts';
import type { DashboardFacts, SeenSession } from './dashboard-facts.ts';
import type { ActivityRow } from './dashboard-model.ts';

const MOST = 40;
const TOLD: Partial<Record<TaskStatus, readonly [kind: ActivityRow['kind'], word: string]>> = {
  completed: ['good', 'completed'],
  failed: ['bad', 'failed'],
  blocked: ['bad', 'blocked'],
  in_progress: ['accent', 'in progress'],
  assigned: ['muted', 'assigned'],
  cancelled: ['muted', 'cancelled'],
};

/** What happened last, newest first, as the folded states tell it: no log is read for it. */
export function activityRows({ sessions, messaging }: DashboardFacts): ActivityRow[] {
  const numbers = new Map(sessions.map(({ view }) => [view.session_id, view.number]));
  const receiver = (to: string) => (to === EVERYONE ? 'all' : `#${numbers.get(to) ?? '?'}`);
  const rows = [
    ...sessions.flatMap(ofSession),
    ...messaging.messages.map(
      (one): ActivityRow => ({
        at: one.sent_at,
        session: one.from_session === null ? null : (numbers.get(one.from_session) ?? null),
        kind: 'muted',
        text: `to ${receiver(one.to)}: ${one.text}`,
      }),
    ),
  ];
  return rows
    .filter(({ at }) => at !== '')
    .sort((left, right) => (left.at < right.at ? 1 : -1))
    .slice(0, MOST);
}

function ofSession({ view, liveness, state }: SeenSession): ActivityRow[] {
  const session = view.number;
  const { tasks, agents } = state.active_work.execution_state;
  const say = (at: string, kind: ActivityRow['kind'], text: string): ActivityRow => ({
    at,
    session,
    kind,
    text,
  });
  return [
    say(view.created_at, 'accent', `session started (${view.mode})`),
    ...(liveness === 'crashed' ? [say(view.last_activity, 'bad', 'session crashed')] : []),
    ...(state.lifecycle.ended_at !== null && liveness === 'closed'
      ? [say(state.lifecycle.ended_at, 'muted', 'session ended')]
      : []),
    ...Object.values(tasks).flatMap((task) => {
      const told = TOLD[task.status];
      return told === undefined ? [] : [say(task.last_update, told[0], `${told[1]}: ${task.title}`)];
    }),
    ...Object.values(agents).map((agent) =>
      agent.stopped_at === null
        ? say(agent.spawned_at, 'accent', `${agent.agent_type} began`)
        : say(agent.stopped_at, 'muted', `${agent.agent_type} finished`),
    ),
  ];
}
