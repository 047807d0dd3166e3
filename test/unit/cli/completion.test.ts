import { describe, expect, it } from 'vitest';
import { tempDir } from '../../helpers/temp-dir.ts';
import { planning } from './planning.ts';
import { ALIVE, runIn } from './world.ts';

describe('what may be typed next', () => {
  const completed = async (...words: string[]) => {
    const world = planning();
    world.session({ session_id: 'abc-1', process: ALIVE });
    const { out, exit, err } = await world.run(['__complete', ...words]);
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    return out
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split('\t')[0]);
  };

  it.each<[string[], string[]]>([
    [['spr'], ['sprint']],
    [['task', 'ne'], ['next']],
    [
      ['task', 'start', ''],
      ['t1', 't2', 't3', 'k1'],
    ],
    [
      ['task', 'start', 't'],
      ['t1', 't2', 't3'],
    ],
    [['task', 'start', 't1', ''], []],
    [
      ['task', 'assign', 't1', ''],
      ['lead', 'coder'],
    ],
    [['task', 'list', '--status', 'in'], ['in_progress']],
    [
      ['task', 'list', '--sprint', ''],
      ['s1', 's2'],
    ],
    [['task', 'list', '--sprint', 's1', '--st'], ['--status']],
    [
      ['sprint', 'start', 's'],
      ['s1', 's2'],
    ],
    [['epic', 'show', ''], ['auth']],
    [['epic', 'create', ''], []],
    [['team', 'lead', 'core', 'c'], ['coder']],
    [['session', 'show', 'ab'], ['abc-1']],
    [['--session', 'a'], ['abc-1']],
    [['--session', 'abc-1', 'session', 'mode', 'l'], ['leadership']],
    [
      ['dashboard', '--view', 'me'],
      ['metrics', 'messages'],
    ],
    [['dashboard', '--view=sp'], ['sprint']],
    [['dashboard', '--view', '=', 'sp'], ['sprint']],
    [['dashboard', '--vi'], ['--view']],
    [['message', 'send', '--priority', 'u'], ['urgent']],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [['state', 'batch', ''], []],
    [['nonsense', 'x'], []],
    [['--js'], ['--json']],
  ])('%j is %j', async (words, expected) => {
    expect(await completed(...words)).toEqual(expected);
  });

  it('is all nouns where nothing is typed', async () => {
    expect(await completed('')).toEqual(expect.arrayContaining(['dashboard', 'task', 'help', 'install']));
  });

  it('is nothing that a shell could take for more than a word', async () => {
    const world = planning();
    world.plan('epics/odd.json', { id: 'odd', title: 'a\u001b[31m\tb\n$(reboot)' });
    world.plan('teams/bad.json', {
      id: 'bad',
      name: 'n',
      orchestrator: '$(reboot)',
      available_agents: [{ agent_id: '$(reboot)' }, { agent_id: 'a b' }],
    });
    expect((await world.run(['__complete', 'epic', 'show', 'o'])).out).toBe('odd\ta b $(reboot)\n');
    expect((await world.run(['__complete', 'team', 'lead', 'bad', ''])).out).not.toMatch(/^(\$|a b)/m);
  });

  it('is silent outside a project and where a plan is damaged', async () => {
    expect(await runIn(tempDir(), ['__complete', 'task', 'start', ''])).toMatchObject({
      exit: 0,
      out: '',
      err: '',
    });
    const world = planning();
    world.plan('epics/auth.json', '{');
    expect(await world.run(['__complete', 'epic', 'show', ''])).toMatchObject({ exit: 0, out: '', err: '' });
  });
});

describe('baton completion', () => {
  it.each(['bash', 'zsh', 'fish'])('prints the script of %s, also as JSON', async (shell) => {
    const { run, answer } = planning();
    const { out, exit } = await run(`completion ${shell}`);
    expect(exit).toBe(0);
    expect(out).toContain('__complete');
    expect(await answer(`completion ${shell}`)).toEqual({ shell, script: out });
  });

  it('knows no other shell', async () => {
    const { refuses } = planning();
    await refuses('completion zhs', 2, 'Did you mean "zsh"?');
  });
});
