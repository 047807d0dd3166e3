import { describe, expect, it } from 'vitest';
import { CLOSED } from '../../helpers/given.ts';
import { planning } from './planning.ts';

const started = (agent_id: string) =>
  ({ type: 'agent_started', data: { agent_id, agent_type: 'coder' } }) as const;
const idsOf = (list: unknown) => Object(list).map((one: { instance_id: string }) => one.instance_id);

function working() {
  const world = planning();
  const [a, b] = [world.sessionIn('development'), world.sessionIn('development')];
  world.add(a, [started('a3e7852e'), started('a3e79999')]);
  world.add(b, [started('b1')]);
  return { ...world, a, b };
}

describe('baton agent', () => {
  it('lists those at work in live sessions, newest session first', async () => {
    const { answer, run, a } = working();
    const list = await answer('agent list');
    expect(idsOf(list)).toEqual(['b1', 'a3e7852e', 'a3e79999']);
    expect(Object(list)[1]).toMatchObject({
      agent_type: 'coder',
      status: 'running',
      session_id: a,
      session_number: 1,
    });
    expect((await run('agent list')).out).toMatch(/b1 +coder +running +#2/);
  });

  it('lists those of ended sessions with --all', async () => {
    const { answer, add, b } = working();
    add(b, [CLOSED]);
    expect(idsOf(await answer('agent list'))).toEqual(['a3e7852e', 'a3e79999']);
    expect(idsOf(await answer('agent list --all'))).toContain('b1');
  });

  it('shows one by the beginning of its id, where that means one', async () => {
    const { answer, refuses } = working();
    expect(await answer('agent show a3e78')).toMatchObject({ instance_id: 'a3e7852e' });
    await refuses('agent show a3e7', 2, 'a3e7 fits 2 agents: a3e7852e, a3e79999. Give more of the id.');
    await refuses('agent show a3e7852f', 1, 'There is no agent "a3e7852f". Did you mean "a3e7852e"?');
    await refuses(['agent', 'show', ''], 1, 'There is no agent "".');
  });

  it('tells who of the teams has room, by skill too', async () => {
    const { answer, run, a } = working();
    await run('task assign t1 coder', a);
    await run('task assign t3 lead', a);
    expect(await answer('agent available')).toEqual([
      { agent_id: 'coder', team: 'core', role: '', skills: ['api'], load: 1, capacity: 2 },
    ]);
    expect(await answer('agent available --skill cobol')).toEqual([]);
    expect((await run('agent available --skill api')).out).toBe('coder (core): 1 of 2; api\n');
    expect((await run('agent available --skill cobol')).out).toBe('Nobody has room.\n');
  });
});
