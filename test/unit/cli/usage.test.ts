import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempDir } from '../../helpers/temp-dir.ts';
import { project, runIn } from './world.ts';

describe('wrong usage', () => {
  it.each<[string[], string]>([
    [['sesion', 'list'], 'There is no command "sesion". Did you mean "session"?'],
    [['xyzzy'], 'There is no command "xyzzy". See `baton help`.'],
    [['state', 'gte'], 'Did you mean get?'],
    [['--session', 's-1', 'state', 'gte'], 'Did you mean get?'],
    [['--project', '/tmp', 'state', 'set', 'a'], "missing required argument 'json'. See `baton help state`."],
    [['--project', '/tmp', 'sesion'], 'There is no command "sesion". Did you mean "session"?'],
    [['state', 'set', 'a'], "missing required argument 'json'. See `baton help state`."],
    [['session', 'list', '--activ'], "unknown option '--activ'. Did you mean --active?"],
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
    [['help', 'sesion'], "unknown command 'sesion'. Did you mean session?"],
    [['help', 'task', 'nxt'], "unknown command 'task nxt'. Did you mean next?"],
    [['help', 'xyzzy'], "unknown command 'xyzzy'. See"],
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
