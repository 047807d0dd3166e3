import { appendFileSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { planning } from './planning.ts';

const outcome = (answer: unknown): { change: string } => Object(answer);

describe('baton plan show and validate', () => {
  it('show epics, sprints and how far they are', async () => {
    const { answer, run } = planning();
    expect(await answer('plan show')).toMatchObject({
      epics: [{ id: 'auth' }],
      sprints: [
        { sprint_id: 's1', epic_id: 'auth', tasks: 3, progress: 0 },
        { sprint_id: 's2', tasks: 1 },
      ],
      teams: [{ id: 'core' }],
      problems: [],
    });
    expect((await run('plan show')).out).toContain('auth  Sign in  (planned)');
    expect(await run('plan validate')).toMatchObject({ exit: 0, out: 'The plan is sound.\n' });
    expect(await answer('plan validate')).toEqual([]);
  });

  it('say what is broken, with exit 4, while the rest stays usable', async () => {
    const { run, plan, answer } = planning();
    plan('sprints/s1.json', '{\n<<<<<<< HEAD\n}\n');
    plan('teams/web.json', {
      id: 'web',
      name: 'Web',
      orchestrator: 'coder',
      available_agents: [{ agent_id: 'coder' }],
    });
    const { exit, out } = await run('plan validate');
    expect(exit).toBe(4);
    expect(out.split('\n')).toEqual([
      '.baton/plan/sprints/s1.json is not valid JSON: line 2 holds a merge conflict marker. Take the marker lines out and keep what both sides added, or restore it from git.',
      '.baton/plan/teams/web.json: available_agents names coder, who belongs to team core. An agent belongs to one team: take it out of one of them.',
      '',
    ]);
    const { exit: code, json } = await run('plan validate --json');
    expect(code).toBe(4);
    expect(json()).toMatchObject([{ field: '' }, { field: 'available_agents', value: 'coder' }]);
    expect(await answer('task list')).toMatchObject([{ id: 'k1' }]);
    expect(await run('epic update auth --status active')).toMatchObject({ exit: 0 });
    expect((await run('plan show')).out).toContain('2 problems: baton plan validate');
  });
});

describe('baton plan history and undo', () => {
  it('tell who changed what in which mode, and take it back', async () => {
    const { answer, run, sessionIn, planNow } = planning();
    const session = sessionIn('leadership');
    const { change } = outcome(await answer('epic update auth --title Login', session));
    const [record] = Object(await answer('plan history'));
    expect(record).toMatchObject({
      id: change,
      by: 'cli:epic update',
      user: 'ada',
      session,
      mode: 'leadership',
      changes: [{ entity: 'epics/auth', before: { title: 'Sign in' }, after: { title: 'Login' } }],
    });
    expect((await run('plan history epics/auth')).out).toContain(
      ` ada in ${session.slice(0, 8)}  cli:epic update: epics/auth`,
    );
    const undone = outcome(await answer(`plan undo ${change}`));
    expect(planNow().epics.auth?.title).toBe('Sign in');
    await answer(`plan undo ${undone.change}`);
    expect(planNow().epics.auth?.title).toBe('Login');
    expect(await answer('plan history epics/auth --limit 2')).toMatchObject([
      { id: undone.change, by: 'cli:plan undo' },
      { by: 'cli:plan undo', session: null, mode: null },
    ]);
  });

  it('refuse what is unknown, ambiguous or overtaken', async () => {
    const { answer, refuses, layout } = planning();
    const { change } = outcome(await answer('epic update auth --title Login'));
    await answer('epic update auth --title Logon');
    await refuses(
      `plan undo ${change}`,
      1,
      `epics/auth changed since ${change}. Undo the later changes first`,
    );
    await refuses(`plan undo ${change.slice(0, -1)}~`, 1, `Did you mean "${change}"?`);
    await refuses(['plan', 'undo', ''], 1, 'There is no change .');
    const line = readFileSync(layout.audit, 'utf8').split('\n')[0] ?? '';
    const twin = `${change.slice(0, -2)}~~`;
    appendFileSync(layout.audit, `${line.replace(change, twin)}\n`);
    await refuses(
      `plan undo ${change.slice(0, -2)}`,
      2,
      `fits 2 changes: ${change}, ${twin}. Give more of the id.`,
    );
    await refuses(
      'plan history epic/auth',
      1,
      'There is no document "epic/auth", and none is recorded. Did you mean "epics/auth"?',
    );
    await refuses('plan history --limit none', 2, '--limit needs a whole number from 1');
    expect(await answer('plan history sprints/s1')).toEqual([]);
  });

  it('take an abbreviated id, and let each mode undo what it may change', async () => {
    const { answer, refuses, sessionIn, run, plan, planNow } = planning();
    const { change } = outcome(await answer('team set core name Centre'));
    await refuses(`plan undo ${change}`, 1, 'config mode does', sessionIn('leadership'));
    expect(await run(`plan undo ${change.slice(0, 14)}`, sessionIn('config'))).toMatchObject({ exit: 0 });
    plan('project.json', {
      version: 1,
      name: 'app',
      governance: { approval_required: false, approvers: ['ada'] },
    });
    await run(['state', 'set', 'project.name', '"site"', '--shared']);
    const [record] = Object(await answer('plan history project'));
    expect(await run(`plan undo ${record.id}`, sessionIn('config'))).toMatchObject({ exit: 0, err: '' });
    expect(planNow().project).toMatchObject({ name: 'app', governance: { approvers: ['ada'] } });
  });
});
