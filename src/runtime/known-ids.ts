import type { Layout } from '../store/layout.ts';
import { loadBoard, loadPlan } from './plan-loader.ts';
import { readProposals } from './proposals.ts';
import { readRoster } from './roster.ts';
import { openShared } from './session-streams.ts';

/** An id, and a few words about what it is the id of. */
export interface KnownId {
  readonly word: string;
  readonly about: string;
}

const MOST = 1_000;

/** The ids that a project knows, by kind; each is read when it is asked for. */
export function knownIds(layout: Layout, now: number) {
  return {
    session: () =>
      readRoster(layout, now, 50).map(({ view, liveness }) => ({
        word: view.session_id,
        about: `#${view.number} ${liveness} ${view.label ?? view.mode}`,
      })),
    epic: () =>
      Object.values(loadPlan(layout).plan.epics).map(({ id, title }) => ({ word: id, about: title })),
    sprint: () => Object.values(loadBoard(layout).sprints).map(({ id, name }) => ({ word: id, about: name })),
    task: () =>
      Object.values(loadBoard(layout).sprints)
        .flatMap(({ planned_tasks }) => Object.values(planned_tasks))
        .slice(0, MOST)
        .map(({ id, title }) => ({ word: id, about: title })),
    team: () => Object.values(loadPlan(layout).plan.teams).map(({ id, name }) => ({ word: id, about: name })),
    agent: () =>
      Object.values(loadPlan(layout).plan.teams).flatMap((team) =>
        team.available_agents.map(({ agent_id, role }) => ({ word: agent_id, about: `${team.id} ${role}` })),
      ),
    message: () =>
      openShared(layout)
        .state.messaging.messages.map(({ message_id, text }) => ({ word: message_id, about: text }))
        .slice(-MOST),
    decision: () =>
      openShared(layout).state.decisions.decisions.map(({ decision_id, title }) => ({
        word: decision_id,
        about: title,
      })),
    proposal: () => readProposals(layout).map(({ id, by }) => ({ word: id, about: by })),
  } satisfies Record<string, () => KnownId[]>;
}
