import type { SessionEvent } from './event.ts';
import type { SessionState } from './state.ts';

/** How many agents a session may have at work at once (PRODUCT A6), where the settings name no other number. */
export const MOST_AGENTS = 20;

/** What happens to an agent for whom its team has no room: refused, put to the person, or let through. */
export const CAPACITY_RULES = ['deny', 'ask', 'off'] as const;
export type CapacityRule = (typeof CAPACITY_RULES)[number];

/** After this long a spawn that was let through and never told of its start is forgotten. Milliseconds. */
const REQUEST_LIFE_MS = 120_000;

/** An active team, as far as its capacity goes. */
export interface TeamLimit {
  readonly id: string;
  readonly agents: readonly { readonly id: string; readonly capacity: number }[];
  readonly max_parallel: number;
  /** With auto scaling: how many tasks it could begin now, and so many agents it may have beyond; null without. */
  readonly ready: number | null;
  readonly require_approval: boolean;
}

/** What the client is about to start. */
export interface SpawnRequest {
  readonly tool_use_id: string;
  readonly agent_type: string;
  /** The planned task that its prompt names, if it names one. */
  readonly task_id: string | null;
}

/** The answer to a request: let it through and note it, or refuse or ask with a reason for model and person. */
export type SpawnAnswer =
  | { readonly kind: 'allow'; readonly events: readonly SessionEvent[]; readonly note?: string }
  | { readonly kind: 'deny' | 'ask'; readonly reason: string };

/**
 * Whether another agent may start now. Agents that are at work count, and those that were let through and have
 * not begun yet: several are asked for at the same instant.
 */
export function requestAgent(
  state: SessionState,
  request: SpawnRequest,
  limits: { readonly agents: number; readonly teams: readonly TeamLimit[]; readonly rule: CapacityRule },
  now: number,
): SpawnAnswer {
  const atWork = typesAtWork(state, now);
  if (atWork.length >= limits.agents) {
    return {
      kind: 'deny',
      reason: `This session has ${atWork.length} agents at work, the most it may have. Wait until one has finished.`,
    };
  }
  const name = agentName(request.agent_type);
  const team = limits.teams.find((one) => one.agents.some((agent) => agent.id === name));
  if (team === undefined || limits.rule === 'off') return allowed(request);
  const busy = atWork.filter((type) => team.agents.some((agent) => agent.id === type)).length;
  if (busy >= mostAtWork(team)) {
    return {
      kind: limits.rule,
      reason: `Team ${team.id} has ${busy} of ${mostAtWork(team)} agents at work${scaling(team)}. ${alternative(limits.teams, atWork, team.id)}`,
    };
  }
  if (team.require_approval) {
    return {
      kind: 'ask',
      reason: `Team ${team.id} asks for approval before an agent starts (${busy} of ${mostAtWork(team)} at work).`,
    };
  }
  if (busy < team.max_parallel) return allowed(request);
  return {
    ...allowed(request),
    note: `Team ${team.id} goes to ${busy + 1} agents at work, beyond its ${team.max_parallel}: ${readyText(team)}.`,
  };
}

// Each agent that takes a task up leaves one ready task less: the team grows by its work and shrinks again.
function mostAtWork(team: TeamLimit): number {
  return team.max_parallel + (team.ready ?? 0);
}

function scaling(team: TeamLimit): string {
  return team.ready === null ? '' : ` (${team.max_parallel} by its policy, and ${readyText(team)})`;
}

function readyText({ ready }: TeamLimit): string {
  if (ready === 1) return 'auto scaling adds 1 as 1 task is ready';
  return ready === null || ready === 0
    ? 'auto scaling adds none as no task is ready'
    : `auto scaling adds ${ready} as ${ready} tasks are ready`;
}

/** The name of an agent in the plan: the client's type without the plugin's and the folder's. */
export function agentName(agentType: string): string {
  return agentType.slice(agentType.lastIndexOf(':') + 1);
}

function typesAtWork(state: SessionState, now: number): string[] {
  const { agents, requested_agents: requested } = state.active_work.execution_state;
  const running = Object.values(agents).filter((agent) => agent.status === 'running');
  const waiting = requested.filter((one) => now - Date.parse(one.at) < REQUEST_LIFE_MS);
  return [...running, ...waiting].map((one) => agentName(one.agent_type));
}

function alternative(teams: readonly TeamLimit[], atWork: readonly string[], full: string): string {
  const loadOf = (agent: string) => atWork.filter((type) => type === agent).length;
  const [best] = teams
    .filter(
      (team) => team.id !== full && team.agents.filter(({ id }) => loadOf(id) > 0).length < mostAtWork(team),
    )
    .flatMap((team) => team.agents.map((agent) => ({ team: team.id, ...agent })))
    .filter((agent) => loadOf(agent.id) < agent.capacity)
    .sort((left, right) => loadOf(left.id) - loadOf(right.id) || (left.id < right.id ? -1 : 1));
  if (best === undefined) return 'Wait until one has finished.';
  return `Wait until one has finished, or use ${best.id} of team ${best.team} (${loadOf(best.id)} of ${best.capacity} at work).`;
}

function allowed(request: SpawnRequest): Extract<SpawnAnswer, { kind: 'allow' }> {
  return { kind: 'allow', events: [{ type: 'agent_requested', data: { ...request } }] };
}
