import { describe, expect, it } from 'vitest';
import { planning } from './planning.ts';

describe('baton epic', () => {
  it('creates one with all its fields', async () => {
    const { run, planNow } = planning();
    const { exit, out } = await run([
      ...'epic create pay --title Payments --description Cards --feature cards --feature invoices'.split(' '),
      ...['--criterion', '90 % in 2 s', '--sprints', '3'],
    ]);
    expect(exit).toBe(0);
    expect(out).toMatch(/^Planned epic pay \(change \w+\)\n$/);
    expect(planNow().epics.pay).toEqual({
      id: 'pay',
      title: 'Payments',
      description: 'Cards',
      status: 'planned',
      features: ['cards', 'invoices'],
      requirements: { functional: [], non_functional: [] },
      success_criteria: ['90 % in 2 s'],
      estimated_sprints: 3,
    });
  });

  it('says under --json what became of it', async () => {
    const { answer } = planning();
    const change = expect.any(String);
    expect(await answer('epic create pay --title Pay')).toEqual({
      outcome: 'changed',
      change,
      entities: ['epics/pay'],
    });
    expect(await answer('epic update pay --title Pay')).toEqual({ outcome: 'unchanged' });
    expect(await answer('epic update pay --status active')).toMatchObject({ outcome: 'changed' });
  });

  it.each([
    ['epic create auth --title x', 1, 'There is an epic auth already.'],
    ['epic create ../x --title x', 1, 'epics.../x has the id "../x".'],
    ['epic create __proto__ --title x', 1, 'letters, digits, ".", "_" or "-"'],
    ['epic create pay --title x --sprints many', 2, '--sprints needs a number from 0; received "many".'],
    ['epic create pay --title x --sprints -1', 2, '--sprints needs a number from 0; received "-1".'],
    ['epic create pay', 2, "required option '--title <text>' not specified"],
    ['epic update auth', 2, 'Nothing to change: give --title'],
    ['epic update atuh --title x', 1, 'There is no epic "atuh". Known: auth. Did you mean "auth"?'],
    ['epic show atuh', 1, 'Did you mean "auth"?'],
    ['epic progress atuh', 1, 'Did you mean "auth"?'],
    ['epic shwo auth', 2, 'Did you mean show?'],
  ])('refuses %s with exit %i, saying why', async (line, exit, text) => {
    await planning().refuses(line, exit, text);
  });

  it('is changed by a session in leadership mode only', async () => {
    const { sessionIn, refuses, run } = planning();
    for (const mode of ['development', 'sprint', 'config'] as const) {
      await refuses(
        'epic update auth --status active',
        1,
        'leadership mode does. Switch with',
        sessionIn(mode),
      );
    }
    expect(await run('epic update auth --status active', sessionIn('leadership'))).toMatchObject({ exit: 0 });
  });

  it('shows one, and lists all with how far they are', async () => {
    const { answer, run, sessionIn } = planning();
    expect(await answer('epic show auth')).toMatchObject({ id: 'auth', title: 'Sign in', features: [] });
    const session = sessionIn('development');
    await run('task start t1', session);
    await run('task complete t1', session);
    expect(await answer('epic list')).toEqual([
      {
        id: 'auth',
        title: 'Sign in',
        status: 'planned',
        epic_id: 'auth',
        total_sprints: 2,
        sprints_completed: 0,
        sprints_in_progress: 1,
        overall_progress: 27,
      },
    ]);
    expect((await run('epic list')).out).toContain('auth  planned      0/2   27%  Sign in');
  });

  it('tells its progress over all sessions in the shape that is promised', async () => {
    const { answer, run, sessionIn } = planning();
    const [a, b] = [sessionIn('development'), sessionIn('sprint')];
    await run('sprint start s1', a);
    await run('task start t1', a);
    await run('task complete t1', a);
    await run('task start t2', b);
    const progress = await answer('epic progress auth');
    expect(progress).toEqual({
      epic_id: 'auth',
      total_sprints: 2,
      sprints_completed: 0,
      sprints_in_progress: 1,
      overall_progress: 27,
      sessions_working: [{ session_id: a, current_sprint: 's1', tasks_completed: 1 }],
    });
    expect((await run('epic progress auth')).out).toBe(
      [
        'auth: 27% done; sprints: 0 of 2 completed, 1 in progress',
        '  s1  in progress  1/3 tasks, 3/10 points',
        '  s2  planned  0/1 tasks, 0/0 points',
        `  session ${a.slice(0, 8)} works on s1, 1 task completed`,
        '',
      ].join('\n'),
    );
  });
});
