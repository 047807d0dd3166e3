import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildProgram } from '../../../src/cli/program.ts';
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
    expect(out).toContain('1 epics, 0 sprints, 0 teams');
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

describe('wrong usage', () => {
  it.each<[string[], string]>([
    [['sesion', 'list'], 'There is no command "sesion". Did you mean "session"?'],
    [['xyzzy'], 'There is no command "xyzzy". See `baton help`.'],
    [['state', 'gte'], 'Did you mean get?'],
    [['--session', 's-1', 'state', 'gte'], 'Did you mean get?'],
    [['--project', '/tmp', 'state', 'set', 'a'], "missing required argument 'json'. See `baton help state`."],
    [['--project', '/tmp', 'sesion'], 'There is no command "sesion". Did you mean "session"?'],
    [['state', 'set', 'a'], "missing required argument 'json'. See `baton help state`."],
    [['session', 'list', '--activ'], "unknown option '--activ' Did you mean --active?"],
    [['session', 'list', '--limit', 'ten'], '--limit needs a whole number; received "ten".'],
    [['session', 'create'], "required option '--mode <mode>' not specified"],
    [
      ['session', 'create', '--mode', 'leadershp'],
      'Did you mean "leadership"? Modes: development, leadership, sprint, config.',
    ],
    [['session', 'mode'], "missing required argument 'mode'"],
    [['session', 'show', 'a', 'b'], 'too many arguments'],
    [['event', 'list', '--all', '--since', 'yesterday'], '--since yesterday is no time'],
    [['event', 'list', '--all', '--since', '5'], '--since 5 is no time'],
    [['event', 'list', '--all', '--limit', '0'], '--limit needs a whole number from 1'],
    [['help', 'sesion'], "unknown command 'sesion'"],
    [['--bogus'], "unknown option '--bogus'"],
  ])('%j exits with 2 and says what was meant', async (words, text) => {
    const { baton, files } = project();
    const before = files();
    const run = await baton(words);
    expect(run).toMatchObject({ exit: 2, out: '' });
    expect(run.err).toContain(text);
    expect(files()).toEqual(before);
  });

  it('is one JSON document on standard error under --json', async () => {
    const { baton } = project();
    const run = await baton(['--json', 'sesion']);
    expect(run).toMatchObject({ exit: 2, out: '' });
    expect(JSON.parse(run.err)).toEqual({
      error: { code: 'E_USAGE', message: expect.stringContaining('"sesion"'), details: {} },
    });
  });

  it('outside a project exits with 1 and says how to begin', async () => {
    const outside = tempDir();
    for (const words of [[], ['session', 'list'], ['state', 'get'], ['event', 'list', '--all']]) {
      const run = await runIn(outside, words);
      expect(run).toMatchObject({ exit: 1, out: '' });
      expect(run.err).toContain(`No .baton/ in ${outside} or above it`);
      expect(run.err).toContain('`baton init`');
    }
  });

  it('is found upward from a folder inside, and by BATON_DIR', async () => {
    const { root } = project();
    mkdirSync(join(root, 'a/b'), { recursive: true });
    expect((await runIn(join(root, 'a/b'), ['--json'])).json()).toMatchObject({ root });
    const env = { BATON_DIR: join(root, '.baton') };
    expect((await runIn(tempDir(), ['--json'], { env })).json()).toMatchObject({ root });
    const other = project();
    expect((await runIn(tempDir(), ['--json', '--project', other.root], { env })).json()).toMatchObject({
      root: other.root,
    });
  });
});

describe('help', () => {
  const host = { ...({} as Parameters<typeof buildProgram>[0]), out: () => {}, err: () => {}, version: '1' };
  const commands = (command: ReturnType<typeof buildProgram>, path: string[] = []): string[][] => [
    path,
    ...command.commands
      .filter((one) => !['help', 'install', 'uninstall'].includes(one.name()))
      .flatMap((one) => commands(one, [...path, one.name()])),
  ];
  const all = commands(buildProgram(host, () => {}));

  it.each(all.map((path) => [path.join(' ') || '(program)', path] as const))(
    'of %s has an example that begins with baton, the same by --help and by help',
    async (_, path) => {
      const root = tempDir();
      const run = await runIn(root, [...path, '--help']);
      expect(run).toMatchObject({ exit: 0, err: '' });
      expect(run.out).toMatch(/^Usage: baton/);
      expect(run.out).toMatch(/Examples?:\n.*\bbaton\b/);
      expect((await runIn(root, ['help', ...path])).out).toBe(run.out);
    },
  );

  it('of everything holds the help of each', async () => {
    const { out, exit } = await runIn(tempDir(), ['help', '--all']);
    expect(exit).toBe(0);
    for (const path of all) expect(out).toContain(`Usage: ${['baton', ...path].join(' ')}`);
  });

  it('gives the version', async () => {
    expect(await runIn(tempDir(), ['--version'])).toMatchObject({ exit: 0, out: '9.9.9\n', err: '' });
  });
});

describe('colours and plain characters', () => {
  const ESCAPE = '\x1b[';
  const listed = async (
    words: readonly string[],
    choice: Parameters<ReturnType<typeof project>['baton']>[1],
  ) => {
    const { baton, session } = project();
    session({ branch: 'b'.repeat(70), label: 'x'.repeat(120) });
    return (await baton([...words], choice)).out;
  };

  it('are coloured on a terminal, and nowhere else', async () => {
    expect(await listed(['session', 'list'], { isTty: true, env: {} })).toContain(ESCAPE);
    expect(await listed(['session', 'list'], { isTty: false, env: {} })).not.toContain(ESCAPE);
    expect(await listed(['session', 'list'], { isTty: false, env: { FORCE_COLOR: '1' } })).toContain(ESCAPE);
  });

  it.each<[string[], Record<string, string>]>([
    [['--no-color'], {}],
    [['--json'], {}],
    [[], { NO_COLOR: '1' }],
    [[], { TERM: 'dumb' }],
    [['--no-color'], { FORCE_COLOR: '3' }],
  ])('are none with %j and %j', async (words, env) => {
    expect(await listed(['session', 'list', ...words], { isTty: true, env })).not.toContain(ESCAPE);
  });

  it.each([
    [['session', 'list']],
    [['session', 'show', '#1']],
    [[]],
    [['init']],
    [['doctor', '--quick']],
    [['event', 'list', '--all']],
  ])('are plain ASCII with --ascii: %j', async (words) => {
    expect(await listed([...words, '--ascii'], { isTty: true, env: { HOME: '/nowhere' } })).not.toMatch(
      /[^\n\x20-\x7e\x1b]/,
    );
  });

  it('fit the terminal', async () => {
    const out = await listed(['session', 'list', '--no-color'], { isTty: true, columns: 70 });
    for (const line of out.trimEnd().split('\n')) expect(line.length).toBeLessThanOrEqual(70);
  });
});
