import { REMEMBERED_AGENTS } from '../../session/events/agents.ts';
import type { AgentState } from '../../session/state.ts';
import { NO_TOKENS } from '../../session/state.ts';
import type { NewNames } from './v1-definitions.ts';
import type { V1Thing } from './v1-source.ts';

const NO_PLACE = 'Version 2 has no place for it.';

/**
 * The agents of version 1 as those of a session: none of them runs any more, and what they used is not known in
 * the terms of version 2. The newest that a session remembers; the rest is reported.
 */
export function agentStates(agents: readonly V1Thing[], names: NewNames, at: string): AgentState[] {
  const spawned = agents.flatMap((agent) => agentState(agent, names, at));
  const newest = spawned.toSorted((left, right) => (left.state.spawned_at > right.state.spawned_at ? -1 : 1));
  for (const { agent, state } of newest.slice(REMEMBERED_AGENTS))
    agent.object.leave(
      'agent_type',
      state.agent_type,
      `A session remembers ${REMEMBERED_AGENTS} agents, the newest.`,
    );
  return newest.slice(0, REMEMBERED_AGENTS).map(({ state }) => state);
}

function agentState(
  agent: V1Thing,
  names: NewNames,
  at: string,
): { readonly agent: V1Thing; readonly state: AgentState }[] {
  const { object, project, id } = agent;
  const type = object.text('agent_type', 'type');
  if (type === undefined) {
    object.leaveRest('An agent without a type.');
    return [];
  }
  const newId = names.agents.find(project, id) ?? id;
  const task = object.text('current_task');
  const current = task === undefined ? undefined : names.tasks.find(project, task);
  if (task !== undefined && current === undefined)
    object.leave('current_task', task, 'There is no such task.');
  const status = object.text('status');
  if (status !== undefined && status !== 'stopped')
    object.note(`It was ${status}; under version 2 it is stopped.`);
  const state: AgentState = {
    instance_id: newId,
    agent_type: type,
    description: object.text('description') ?? null,
    status: 'stopped',
    current_task: current ?? null,
    spawned_at: object.time('spawned_at') ?? at,
    stopped_at: object.time('stopped_at') ?? null,
    tool_calls: 0,
    tokens: NO_TOKENS,
    cost_usd: null,
  };
  object.leaveRest(NO_PLACE);
  return [{ agent, state }];
}
