import { describe, expect, it } from 'vitest';
import { problemText } from '../../../src/plan/plan-problem.ts';
import { planProblems } from '../../../src/plan/plan-problems.ts';
import type { Plan } from '../../../src/plan/plan-schema.ts';
import { planned, planOf, sprint, team } from './sample-plan.ts';

const AGENTS = [{ agent_id: 'lead' }, { agent_id: 'coder' }];
const textsOf = (plan: Plan) => planProblems(plan).map(problemText);

describe('what does not hold in a plan', () => {
  it('is nothing in a sound plan, nor in an empty one', () => {
    const tasks = [planned('t1'), planned('t2', { dependencies: ['t1'], assigned_team: 'core' })];
    const allocated = { team_allocations: { core: { capacity: 3, members: ['coder'] } } };
    expect(planProblems(planOf([sprint('s1', tasks, allocated)], [team('core', AGENTS)]))).toEqual([]);
    expect(planProblems({ ...planOf(), epics: {} })).toEqual([]);
    expect(planProblems(planOf([sprint('s1')]))).toEqual([]);
  });

  it.each<[string, Plan, string]>([
    [
      'a sprint of an unknown epic',
      planOf([sprint('s1', [], { epic_id: 'atuh' })]),
      '.baton/plan/sprints/s1.json: epic_id names the epic "atuh", which is not there. Did you mean "auth"? Known: auth.',
    ],
    [
      'a sprint where there is no epic at all',
      { ...planOf([sprint('s1')]), epics: {} },
      '.baton/plan/sprints/s1.json: epic_id names the epic "auth", which is not there. There is none yet.',
    ],
    [
      'a dependency on an unknown task',
      planOf([sprint('s1', [planned('t1'), planned('x9', { dependencies: ['elsewhere'] })])]),
      '.baton/plan/sprints/s1.json: planned_tasks.x9.dependencies names the task "elsewhere", which is not there. Known: t1, x9.',
    ],
    [
      'a task of an unknown team',
      planOf([sprint('s1', [planned('t1', { assigned_team: 'cor' })])], [team('core', AGENTS)]),
      '.baton/plan/sprints/s1.json: planned_tasks.t1.assigned_team names the team "cor", which is not there. Did you mean "core"? Known: core.',
    ],
    [
      'a task under another name',
      planOf([sprint('s1', [], { planned_tasks: { t1: planned('t2') } })]),
      '.baton/plan/sprints/s1.json: planned_tasks.t1.id is "t2", but the task stands under "t1". Give both the same name.',
    ],
    [
      'a task in two sprints',
      planOf([sprint('s1', [planned('t1')]), sprint('s2', [planned('t1')])]),
      '.baton/plan/sprints/s2.json: planned_tasks.t1 has the id of a task in sprint s1. Give one of the two another id: a task belongs to one sprint.',
    ],
    [
      'a circle over two sprints',
      planOf([
        sprint('s1', [planned('t2', { dependencies: ['t1'] })]),
        sprint('s2', [planned('t1', { dependencies: ['t2'] })]),
      ]),
      '.baton/plan/sprints/s2.json: planned_tasks.t1.dependencies go in a circle: t1 → t2 → t1. Take one of these dependencies out.',
    ],
    [
      'an allocation of an unknown team',
      planOf([sprint('s1', [], { team_allocations: { ghosts: { capacity: 1, members: [] } } })]),
      '.baton/plan/sprints/s1.json: team_allocations.ghosts names the team "ghosts", which is not there. There is none yet.',
    ],
    [
      'an allocation of an unknown member',
      planOf(
        [sprint('s1', [], { team_allocations: { core: { capacity: 1, members: ['codr'] } } })],
        [team('core', AGENTS)],
      ),
      '.baton/plan/sprints/s1.json: team_allocations.core.members names the agent of team core "codr", which is not there. Did you mean "coder"? Known: lead, coder.',
    ],
    [
      'a team without its orchestrator',
      planOf([], [team('core', AGENTS, { orchestrator: 'boss' })]),
      '.baton/plan/teams/core.json: orchestrator names the agent of the team "boss", which is not there. Known: lead, coder.',
    ],
    [
      'an agent twice in a team',
      planOf([], [team('core', [...AGENTS, { agent_id: 'coder' }, { agent_id: 'coder' }])]),
      '.baton/plan/teams/core.json: available_agents names the agent coder twice. Keep one, and raise its default_capacity.',
    ],
    [
      'an agent in two teams',
      planOf([], [team('core', AGENTS), team('web', [{ agent_id: 'coder' }])]),
      '.baton/plan/teams/web.json: available_agents names coder, who belongs to team core. An agent belongs to one team: take it out of one of them.',
    ],
  ])('%s is told in one sentence', (_, plan, text) => {
    expect(textsOf(plan)).toEqual([text]);
  });

  it('lists twelve of many names, and shortens a long circle', () => {
    const ids = Array.from({ length: 20 }, (_, index) => `t${String(index).padStart(2, '0')}`);
    const circle = ids.map((id, index) => planned(id, { dependencies: [ids[(index + 1) % 20] ?? ''] }));
    expect(textsOf(planOf([sprint('s1', circle)]))).toEqual([
      `.baton/plan/sprints/s1.json: planned_tasks.t00.dependencies go in a circle: ${ids.slice(0, 11).join(' → ')} → … (20 tasks). Take one of these dependencies out.`,
    ]);
    const [text = ''] = textsOf(
      planOf([sprint('s1', [...ids.map((id) => planned(id)), planned('z', { dependencies: ['nothing'] })])]),
    );
    expect(text).toContain(`Known: ${ids.slice(0, 12).join(', ')} ….`);
  });

  it('names field and value for a program', () => {
    const [problem] = planProblems(planOf([sprint('s1', [], { epic_id: 'pay' })]));
    expect(problem).toMatchObject({ file: '.baton/plan/sprints/s1.json', field: 'epic_id', value: 'pay' });
  });

  it('is told of names of every kind, also those that objects have of themselves', () => {
    const plan = planOf([sprint('s1', [planned('t1', { dependencies: ['constructor', 'toString'] })])]);
    expect(planProblems(plan).map(({ value }) => value)).toEqual(['constructor', 'toString']);
  });

  it('is found in 10,000 tasks with a thousand lost names within a second', () => {
    const tasks = Array.from({ length: 10_000 }, (_, index) =>
      planned(`t${index}`, { dependencies: [index % 10 === 0 ? `lost-${index}` : `t${index - 1}`] }),
    );
    const begin = performance.now();
    expect(planProblems(planOf([sprint('s1', tasks)]))).toHaveLength(1_000);
    expect(performance.now() - begin).toBeLessThan(1_000);
  });
});
