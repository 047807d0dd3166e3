import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { NOUNS } from '../../../src/cli/noun-table.ts';
import { buildProgram } from '../../../src/cli/program.ts';
import { tempDir } from '../../helpers/temp-dir.ts';
import { project, runIn } from './world.ts';

describe('help', async () => {
  const host = { ...({} as Parameters<typeof buildProgram>[0]), out: () => {}, err: () => {}, version: '1' };
  const commands = (command: Command, path: string[] = []): string[][] => [
    path,
    ...command.commands
      .filter((one) => !['help', 'install', 'uninstall'].includes(one.name()))
      .flatMap((one) => commands(one, [...path, one.name()])),
  ];
  const program = await buildProgram(host, () => {}, ['help']);
  const all = commands(program);

  it('names each noun with the words that it has for itself', () => {
    const own = new Map(program.commands.map((command) => [command.name(), command.description()]));
    for (const { name, description } of NOUNS) expect(own.get(name), name).toBe(description);
  });

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
