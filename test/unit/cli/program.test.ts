import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { STANDARD_TEAMS } from '../../../src/plan/standard-teams.ts';
import { loadPlan } from '../../../src/runtime/plan-loader.ts';
import { layoutOf } from '../../../src/store/layout.ts';
import { CLOSED } from '../../helpers/given.ts';
import { tempDir } from '../../helpers/temp-dir.ts';
import { ALIVE, project, runIn } from './world.ts';

describe('baton init', () => {
  it('makes a project, and says so once', async () => {
    const root = tempDir();
    const first = await runIn(root, ['init', '--json']);
    expect(first).toMatchObject({ exit: 0, err: '' });
    expect(first.json()).toMatchObject({
      root,
      created: expect.arrayContaining(['.baton/', '.baton/config.json']),
    });
    expect((await runIn(root, ['init', '--json'])).json()).toEqual({ root, created: [] });
    expect((await runIn(root, ['init'])).out).toContain('nothing to do');
  });

  it('makes it where it is told to', async () => {
    const [here, there] = [tempDir(), tempDir()];
    expect((await runIn(here, ['init', '--project', there, '--json'])).json()).toMatchObject({ root: there });
    expect((await runIn(here, ['session', 'list', '--project', there])).exit).toBe(0);
    expect((await runIn(here, ['session', 'list'])).exit).toBe(1);
  });

  it('makes it in the main worktree from a linked one', async () => {
    const [main, linked] = [tempDir(), tempDir()];
    writeFileSync(join(linked, '.git'), `gitdir: ${main}/.git/worktrees/linked\n`);
    expect((await runIn(linked, ['init', '--json'])).json()).toMatchObject({ root: main });
  });

  it('plans the six teams whose agents the plugin brings, and leaves one that is there alone', async () => {
    const root = tempDir();
    const env = { CLAUDE_CODE_SESSION_ID: 'not-seen-yet' };
    expect((await runIn(root, ['init', '--teams', '--json'], { env })).json()).toMatchObject({
      teams: STANDARD_TEAMS.map(({ id }) => `teams/${id}`),
    });
    expect(await runIn(root, ['plan', 'validate'])).toMatchObject({ exit: 0 });
    const { teams } = loadPlan(layoutOf(root)).plan;
    expect(Object.values(teams)).toEqual(expect.arrayContaining([...STANDARD_TEAMS]));
    await runIn(root, ['team', 'set', 'data', 'policies.max_parallel_agents', '7']);
    expect((await runIn(root, ['init', '--teams'])).out).toContain('Nothing to change.');
    expect(loadPlan(layoutOf(root)).plan.teams.data?.policies.max_parallel_agents).toBe(7);
  });

  it('adds teams to a project that is there for a person, and for a session in config mode only', async () => {
    const { baton, session, layout } = project();
    const as = (mode: 'config' | 'sprint') => ({ env: { BATON_SESSION: session({ mode }) } });
    expect(await baton(['init', '--teams'], as('sprint'))).toMatchObject({ exit: 1, out: '' });
    expect(loadPlan(layout).plan.teams).toEqual({});
    expect((await baton(['init', '--teams'], as('config'))).out).toContain('Planned teams/product');
  });

  it('is refused where .baton is a file', async () => {
    const root = tempDir();
    writeFileSync(join(root, '.baton'), '');
    expect(await runIn(root, ['init', '--json'])).toMatchObject({ exit: 1, out: '' });
  });
});

describe('a bare baton', () => {
  it('says where the project stands in under twenty lines', async () => {
    const { baton, session, plan } = project();
    plan('epics/E-1.json', { id: 'E-1', title: 'x' });
    for (let count = 0; count < 12; count++) session({ process: ALIVE });
    const { out, exit } = await baton([]);
    expect(exit).toBe(0);
    expect(out.trimEnd().split('\n').length).toBeLessThan(20);
    expect(out).toContain('1 epic, 0 sprints, 0 teams');
    expect(out).toContain('Live now (12):');
    expect(out).toContain('and 4 more');
  });

  it('gives counts and live sessions as JSON', async () => {
    const { baton, session, root } = project();
    session({ session_id: 'here', process: ALIVE });
    session({ session_id: 'left' }, [CLOSED]);
    expect((await baton(['--json'])).json()).toMatchObject({
      root,
      plan: { epics: 0, sprints: 0, teams: 0 },
      live: [{ id: 'here', status: 'live' }],
      sessions: 2,
    });
  });

  it('shows the last sessions where none is live, and says where the plan is damaged', async () => {
    const { baton, session, plan } = project();
    session({ session_id: 'left' }, [CLOSED]);
    plan('teams/x.json', '{');
    const { out, exit } = await baton([]);
    expect(exit).toBe(0);
    expect(out).toContain('No session is live. The last ones:');
    expect(out).toContain('the plan has a damaged file: baton doctor');
  });
});
