import { describe, expect, it } from 'vitest';
import { planning } from './planning.ts';

describe('baton team', () => {
  it('makes one; who leads it belongs to it', async () => {
    const { run, planNow } = planning();
    const words = 'team create web --name Web --lead ada --agent front:react,css --agent back --parallel 2';
    expect(await run(words)).toMatchObject({ exit: 0, out: expect.stringMatching(/^Made team web /) });
    expect(planNow().teams.web).toEqual({
      id: 'web',
      name: 'Web',
      orchestrator: 'ada',
      available_agents: [
        { agent_id: 'ada', role: 'lead', skills: [], default_capacity: 1 },
        { agent_id: 'front', role: '', skills: ['react', 'css'], default_capacity: 1 },
        { agent_id: 'back', role: '', skills: [], default_capacity: 1 },
      ],
      policies: { max_parallel_agents: 2, require_approval: false, auto_scaling: false },
    });
  });

  it.each([
    ['team create core --name x --lead y', 1, 'There is a team core already.'],
    ['team create web --name x --lead coder', 1, 'available_agents names coder, who belongs to team core.'],
    [
      'team create web --name x --lead y --parallel lots',
      2,
      '--parallel needs a number from 0; received "lots".',
    ],
    ['team create web --name x', 2, "required option '--lead <agent>' not specified"],
    ['team show cor', 1, 'There is no team "cor". Known: core. Did you mean "core"?'],
    ['team lead cor coder', 1, 'Did you mean "core"?'],
    [
      'team lead core codr',
      1,
      'names the agent of the team "codr", which is not there. Did you mean "coder"? Known: lead, coder.',
    ],
    ['team set cor name x', 1, 'Did you mean "core"?'],
    [
      'team set core policies.max_parallel_agents many',
      1,
      'teams.core.policies.max_parallel_agents is "many". Expected a number.',
    ],
    ['team set core id other', 1, 'teams.core has the id "other".'],
    ['team standup cor', 1, 'Did you mean "core"?'],
    ['team activate core', 2, 'Which session?'],
  ])('refuses %s with exit %i, saying why', async (line, exit, text) => {
    await planning().refuses(line, exit, text);
  });

  it('of an unknown id is not activated', async () => {
    const { refuses, sessionIn } = planning();
    const session = sessionIn('development');
    for (const verb of ['activate', 'deactivate'])
      await refuses(`team ${verb} cor`, 1, 'Did you mean "core"?', session);
  });

  it('is changed in config mode only', async () => {
    const { refuses, run, sessionIn, planNow } = planning();
    const text =
      'does not change teams and their policies; config mode does. Switch with `baton session mode config`';
    for (const mode of ['development', 'sprint', 'leadership'] as const) {
      await refuses('team lead core coder', 1, text, sessionIn(mode));
    }
    expect(await run('team lead core coder', sessionIn('config'))).toMatchObject({ exit: 0 });
    expect(await run('team set core policies.require_approval true')).toMatchObject({ exit: 0 });
    expect(planNow().teams.core).toMatchObject({
      orchestrator: 'coder',
      policies: { require_approval: true },
    });
    expect(await run('team set core name Centre')).toMatchObject({ exit: 0 });
    expect(planNow().teams.core?.name).toBe('Centre');
    expect((await run('team set core constructor.x 1')).out).toBe('Nothing to change.\n');
  });

  it('is listed and shown', async () => {
    const { answer, run } = planning();
    expect(await answer('team list')).toMatchObject([{ id: 'core', orchestrator: 'lead' }]);
    expect(await answer('team show core')).toMatchObject({ policies: { max_parallel_agents: 5 } });
    expect((await run('team list')).out).toContain('core  lead  lead, coder        5');
  });

  it('is active in a session until it is not', async () => {
    const { answer, run, sessionIn } = planning();
    const session = sessionIn('development');
    expect(await answer('team activate core', session)).toEqual({ session, teams: ['core'] });
    expect((await run('team activate core', session)).out).toBe('Session #1: active: core.\n');
    expect((await run('team deactivate core', session)).out).toBe('Session #1: no team is active.\n');
  });

  it('stands up: who is at what, what is done, what blocks', async () => {
    const { answer, run, sessionIn } = planning();
    const session = sessionIn('development');
    for (const line of [
      'task start t1 --agent coder',
      'task complete t1',
      'task start t2 --agent coder',
      'task block t2 --reason key',
      'task assign t3 coder',
    ]) {
      expect(await run(line, session)).toMatchObject({ exit: 0 });
    }
    expect(await answer('team standup core')).toEqual([
      {
        team: 'core',
        agents: [
          { agent: 'lead', done: [], doing: [], blocked: [] },
          { agent: 'coder', done: ['t1'], doing: ['t3'], blocked: [{ task: 't2', reasons: ['key'] }] },
        ],
      },
    ]);
    expect((await run('team standup')).out).toBe(
      'core\n  coder: at t3; done t1; blocked t2 (key)\n  free: lead\n',
    );
  });
});
