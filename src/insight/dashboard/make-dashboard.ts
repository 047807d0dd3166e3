import { resultOf, tally } from '../../messaging/decision-result.ts';
import type { Message } from '../../messaging/message.ts';
import { isQueued } from '../../messaging/message.ts';
import { EVERYONE } from '../../messaging/words.ts';
import { readyTasks } from '../../plan/next-task.ts';
import { taskBoard } from '../../plan/task-board.ts';
import { activityRows } from './activity.ts';
import { attentionRows } from './attention.ts';
import type { DashboardFacts, SeenSession } from './dashboard-facts.ts';
import type { DashboardModel, DecisionRow, MessageRow } from './dashboard-model.ts';
import { metricsSheet } from './metrics-sheet.ts';
import { agentRows, sessionRows } from './session-rows.ts';
import { sprintInView } from './sprint-sheet.ts';
import { teamSheets } from './team-sheets.ts';

const MOST_MESSAGES = 100;
const MOST_NEXT = 20;

/** What the dashboard shows of a project at one moment. */
export function makeDashboard(facts: DashboardFacts): DashboardModel {
  const { plan, sessions } = facts;
  const rows = taskBoard(plan, facts.standings);
  const sprint = sprintInView(facts, rows);
  const ready = readyTasks(rows);
  return {
    at: new Date(facts.now).toISOString(),
    project: facts.project,
    counts: {
      epics: Object.keys(plan.epics).length,
      sprints: Object.keys(plan.sprints).length,
      teams: Object.keys(plan.teams).length,
      tasks: rows.length,
      tasks_completed: rows.filter(({ status }) => status === 'completed').length,
      sessions: facts.sessionCount,
      live: sessions.filter(({ liveness }) => liveness === 'live').length,
    },
    sprint,
    sessions: sessionRows(sessions),
    teams: teamSheets(Object.values(plan.teams), rows, sessions),
    agents: agentRows(sessions),
    messages: messageRows(facts),
    decisions: decisionRows(facts),
    health: facts.health,
    attention: attentionRows(facts, rows),
    // Those of the sprint in view first: it is what is being worked on.
    next: ready
      .toSorted((left, right) => Number(isOf(right, sprint)) - Number(isOf(left, sprint)))
      .slice(0, MOST_NEXT),
    activity: activityRows(facts),
    metrics: metricsSheet(
      sessions.map(({ state }) => state),
      (
        sessions.find(({ view }) => view.session_id === facts.sessionId) ??
        sessions.toSorted(lastActiveFirst)[0]
      )?.state,
    ),
  };
}

function lastActiveFirst(left: SeenSession, right: SeenSession): number {
  return left.view.last_activity < right.view.last_activity ? 1 : -1;
}

function isOf(task: { readonly sprint: string }, sprint: DashboardModel['sprint']): boolean {
  return task.sprint === sprint?.sprint_id;
}

function messageRows({ messaging, sessions }: DashboardFacts): MessageRow[] {
  const numbers = new Map(sessions.map(({ view }) => [view.session_id, view.number]));
  return messaging.messages
    .toReversed()
    .slice(0, MOST_MESSAGES)
    .map((message) => ({
      id: message.message_id,
      from: message.from_name,
      to: message.to === EVERYONE ? EVERYONE : `#${numbers.get(message.to) ?? '?'}`,
      priority: message.priority,
      text: message.text,
      sent_at: message.sent_at,
      status: statusOf(message),
    }));
}

function statusOf(message: Message): MessageRow['status'] {
  if (message.dropped !== null) return 'dropped';
  return isQueued(message) ? 'waiting' : 'delivered';
}

function decisionRows({ decisions }: DashboardFacts): DecisionRow[] {
  return decisions.decisions
    .filter(({ outcome }) => outcome === null)
    .map((one) => ({
      id: one.decision_id,
      title: one.title,
      by: one.by_name,
      rule: one.rule,
      deadline: one.deadline,
      votes: tally(one),
      stands: resultOf(one).why,
    }));
}
