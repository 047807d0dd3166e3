import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DashboardModel } from '../../../src/insight/dashboard/dashboard-model.ts';
import { planning } from './planning.ts';
import { ALIVE, BEGIN, GONE, HOUR, project } from './world.ts';

describe('baton dashboard', () => {
  it('shows a project in which nothing has happened, and what to do first', async () => {
    const { baton } = project();
    const { out, exit, err } = await baton(['dashboard']);
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    expect(out).toContain('baton epic create');
    expect(out).toContain('baton doctor');
    for (const line of out.trimEnd().split('\n')) expect([...line].length).toBe(100);
  });

  it('tells of the sprint, the sessions, what waits and what comes next', async () => {
    const { run, answer, session } = planning();
    const mine = session({ mode: 'development', process: ALIVE, branch: 'feat/x' });
    session({ mode: 'development', process: GONE });
    await run('sprint start s1', mine);
    await run('task start t1', mine);
    await run('task progress t1 40', mine);
    await run(['task', 'start', 't3', '--agent', 'coder'], mine);
    await run(['task', 'block', 't3', '--reason', 'no key'], mine);
    await run(['message', 'send', mine, 'look here', '--priority', 'high']);
    await run(['decision', 'propose', 'Which?', '--option', 'a', '--option', 'b']);
    const model = (await answer('dashboard')) as DashboardModel & { view: string };
    expect(model.view).toBe('overview');
    expect(model.counts).toEqual({
      epics: 1,
      sprints: 2,
      teams: 1,
      tasks: 4,
      tasks_completed: 0,
      sessions: 2,
      live: 1,
    });
    expect(model.sprint).toMatchObject({ sprint_id: 's1', day: 1, days: 10, unit: 'points', progress: 0 });
    expect(model.sessions.map(({ status, branch }) => [status, branch])).toEqual([
      ['live', 'feat/x'],
      ['crashed', 'main'],
    ]);
    expect(model.attention.map(({ kind, text }) => [kind, text])).toEqual([
      ['blocked', 't3 is blocked (#1): no key'],
      ['crashed', 'session #2 crashed; its record is whole'],
      ['message', expect.stringMatching(/^high message of .* waits: look here$/)],
      ['decision', 'to be decided: Which?'],
    ]);
    expect(model.next.map(({ id }) => id)).toEqual(['k1']);
    expect(model.activity.map(({ text }) => text)).toContain('blocked: Do t3');
    expect(model.messages).toMatchObject([{ id: 'm-1', to: '#1', status: 'waiting', priority: 'high' }]);
    expect(model.decisions).toMatchObject([
      { id: 'd-1', title: 'Which?', votes: [{ votes: 0 }, { votes: 0 }] },
    ]);
    for (const view of ['team', 'sprint', 'metrics', 'messages', 'sessions']) {
      const { out, exit } = await run(`dashboard --view ${view}`);
      expect(exit).toBe(0);
      expect(out).toContain(`· ${view}`);
    }
  });

  it('tells of checks that find fault, and of two live sessions in one file', async () => {
    const { answer, session, layout } = planning();
    mkdirSync(layout.cache, { recursive: true });
    writeFileSync(
      join(layout.cache, 'checks.json'),
      JSON.stringify({
        consensus: 0.6,
        checks: [
          { name: 'tests', health: 0 },
          { name: 'git', health: 1 },
        ],
      }),
    );
    for (const _ of ['one', 'two']) {
      session(
        { process: ALIVE },
        [
          {
            type: 'tool_used',
            data: { tool: 'Edit', outcome: 'ok', duration_ms: 5, agent_id: null, file: '/work/a.ts' },
          },
        ],
        Date.parse('2026-03-02T09:50:00.000Z'),
      );
    }
    const { health, attention } = (await answer('dashboard')) as DashboardModel;
    expect(health).toEqual({ consensus: 0.6, failing: ['tests'] });
    expect(attention.map(({ kind, text }) => [kind, text])).toContainEqual([
      'check',
      'the check tests finds fault',
    ]);
    expect(attention).toContainEqual(
      expect.objectContaining({
        kind: 'notice',
        severity: 'warn',
        remedy: 'baton suggest',
        text: expect.stringContaining('/work/a.ts'),
      }),
    );
  });

  it('takes the sprint that is asked for', async () => {
    const { answer, refuses } = planning();
    expect(await answer('dashboard --sprint s2')).toMatchObject({ sprint: { sprint_id: 's2' } });
    await refuses('dashboard --sprint s3', 1, 'Did you mean "s');
  });

  it('says what a team is at, over all sessions, and a task that a session left', async () => {
    const { run, answer, session } = planning();
    const mine = session({ process: ALIVE });
    const gone = session({ process: GONE });
    await run('team activate core', mine);
    await run(['task', 'start', 't1', '--agent', 'coder'], mine);
    await run('task complete t1', mine);
    await run(['task', 'start', 't2', '--agent', 'coder'], mine);
    await run('task start t3', gone);
    const { teams, attention } = (await answer('dashboard --view team')) as DashboardModel;
    expect(teams).toMatchObject([
      {
        id: 'core',
        busy: 1,
        active_in: [1],
        members: [{ agent: 'lead' }, { agent: 'coder', done: 1, doing: [{ id: 't2' }] }],
      },
    ]);
    expect(attention.map(({ kind }) => kind)).toContain('orphaned');
  });

  it('adds up what sessions and their agents used', async () => {
    const { baton, session } = project();
    const tokens = { input: 1, output: 2, cache_read: 3, cache_write: 4 };
    session({ process: ALIVE }, [
      { type: 'agent_started', data: { agent_id: 'a', agent_type: 'coder' } },
      {
        type: 'agent_stopped',
        data: { agent_id: 'a', agent_type: 'coder', description: null, tool_calls: 1, tokens, cost_usd: 0.5 },
      },
      { type: 'agent_started', data: { agent_id: 'b', agent_type: 'tester' } },
      {
        type: 'usage_recorded',
        data: { tokens, cost_usd: null, tools: { Bash: 1, Edit: 2 }, read_to: 0, last_message: null },
      },
      {
        type: 'tool_used',
        data: { tool: 'Edit', outcome: 'ok', duration_ms: 5, agent_id: null, file: '/work/a.ts' },
      },
      {
        type: 'tool_used',
        data: { tool: 'Bash', outcome: 'failed', duration_ms: 7, agent_id: null, file: null },
      },
    ]);
    const { metrics, agents, sessions } = (await baton(['dashboard', '--json'])).json() as DashboardModel;
    expect(metrics).toMatchObject({
      tokens: { input: 2, output: 4, cache_read: 6, cache_write: 8 },
      cost_usd: 0.5,
      tools: [
        { name: 'Edit', calls: 2, failures: 0, duration_ms: 5 },
        { name: 'Bash', calls: 1, failures: 1, duration_ms: 7 },
      ],
      files: [{ path: '/work/a.ts', edits: 1 }],
    });
    expect(agents).toMatchObject([{ agent_type: 'tester', session_number: 1 }]);
    expect(sessions).toMatchObject([{ tokens: 20, agents: 1 }]);
  });

  it('reports what of the plan does not hold, and shows the rest', async () => {
    const { plan, baton } = project();
    plan('teams/core.json', '{ broken');
    const { attention } = (await baton(['dashboard', '--json'])).json() as DashboardModel;
    expect(attention).toMatchObject([{ kind: 'plan', severity: 'bad', remedy: 'baton plan validate' }]);
  });

  it.each([
    ['an unknown page', ['--view', 'sprnt'], 'Did you mean "sprint"?'],
    ['--watch without a terminal', ['--watch'], 'needs a terminal'],
    ['--watch for a program', ['--watch', '--json'], 'leave out --json'],
    ['an interval that is none', ['--watch', '--interval', 'soon'], '--interval needs seconds'],
  ])('refuses %s', async (_, words, text) => {
    const { exit, err, out } = await project().baton(['dashboard', ...words]);
    expect({ exit, out }).toEqual({ exit: 2, out: '' });
    expect(err).toContain(text);
  });

  it('tells the time as the clock of the place says', async () => {
    const { out } = await project().baton(['dashboard'], { now: BEGIN + HOUR });
    expect(out.split('\n')[0]).toMatch(/10:00$/);
  });
});
