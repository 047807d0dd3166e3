import type { Team } from './plan-schema.ts';

/** How many unfinished tasks one agent takes. A director decides and hands on: it is given none. */
const DIRECTOR = { role: 'director', default_capacity: 0 };
const LEAD = { role: 'lead', default_capacity: 1 };
const WORKER = { role: 'worker', default_capacity: 2 };

/**
 * The six teams that `baton init --teams` makes. Their agents are those of the plugin's `agents/` folder, by the
 * same names, so that capacity and delegation count what the client starts; a content test holds the two together.
 */
export const STANDARD_TEAMS: readonly Team[] = [
  team('product', 'Product', 2, [
    { agent_id: 'product-director', skills: ['strategy', 'scope'], ...DIRECTOR },
    { agent_id: 'product-manager', skills: ['planning', 'roadmap'], ...LEAD },
    { agent_id: 'requirements-analyst', skills: ['requirements', 'research', 'analysis'], ...WORKER },
    { agent_id: 'technical-writer', skills: ['docs', 'documentation', 'readme'], ...WORKER },
  ]),
  team('engineering', 'Engineering', 4, [
    { agent_id: 'engineering-director', skills: ['architecture'], ...DIRECTOR },
    { agent_id: 'engineering-lead', skills: ['refactoring', 'integration'], ...LEAD },
    { agent_id: 'engineering-backend', skills: ['backend', 'api', 'server', 'database'], ...WORKER },
    { agent_id: 'engineering-frontend', skills: ['frontend', 'ui', 'css', 'web'], ...WORKER },
    { agent_id: 'engineering-fullstack', skills: ['feature', 'bug', 'backend', 'frontend'], ...WORKER },
  ]),
  team('quality', 'Quality', 3, [
    { agent_id: 'quality-director', skills: ['strategy', 'risk'], ...DIRECTOR },
    { agent_id: 'quality-lead', skills: ['quality', 'acceptance'], ...LEAD },
    { agent_id: 'test-engineer', skills: ['testing', 'tests', 'regression'], ...WORKER },
    { agent_id: 'code-reviewer', skills: ['review', 'code-review'], ...WORKER },
    { agent_id: 'security-reviewer', skills: ['security', 'permissions', 'secrets'], ...WORKER },
  ]),
  team('operations', 'Operations', 2, [
    { agent_id: 'operations-director', skills: ['risk', 'release'], ...DIRECTOR },
    { agent_id: 'operations-lead', skills: ['operations', 'rollout'], ...LEAD },
    { agent_id: 'release-engineer', skills: ['release', 'ci', 'deployment', 'packaging'], ...WORKER },
    { agent_id: 'incident-responder', skills: ['incident', 'debugging', 'performance'], ...WORKER },
  ]),
  team('data', 'Data', 2, [
    { agent_id: 'data-director', skills: ['modelling', 'measures'], ...DIRECTOR },
    { agent_id: 'data-engineer', skills: ['data', 'schema', 'migration', 'pipeline'], ...WORKER },
    { agent_id: 'data-analyst', skills: ['metrics', 'sql', 'report'], ...WORKER },
  ]),
  team('design', 'Design', 2, [
    { agent_id: 'design-director', skills: ['brand', 'design'], ...DIRECTOR },
    { agent_id: 'ux-designer', skills: ['ux', 'wording', 'layout', 'flow'], ...WORKER },
    { agent_id: 'accessibility-reviewer', skills: ['accessibility', 'a11y', 'wcag'], ...WORKER },
  ]),
];

function team(id: string, name: string, atOnce: number, agents: Team['available_agents']): Team {
  return {
    id,
    name,
    orchestrator: `${id}-director`,
    available_agents: agents,
    policies: { max_parallel_agents: atOnce, require_approval: false, auto_scaling: false },
  };
}
