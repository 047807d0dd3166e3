import { own } from '../../own-field.ts';
import type { EventRules } from '../event-rule.ts';
import type { AgentState, SessionState, TokenCounts } from '../state.ts';
import { NO_TOKENS } from '../state.ts';
import { count, executed, moved, observed } from '../steps.ts';

/** How many agents the state keeps (PRODUCT S7); the oldest that have stopped leave first. */
export const REMEMBERED_AGENTS = 20;

/** Events of subagents, as the client tells of them. */
export const agentEvents: EventRules<'agent_requested' | 'agent_started' | 'agent_stopped'> = {
  agent_requested: (state, data, { timestamp }) => {
    const requested = [...state.active_work.execution_state.requested_agents, { ...data, at: timestamp }];
    return executed(state, { requested_agents: requested.slice(-REMEMBERED_AGENTS) });
  },

  agent_started: (state, data, { timestamp }) => {
    const known = own(agentsOf(state), data.agent_id);
    // The client does not say which request an agent came from: the oldest of its type it is.
    const { requested_agents: requested } = state.active_work.execution_state;
    const request =
      known === undefined ? requested.find((one) => one.agent_type === data.agent_type) : undefined;
    const agent: AgentState =
      known === undefined
        ? { ...newAgent(data.agent_id, data.agent_type, timestamp), current_task: request?.task_id ?? null }
        : { ...known, status: 'running', stopped_at: null };
    const counted = known === undefined ? count(state, 'agents_started') : state;
    const next = executed(counted, { requested_agents: requested.filter((one) => one !== request) });
    return moved(keep(next, agent), { last_activity: timestamp });
  },

  agent_stopped: (state, data, { timestamp }) => {
    const known = own(agentsOf(state), data.agent_id);
    const agent: AgentState = {
      ...(known ?? newAgent(data.agent_id, data.agent_type, timestamp)),
      description: data.description,
      status: 'stopped',
      stopped_at: timestamp,
      tool_calls: data.tool_calls,
      tokens: data.tokens,
      cost_usd: data.cost_usd,
    };
    // Its start may have been missed: the client does not promise one.
    const next = known === undefined ? count(state, 'agents_started') : state;
    const counted = observed(next, { agent_usage: withUse(state.observability.agent_usage, agent, known) });
    return moved(keep(counted, agent), { last_activity: timestamp });
  },
};

type AgentUsage = SessionState['observability']['agent_usage'];

// An agent that went on tells all that it ever used: only what is new is added.
function withUse(sum: AgentUsage, agent: AgentState, before: AgentState | undefined): AgentUsage {
  const more = (kind: keyof TokenCounts) =>
    sum.tokens[kind] + Math.max(0, agent.tokens[kind] - (before?.tokens[kind] ?? 0));
  const cost = agent.cost_usd === null ? null : Math.max(0, agent.cost_usd - (before?.cost_usd ?? 0));
  return {
    tokens: {
      input: more('input'),
      output: more('output'),
      cache_read: more('cache_read'),
      cache_write: more('cache_write'),
    },
    cost_usd: sum.cost_usd === null || cost === null ? null : sum.cost_usd + cost,
  };
}

function agentsOf(state: SessionState): Record<string, AgentState> {
  return state.active_work.execution_state.agents;
}

function newAgent(id: string, type: string, at: string): AgentState {
  return {
    instance_id: id,
    agent_type: type,
    description: null,
    status: 'running',
    current_task: null,
    spawned_at: at,
    stopped_at: null,
    tool_calls: 0,
    tokens: NO_TOKENS,
    cost_usd: 0,
  };
}

function keep(state: SessionState, agent: AgentState): SessionState {
  const agents = { ...agentsOf(state), [agent.instance_id]: agent };
  const surplus = Object.keys(agents).length - REMEMBERED_AGENTS;
  if (surplus <= 0) return executed(state, { agents });
  const leaving = Object.values(agents)
    .filter((one) => one.status === 'stopped' && one !== agent)
    .sort((left, right) => (left.spawned_at < right.spawned_at ? -1 : 1))
    .slice(0, surplus)
    .map((one) => one.instance_id);
  return executed(state, {
    agents: Object.fromEntries(Object.entries(agents).filter(([id]) => !leaving.includes(id))),
  });
}
