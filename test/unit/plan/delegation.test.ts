import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Strategy } from '../../../src/plan/delegation.ts';
import { delegate, STRATEGIES } from '../../../src/plan/delegation.ts';
import type { PlannedTask } from '../../../src/plan/plan-schema.ts';
import { planned, rowsOf, team } from './sample-plan.ts';

const agent = (agent_id: string, capacity = 1, ...skills: string[]) => ({
  agent_id,
  default_capacity: capacity,
  skills,
});

/** Who gets what: `t1→ada`. */
function given(
  strategy: Strategy,
  tasks: readonly PlannedTask[],
  teams: readonly ReturnType<typeof team>[],
  loads: Readonly<Record<string, number>> = {},
): string[] {
  const facts = {
    ready: rowsOf(tasks),
    planned: (id: string) => tasks.find((one) => one.id === id),
    teams,
    load: (id: string) => loads[id] ?? 0,
  };
  return delegate(facts, strategy).map((one) => `${one.task_id}→${one.agent_id}`);
}

const THREE = [planned('t1'), planned('t2'), planned('t3')];

describe('delegation', () => {
  it('in parallel gives as many as there is room for', () => {
    expect(given('parallel', THREE, [team('core', [agent('ada'), agent('bob')])])).toEqual([
      't1→ada',
      't2→bob',
    ]);
  });

  it('sequentially gives one', () => {
    expect(given('sequential', THREE, [team('core', [agent('ada', 9)])])).toEqual(['t1→ada']);
  });

  it('by skill gives to whoever knows most of what the task needs', () => {
    const tasks = [
      planned('t1', { title: 'Review the code of the API', type: 'bug' }),
      planned('t2', { title: 'A form', requirements: ['React', 'C++'] }),
    ];
    const core = team('core', [
      agent('ada', 5, 'code-review', 'api'),
      agent('bob', 5, 'react', 'c++'),
      agent('cy', 5),
    ]);
    expect(given('skill', tasks, [core], { ada: 2 })).toEqual(['t1→ada', 't2→bob']);
  });

  it('by load gives to whoever has least to do, whatever they know', () => {
    const core = team('core', [agent('ada', 9, 'do'), agent('bob', 9)]);
    expect(given('load', THREE, [core], { ada: 2 })).toEqual(['t1→bob', 't2→bob', 't3→ada']);
  });

  it('says why', () => {
    const facts = {
      ready: rowsOf([planned('t1', { title: 'the api' })]),
      planned: () => undefined,
      teams: [team('core', [agent('ada', 3, 'api')])],
      load: () => 1,
    };
    expect(delegate(facts, 'skill')).toEqual([
      { task_id: 't1', agent_id: 'ada', team_id: 'core', reason: 'knows 1 of what it needs, has 1 of 3' },
    ]);
  });

  it('gives the task of a team to that team only', () => {
    const teams = [team('core', [agent('ada', 9)]), team('web', [agent('bob', 1)])];
    const tasks = [
      planned('t1', { assigned_team: 'web' }),
      planned('t2', { assigned_team: 'web' }),
      planned('t3'),
    ];
    expect(given('parallel', tasks, teams)).toEqual(['t1→bob', 't3→ada']);
    expect(given('parallel', [planned('t1', { assigned_team: 'gone' })], teams)).toEqual([]);
  });

  it('puts no more agents to work than the team may, but those at work may take more', () => {
    const core = team('core', [agent('ada', 2), agent('bob', 2)], { policies: { max_parallel_agents: 1 } });
    expect(given('parallel', THREE, [core])).toEqual(['t1→ada', 't2→ada']);
    const scaling = team('core', [agent('ada', 1), agent('bob', 1)], {
      policies: { max_parallel_agents: 1, auto_scaling: true },
    });
    expect(given('parallel', THREE, [scaling])).toEqual(['t1→ada', 't2→bob']);
    const none = team('core', [agent('ada', 2)], { policies: { max_parallel_agents: 0 } });
    expect(given('parallel', THREE, [none])).toEqual([]);
  });

  it('gives nothing where nobody is', () => {
    for (const strategy of STRATEGIES) expect(given(strategy, THREE, [])).toEqual([]);
  });

  it('never goes beyond an agent’s capacity or a team’s number at work, and gives no task twice', () => {
    const someTeam = (id: string) =>
      fc
        .tuple(fc.array(fc.nat(3), { minLength: 1, maxLength: 4 }), fc.nat(4))
        .map(([capacities, max_parallel_agents]) =>
          team(
            id,
            capacities.map((capacity, index) =>
              agent(`${id}-${index}`, capacity, index % 2 ? 'api' : 'docs'),
            ),
            { policies: { max_parallel_agents } },
          ),
        );
    const task = fc.record({
      title: fc.constantFrom('the api', 'docs', 'else'),
      assigned_team: fc.option(fc.constantFrom('core', 'web'), { nil: undefined }),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...STRATEGIES),
        fc.array(task, { maxLength: 12 }),
        fc.tuple(someTeam('core'), someTeam('web')),
        fc.nat(2),
        (strategy, wanted, teams, load) => {
          const tasks = wanted.map(({ title, assigned_team }, index) =>
            planned(`t${index}`, { title, ...(assigned_team === undefined ? {} : { assigned_team }) }),
          );
          const loads = { 'core-0': load, 'web-1': load };
          const pairs = given(strategy, tasks, teams, loads).map((one) => one.split('→'));
          expect(new Set(pairs.map(([id]) => id)).size).toBe(pairs.length);
          for (const { available_agents, policies } of teams) {
            const after = available_agents.map(({ agent_id, default_capacity }) => {
              const before = loads[agent_id as keyof typeof loads] ?? 0;
              const more = pairs.filter(([, who]) => who === agent_id).length;
              if (more > 0) expect(before + more).toBeLessThanOrEqual(default_capacity);
              return { before, more };
            });
            const newly = after.filter(({ before, more }) => before === 0 && more > 0).length;
            const atWork = after.filter(({ before, more }) => before + more > 0).length;
            if (newly > 0) expect(atWork).toBeLessThanOrEqual(policies.max_parallel_agents);
          }
        },
      ),
    );
  });
});
