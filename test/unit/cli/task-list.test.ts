import { describe, expect, it } from 'vitest';
import { planning } from './planning.ts';

const FIELDS = [
  'id',
  'title',
  'status',
  'assignee',
  'progress_percentage',
  'blockers',
  'session_id',
  'orphaned',
  'sprint',
  'priority',
  'estimated_effort',
  'team',
  'dependencies',
  'dependencies_met',
];

describe('baton task', () => {
  it('lists them with the fields that are promised', async () => {
    const { answer, run, sessionIn } = planning();
    const session = sessionIn('development');
    await run('task start t1 --agent coder', session);
    await run(['task', 'block', 't1', '--reason', 'no key'], session);
    const list = await answer('task list');
    expect(list).toHaveLength(4);
    expect(Object(list)[0]).toEqual({
      id: 't1',
      title: 'Do t1',
      status: 'blocked',
      assignee: 'coder',
      progress_percentage: 0,
      blockers: ['no key'],
      session_id: session,
      orphaned: false,
      sprint: 's1',
      priority: 'high',
      estimated_effort: 3,
      team: null,
      dependencies: [],
      dependencies_met: true,
    });
    for (const row of Object(list)) expect(Object.keys(row)).toEqual(FIELDS);
    expect(await answer('task list --status blocked')).toEqual([Object(list)[0]]);
    expect(await answer('task list --sprint s2')).toMatchObject([{ id: 'k1' }]);
  });

  it('lists them page by page, over the borders of sprints', async () => {
    const { answer, run } = planning();
    const page = async (words: string) => {
      const list = await answer(`task list ${words}`);
      return Object(list).map(({ id }: { id: string }) => id);
    };
    expect(await page('--limit 2')).toEqual(['t1', 't2']);
    expect(await page('--limit 2 --offset 2')).toEqual(['t3', 'k1']);
    expect(await page('--limit 2 --offset 3')).toEqual(['k1']);
    expect(await page('--limit 0')).toEqual([]);
    expect(await page('--offset 9')).toEqual([]);
    expect(await page('--status pending --limit 1 --offset 3')).toEqual(['k1']);
    expect((await run('task list --limit 2')).out).toContain('and 2 more: --offset 2\n');
    expect((await run('task list')).out).not.toContain('more');
  });

  it('lists a thousand at once at most', async () => {
    const { answer, plan } = planning();
    const tasks = Array.from({ length: 1_200 }, (_, index) => [`m${index}`, { id: `m${index}`, title: 'x' }]);
    plan('sprints/s3.json', {
      id: 's3',
      epic_id: 'auth',
      name: 'Many',
      planned_tasks: Object.fromEntries(tasks),
    });
    expect(await answer('task list --sprint s3')).toHaveLength(50);
    expect(await answer('task list --sprint s3 --limit 5000')).toHaveLength(1_000);
    expect(await answer('task list --limit 5000 --offset 1000')).toHaveLength(204);
  });

  it('shows what the plan says and how it stands', async () => {
    const { answer } = planning();
    expect(await answer('task show t2')).toMatchObject({
      id: 't2',
      type: 'feature',
      acceptance_criteria: [],
      status: 'pending',
      dependencies: ['t1'],
      dependencies_met: false,
      sprint: 's1',
    });
  });

  it('tells the next one, of the session’s sprint if it is on one, or null', async () => {
    const { answer, run, sessionIn } = planning();
    const session = sessionIn('development');
    expect(await answer('task next')).toMatchObject({ id: 't1', dependencies_met: true });
    expect(Object.keys(Object(await answer('task next')))).toEqual(FIELDS);
    expect((await run('task next')).out).toBe(
      't1  Do t1\nhigh priority, 3 points, sprint s1. Begin it with: baton task start t1\n',
    );
    await run('sprint start s2', session);
    expect(await answer('task next', session)).toMatchObject({ id: 'k1' });
    expect(await answer('task next --sprint s1', session)).toMatchObject({ id: 't1' });
    await run('task start k1', session);
    expect(await answer('task next', session)).toBeNull();
    expect((await run('task next', session)).out).toContain('Nothing is ready');
  });

  it('prints no escape sequence that a plan holds', async () => {
    const { run, plan } = planning();
    const id = 'e\u001b[31mvil';
    const planned_tasks = { [id]: { id, title: 'a\u001b]0;title\u0007b', priority: 'critical' } };
    plan('sprints/s3.json', { id: 's3', epic_id: 'auth', name: 'x\u001b[2J', planned_tasks });
    for (const line of [
      'task list',
      'task next',
      'sprint list',
      'sprint board s3',
      'plan show',
      'epic progress auth',
    ]) {
      const { exit, out } = await run(line);
      expect(exit).toBe(0);
      expect(out).not.toMatch(/[\u001b\u0007]/);
    }
  });
});
