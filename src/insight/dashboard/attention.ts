import { isQueued } from '../../messaging/message.ts';
import type { TaskRow } from '../../plan/task-board.ts';
import { overlapsOf } from '../file-overlap.ts';
import { noticesOf, overlapNotices } from '../suggestions.ts';
import type { DashboardFacts } from './dashboard-facts.ts';
import type { AttentionRow } from './dashboard-model.ts';

const DAY_MS = 86_400_000;
const URGENT: ReadonlySet<string> = new Set(['urgent', 'high']);

/** What waits for a person, what hurts most first, each with the command that helps. */
export function attentionRows(facts: DashboardFacts, rows: readonly TaskRow[]): AttentionRow[] {
  const number = (id: string | null) =>
    facts.sessions.find(({ view }) => view.session_id === id)?.view.number;
  const who = (id: string | null) => {
    const known = number(id);
    return known === undefined ? '' : ` (#${known})`;
  };
  const list: AttentionRow[] = [
    ...facts.planProblems.map((text): AttentionRow => row('plan', 'bad', text, 'baton plan validate')),
    ...rows
      .filter((task) => task.status === 'blocked')
      .map((task) =>
        row(
          'blocked',
          'bad',
          `${task.id} is blocked${who(task.session_id)}: ${task.blockers.join('; ') || 'no reason given'}`,
          `baton task unblock ${task.id}`,
        ),
      ),
    ...rows
      .filter((task) => task.status === 'failed')
      .map((task) =>
        row('failed', 'bad', `${task.id} failed${who(task.session_id)}`, `baton task start ${task.id}`),
      ),
    ...rows
      .filter((task) => task.orphaned && task.status !== 'blocked')
      .map((task) =>
        row(
          'orphaned',
          'warn',
          `${task.id} was left unfinished by a session that is gone${who(task.session_id)}`,
          `baton task start ${task.id}`,
        ),
      ),
    ...facts.sessions
      .filter(
        ({ view, liveness }) => liveness === 'crashed' && facts.now - Date.parse(view.last_activity) < DAY_MS,
      )
      .map(({ view }) =>
        row(
          'crashed',
          'warn',
          `session #${view.number} crashed; its record is whole`,
          `baton session show "#${view.number}"`,
        ),
      ),
    ...facts.messaging.messages
      .filter((message) => isQueued(message) && URGENT.has(message.priority))
      .map((message) =>
        row(
          'message',
          'warn',
          `${message.priority} message of ${message.from_name} waits: ${message.text}`,
          `baton message read ${message.message_id}`,
        ),
      ),
    ...facts.decisions.decisions
      .filter(({ outcome }) => outcome === null)
      .map((one) =>
        row('decision', 'warn', `to be decided: ${one.title}`, `baton decision show ${one.decision_id}`),
      ),
    ...(facts.health?.failing ?? []).map((name) =>
      row('check', 'bad', `the check ${name} finds fault`, 'baton check'),
    ),
    ...noticed(facts),
    ...facts.proposals.map((id) =>
      row('proposal', 'warn', `proposal ${id} waits for an approver`, `baton plan approve ${id}`),
    ),
  ];
  return list.sort((left, right) => Number(right.severity === 'bad') - Number(left.severity === 'bad'));
}

// What is blocked is told above, with its own remedy.
function noticed({ sessions, expiryHours, now }: DashboardFacts): AttentionRow[] {
  const live = sessions.filter(({ liveness }) => liveness === 'live').map(({ state }) => state);
  const editing = live.map(({ session_info: info, observability }) => ({
    ...{ id: info.id, number: info.number, worktree: info.worktree, files: observability.files },
  }));
  return [
    ...overlapNotices(overlapsOf(editing, now), now),
    ...live.flatMap((state) => noticesOf(state, expiryHours, now)),
  ]
    .filter(({ kind }) => kind !== 'blocked')
    .map(({ session, text }) =>
      row('notice', 'warn', session === null ? text : `#${session}: ${text}`, 'baton suggest'),
    );
}

function row(
  kind: AttentionRow['kind'],
  severity: AttentionRow['severity'],
  text: string,
  remedy: string,
): AttentionRow {
  return { kind, severity, text, remedy };
}
