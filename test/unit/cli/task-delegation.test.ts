import { describe, expect, it } from 'vitest';
import { planning } from './planning.ts';

describe('delegation', () => {
  const DELEGATED = [
    { task_id: 't1', agent_id: 'coder', team_id: 'core', reason: 'knows 1 of what it needs, has 0 of 2' },
    { task_id: 't3', agent_id: 'lead', team_id: 'core', reason: 'has 0 of 1' },
    { task_id: 'k1', agent_id: 'coder', team_id: 'core', reason: 'has 1 of 2' },
  ];

  it('gives ready tasks to agents with room, and says so; a dry run only says so', async () => {
    const { answer, run, sessionIn, kept } = planning();
    const session = sessionIn('development');
    const before = kept();
    expect(await answer('task delegate --dry-run', session)).toEqual(DELEGATED);
    expect(kept()).toEqual(before);
    expect(await answer('task delegate', session)).toEqual(DELEGATED);
    expect(await answer('task list --status assigned')).toMatchObject([
      { id: 't1', assignee: 'coder' },
      { id: 't3', assignee: 'lead' },
      { id: 'k1', assignee: 'coder' },
    ]);
    expect((await run('task delegate', session)).out).toContain('Nothing was given');
  });

  it('gives tasks of one priority only where one is named', async () => {
    const { answer, refuses, sessionIn } = planning();
    const session = sessionIn('development');
    expect(await answer('task delegate --priority high --dry-run', session)).toMatchObject([
      { task_id: 't1' },
    ]);
    expect(await answer('task delegate --priority low --dry-run', session)).toEqual([]);
    await refuses('task delegate --priority hihg', 2, '"hihg" is no priority. Did you mean "high"?', session);
  });

  it('counts what an agent has in other sprints', async () => {
    const { answer, run, sessionIn } = planning();
    const session = sessionIn('development');
    await run('task assign t1 coder', session);
    await run('task assign t3 coder', session);
    await run('task assign t2 lead', session);
    expect(await answer('task delegate --sprint s2', session)).toEqual([]);
  });

  it.each([
    [
      'task delegate --strategy skil',
      2,
      '"skil" is no strategy. Did you mean "skill"? Strategies: parallel, sequential',
    ],
    ['task delegate --sprint s11', 1, 'There is no sprint "s11". Known: s1, s2. Did you mean "s1"?'],
  ])('refuses %s with exit %i, saying why', async (line, exit, text) => {
    const { refuses, sessionIn } = planning();
    await refuses(line, exit, text, sessionIn('development'));
  });

  it('gives a task that failed to another, unless told not to', async () => {
    const { answer, run, sessionIn } = planning();
    const session = sessionIn('development');
    await run('task start t1 --agent lead', session);
    expect(await answer('task complete t1 --failed crash', session)).toMatchObject({
      status: 'assigned',
      assignee: 'coder',
    });
    await run('task start t1', session);
    await run('task complete t1 --failed crash --no-fallback', session);
    expect(await answer('task show t1')).toMatchObject({ status: 'failed' });
  });
});
