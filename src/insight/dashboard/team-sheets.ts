import type { Team } from '../../plan/plan-schema.ts';
import type { TaskRow } from '../../plan/task-board.ts';
import type { SeenSession } from './dashboard-facts.ts';
import type { TeamSheet } from './dashboard-model.ts';

/** Each team and what its agents are at: a standup without asking anybody. */
export function teamSheets(
  teams: readonly Team[],
  rows: readonly TaskRow[],
  seen: readonly SeenSession[],
): TeamSheet[] {
  return teams.map((team) => {
    const members = team.available_agents.map((agent) => {
      const own = rows.filter((row) => row.assignee === agent.agent_id);
      return {
        agent: agent.agent_id,
        role: agent.agent_id === team.orchestrator ? 'lead' : agent.role,
        skills: agent.skills,
        capacity: agent.default_capacity,
        doing: own
          .filter(({ status }) => status === 'in_progress' || status === 'assigned')
          .map(({ id, title, progress_percentage: progress }) => ({ id, title, progress })),
        blocked: own
          .filter(({ status }) => status === 'blocked')
          .map(({ id, blockers }) => ({ id, reason: blockers.join('; ') })),
        done: own.filter(({ status }) => status === 'completed').length,
      };
    });
    return {
      id: team.id,
      name: team.name,
      lead: team.orchestrator,
      at_once: team.policies.max_parallel_agents,
      busy: members.filter(({ doing }) => doing.length > 0).length,
      active_in: seen
        .filter(({ liveness, state }) => liveness === 'live' && state.session_info.teams.includes(team.id))
        .map(({ view }) => view.number),
      members,
    };
  });
}
