import { describe, expect, it } from 'vitest';
import { openSession } from '../../../src/runtime/session-streams.ts';
import { CLOSED } from '../../helpers/given.ts';
import { planning } from './planning.ts';

const idsOf = (list: unknown) => (Array.isArray(list) ? list.map(({ id }) => id) : list);

describe('baton sprint', () => {
  it('creates one, and closes it', async () => {
    const { run, planNow } = planning();
    const words = [
      'sprint',
      'create',
      's3',
      '--epic',
      'auth',
      '--name',
      'Third',
      '--goal',
      'ship it',
      '--days',
      '5',
    ];
    expect(await run(words)).toMatchObject({ exit: 0, out: expect.stringMatching(/^Planned sprint s3 /) });
    expect(planNow().sprints.s3).toMatchObject({ goals: ['ship it'], length_days: 5, planned_tasks: {} });
    expect(await run('sprint close s3')).toMatchObject({ exit: 0 });
    expect(planNow().sprints.s3?.status).toBe('closed');
    expect(await run('sprint close s3')).toMatchObject({ exit: 0, out: 'Nothing to change.\n' });
  });

  it.each([
    [
      'sprint create s3 --epic atuh --name x',
      1,
      'names the epic "atuh", which is not there. Did you mean "auth"?',
    ],
    ['sprint create s1 --epic auth --name x', 1, 'There is a sprint s1 already.'],
    ['sprint create s3 --epic auth --name x --days 0', 1, 'length_days is 0. Expected at least 1.'],
    ['sprint show s11', 1, 'There is no sprint "s11". Known: s1, s2. Did you mean "s1"?'],
    ['sprint close s11', 1, 'Did you mean "s1"?'],
    ['sprint board s11', 1, 'Did you mean "s1"?'],
    ['sprint board', 2, 'Which sprint? Name one (`baton sprint list`)'],
    ['sprint start s1', 2, 'Which session? Give --session ID'],
    [
      'sprint list --status plannd',
      2,
      '"plannd" is no status. Did you mean "planned"? There are: planned, in_progress',
    ],
  ])('refuses %s with exit %i, saying why', async (line, exit, text) => {
    await planning().refuses(line, exit, text);
  });

  it('of an unknown id is not started: the known ones are listed', async () => {
    const { refuses, sessionIn } = planning();
    const session = sessionIn('development');
    await refuses('sprint start s9', 1, 'There is no sprint "s9". Known: s1, s2.', session);
  });

  it('is planned by leadership only', async () => {
    const { refuses, sessionIn } = planning();
    await refuses(
      'sprint close s1',
      1,
      'does not change epics, sprints and their tasks',
      sessionIn('sprint'),
    );
  });

  it('is started in a session: a reference, and tracking for each task', async () => {
    const { answer, sessionIn, layout, run } = planning();
    const session = sessionIn('development');
    expect(await answer('sprint start s1', session)).toMatchObject({
      session,
      sprint: 's1',
      epic: 'auth',
      tasks: 3,
    });
    const { active_work } = openSession(layout, session).state;
    expect(active_work).toMatchObject({ current_epic: 'auth', current_sprint: 's1', sprint_days: 10 });
    expect(Object.keys(active_work.execution_state.tasks)).toEqual(['t1', 't2', 't3']);
    expect((await run('sprint start s2', session)).out).toBe(
      'Session #1 is on sprint s2: 1 task.\nNext: baton task next\n',
    );
  });

  it('is started with its teams in one step, found by its epic where it is the only one', async () => {
    const { answer, refuses, run, sessionIn, layout, plan } = planning();
    const session = sessionIn('development');
    await refuses(
      'sprint start --epic auth',
      2,
      'Which sprint? 2 of epic auth are available: s1, s2.',
      session,
    );
    await refuses('sprint start s1 --epic auht', 1, 'Did you mean "auth"?', session);
    await refuses('sprint start s1 --teams core,cor', 1, 'There is no team "cor".', session);
    plan('epics/keys.json', { id: 'keys', title: 'Keys' });
    await refuses('sprint start --epic keys', 2, 'No sprint of epic keys is available.', session);
    await refuses('sprint start s1 --epic keys', 2, 'belongs to epic auth, not keys', session);
    plan('sprints/s3.json', { id: 's3', epic_id: 'keys', name: 'Turn keys' });
    expect(await answer('sprint start --epic keys --teams core,core', session)).toMatchObject({
      sprint: 's3',
      teams: ['core'],
    });
    expect((await run('sprint start s1 --teams core', session)).out).toContain('Active teams: core.');
    expect(openSession(layout, session).state.session_info.teams).toEqual(['core']);
  });

  it('without tasks is started, shown, counted and drawn like any other', async () => {
    const { run, answer, sessionIn, plan } = planning();
    plan('sprints/s0.json', { id: 's0', epic_id: 'auth', name: 'Empty' });
    const session = sessionIn('development');
    expect((await run('sprint start s0', session)).out).toBe(
      'Session #1 is on sprint s0: 0 tasks.\nIt has no tasks yet: baton task add ID --sprint s0 --title TITLE\n',
    );
    expect((await run('sprint board', session)).out).toBe(
      'Empty\nNo tasks yet. Plan one with: baton task add ID --sprint s0 --title TITLE\n',
    );
    expect(await answer('task next', session)).toBeNull();
    expect(await answer('sprint list --status planned')).toMatchObject([
      { id: 's0', tasks: 0, progress: 0 },
      { id: 's1' },
      { id: 's2' },
    ]);
  });

  it('is listed with how far it is', async () => {
    const { answer, run, sessionIn } = planning();
    const session = sessionIn('development');
    await run('task start t1', session);
    await run('task complete t1', session);
    expect(await answer('sprint list --status in_progress')).toEqual([
      {
        id: 's1',
        epic_id: 'auth',
        sprint_id: 's1',
        name: 'Tokens',
        status: 'in_progress',
        tasks: 3,
        tasks_completed: 1,
        points: 10,
        points_completed: 3,
        progress: 30,
      },
    ]);
  });

  it('is available while it is open and no live session is on it', async () => {
    const { answer, run, sessionIn, add } = planning();
    const session = sessionIn('development');
    expect(idsOf(await answer('sprint available'))).toEqual(['s1', 's2']);
    await run('sprint start s1', session);
    expect(idsOf(await answer('sprint available'))).toEqual(['s2']);
    add(session, [CLOSED]);
    await run('sprint close s2 --leave');
    expect(idsOf(await answer('sprint available'))).toEqual(['s1']);
  });

  it('is drawn as a board, that of the session where none is named', async () => {
    const { run, answer, sessionIn } = planning();
    const session = sessionIn('development');
    await run('sprint start s1', session);
    await run('task start t1 --agent coder', session);
    const board = await run('sprint board', session);
    expect(board.out).toMatch(/^Tokens\n╭─ To do ─+ 2 ─╮╭─ In progress ─+ 1 ─╮╭─ Blocked ─+╮╭─ Done ─+╮\n/);
    expect(board.out).toMatch(/│ t2 +5 pt ││ t1 +▲ 3 pt │/);
    expect(board.out).toMatch(/─ 0 % @coder +│/);
    expect((await run('sprint board s1 --ascii')).out).toMatch(/\| t2 +5 pt \|\| t1 +\^ 3 pt \|/);
    expect(await answer('sprint board s1')).toMatchObject({
      sprint: { sprint_id: 's1' },
      tasks: [{ id: 't1', status: 'in_progress', assignee: 'coder' }, { id: 't2' }, { id: 't3' }],
    });
  });
});
