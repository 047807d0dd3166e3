import { numberAt, objectAt, objectsAt, parseObject, textAt } from '../json-fields.ts';
import type { TeamLimit } from '../session/capacity.ts';
import type { Layout } from '../store/layout.ts';
import { isSafeId } from '../store/safe-id.ts';
import { readSmallFile } from './small-file.ts';

/**
 * The capacity of the named teams; `ready` is asked for those that scale by their ready tasks. Read field by field from their documents: a hook cannot wait for the
 * schemas. A team that is not there, or broken, limits nothing; `baton plan validate` tells of it.
 */
export function readTeamLimits(
  layout: Layout,
  teamIds: readonly string[],
  ready: (teamId: string) => number,
): TeamLimit[] {
  return teamIds.filter(isSafeId).flatMap((id) => {
    const text = readSmallFile(layout.planEntity('teams', id), 1_048_576);
    if (text === undefined) return [];
    const team = parseObject(text);
    const policies = objectAt(team, 'policies');
    const agents = objectsAt(team, 'available_agents').flatMap((agent) => {
      const name = textAt(agent, 'agent_id');
      return name === undefined ? [] : [{ id: name, capacity: numberAt(agent, 'default_capacity') ?? 1 }];
    });
    if (agents.length === 0) return [];
    return [
      {
        id,
        agents,
        max_parallel: numberAt(policies, 'max_parallel_agents') ?? 5,
        ready: policies.auto_scaling === true ? ready(id) : null,
        require_approval: policies.require_approval === true,
      },
    ];
  });
}
