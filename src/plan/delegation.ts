import type { PlannedTask, Team } from './plan-schema.ts';
import type { TaskRow } from './task-board.ts';

/** How tasks are given to agents. */
export const STRATEGIES = ['parallel', 'sequential', 'skill', 'load'] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** One task given to one agent, and why. */
export interface Assignment {
  readonly task_id: string;
  readonly agent_id: string;
  readonly team_id: string;
  readonly reason: string;
}

/** What `delegate` works with. */
export interface DelegationFacts {
  /** The tasks that can be begun, best first. */
  readonly ready: readonly TaskRow[];
  /** The plan's own words about a task, for its skills: title, type, requirements. */
  readonly planned: (taskId: string) => PlannedTask | undefined;
  readonly teams: readonly Team[];
  /** How many unfinished tasks an agent has. */
  readonly load: (agentId: string) => number;
}

interface Candidate {
  readonly team: Team;
  readonly agent: Team['available_agents'][number];
}

/**
 * Gives ready tasks to agents with room, by strategy. `parallel`: as many as there is room for. `sequential`:
 * one, the best. `skill`: to the agent who knows most of what the task needs. `load`: to the least loaded. A
 * task with a team goes to that team only. No agent gets more than its capacity, no team more than
 * `max_parallel_agents` at work unless it scales by its ready tasks (`auto_scaling`). Nothing is given where nobody has room.
 */
export function delegate(facts: DelegationFacts, strategy: Strategy): Assignment[] {
  const loads = new Map<string, number>();
  const loadOf = (agentId: string) => loads.get(agentId) ?? facts.load(agentId);
  const assignments: Assignment[] = [];
  for (const row of facts.ready) {
    if (strategy === 'sequential' && assignments.length === 1) break;
    const words = wordsOf(row, facts.planned(row.id));
    const [best] = candidates(facts.teams, row, loadOf).sort(
      (left, right) =>
        (strategy === 'load' ? 0 : skillsMet(right, words) - skillsMet(left, words)) ||
        loadOf(left.agent.agent_id) - loadOf(right.agent.agent_id) ||
        skillsMet(right, words) - skillsMet(left, words) ||
        (left.agent.agent_id < right.agent.agent_id ? -1 : 1),
    );
    if (best === undefined) continue;
    const id = best.agent.agent_id;
    const matched = skillsMet(best, words);
    assignments.push({
      task_id: row.id,
      agent_id: id,
      team_id: best.team.id,
      reason: `${matched > 0 ? `knows ${matched} of what it needs, ` : ''}has ${loadOf(id)} of ${best.agent.default_capacity}`,
    });
    loads.set(id, loadOf(id) + 1);
  }
  return assignments;
}

function candidates(teams: readonly Team[], row: TaskRow, loadOf: (agentId: string) => number): Candidate[] {
  return (
    teams
      .filter((team) => row.team === null || row.team === team.id)
      .flatMap((team) => team.available_agents.map((agent) => ({ team, agent })))
      .filter(({ agent }) => loadOf(agent.agent_id) < agent.default_capacity)
      // Who is at work already may take more: that puts nobody else to work.
      .filter(
        ({ team, agent }) =>
          team.policies.auto_scaling ||
          atWork(team, loadOf) + (loadOf(agent.agent_id) > 0 ? 0 : 1) <= team.policies.max_parallel_agents,
      )
  );
}

function atWork(team: Team, loadOf: (agentId: string) => number): number {
  return team.available_agents.filter((agent) => loadOf(agent.agent_id) > 0).length;
}

function wordsOf(row: TaskRow, task: PlannedTask | undefined): ReadonlySet<string> {
  const text = [row.title, task?.type ?? '', task?.description ?? '', ...(task?.requirements ?? [])].join(
    ' ',
  );
  return new Set(
    text
      .toLowerCase()
      .split(/[^a-z0-9+#]+/)
      .filter((word) => word.length > 1),
  );
}

// A skill fits when the task names each of its words: "code-review" wants both.
function skillsMet({ agent }: Candidate, words: ReadonlySet<string>): number {
  return agent.skills.filter((skill) =>
    skill
      .toLowerCase()
      .split(/[^a-z0-9+#]+/)
      .every((word) => words.has(word)),
  ).length;
}
