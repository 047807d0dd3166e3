import type { SessionState, TokenCounts } from '../../session/state.ts';
import type { SeenSession } from './dashboard-facts.ts';
import type { AgentRow, SessionRow } from './dashboard-model.ts';

/** All tokens of a count, whatever their price. */
export function tokenSum(tokens: TokenCounts): number {
  return tokens.input + tokens.output + tokens.cache_read + tokens.cache_write;
}

/** What a session and its agents have cost; null where not one price is known. */
export function costOf(state: SessionState): number | null {
  const costs = [
    state.observability.usage.cost_usd,
    ...Object.values(state.active_work.execution_state.agents).map((agent) => agent.cost_usd),
  ].filter((cost) => cost !== null);
  return costs.length === 0 ? null : costs.reduce((sum, cost) => sum + cost, 0);
}

/** The sessions as rows: live ones first, else in the order given. */
export function sessionRows(seen: readonly SeenSession[]): SessionRow[] {
  const rank = ({ liveness }: SeenSession) => (liveness === 'live' ? 0 : 1);
  return seen.toSorted((left, right) => rank(left) - rank(right)).map(sessionRow);
}

function sessionRow({ view, liveness, state }: SeenSession): SessionRow {
  const agents = Object.values(state.active_work.execution_state.agents);
  return {
    id: view.session_id,
    number: view.number,
    label: view.label,
    mode: view.mode,
    status: liveness,
    turn: view.turn,
    orchestration_enabled: view.orchestration_enabled,
    branch: view.branch,
    worktree: view.worktree,
    sprint: view.sprint?.id ?? null,
    current_task: view.current_task,
    tasks: view.tasks,
    agents: view.agents.running,
    unread: view.unread,
    tokens: agents.reduce(
      (sum, agent) => sum + tokenSum(agent.tokens),
      tokenSum(state.observability.usage.tokens),
    ),
    cost_usd: costOf(state),
    created_at: view.created_at,
    last_activity: view.last_activity,
    last_prompt: state.active_work.last_prompt,
  };
}

/** The agents at work in live sessions, the newest first. */
export function agentRows(seen: readonly SeenSession[]): AgentRow[] {
  return seen
    .filter(({ liveness }) => liveness === 'live')
    .flatMap(({ view, state }) =>
      Object.values(state.active_work.execution_state.agents)
        .filter(({ status }) => status === 'running')
        .map((agent) => ({
          instance_id: agent.instance_id,
          agent_type: agent.agent_type,
          session_number: view.number,
          doing: agent.current_task ?? agent.description,
          spawned_at: agent.spawned_at,
          tool_calls: agent.tool_calls,
          tokens: tokenSum(agent.tokens),
          cost_usd: agent.cost_usd,
        })),
    )
    .sort((left, right) => (left.spawned_at < right.spawned_at ? 1 : -1));
}
