import { mkdirSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { builtPlugin } from '../../helpers/built-plugin.ts';
import { tempDir } from '../../helpers/temp-dir.ts';
import { run, start } from './program.ts';

beforeAll(() => {
  builtPlugin();
});

/** A folder that is a Baton project, made by the program itself. */
async function newProject(): Promise<string> {
  const cwd = tempDir();
  expect(await run(['init'], { cwd })).toMatchObject({ code: 0, err: '' });
  return cwd;
}

describe('the built program', () => {
  it('is started through links as npm makes them, absolute and relative', async () => {
    const cwd = await newProject();
    const bin = join(tempDir(), 'node_modules', '.bin');
    mkdirSync(bin, { recursive: true });
    const target = join(builtPlugin(), 'bin', 'baton');
    symlinkSync(relative(bin, target), join(bin, 'baton'));
    symlinkSync(join(bin, 'baton'), join(bin, 'again'));
    for (const program of [join(bin, 'baton'), join(bin, 'again'), relative(cwd, join(bin, 'baton'))]) {
      const { code, out, err } = await run(['--json'], { cwd, program });
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(JSON.parse(out)).toMatchObject({ root: cwd, sessions: 0 });
    }
  });

  it('is found by its name on PATH', async () => {
    const cwd = await newProject();
    const bin = tempDir();
    symlinkSync(join(builtPlugin(), 'bin', 'baton'), join(bin, 'baton'));
    const env = { PATH: `${bin}:${process.env.PATH}` };
    expect(await run(['--version'], { cwd, program: 'baton', env })).toMatchObject({ code: 0 });
  });

  it('prints exactly one JSON document under --json, and nothing on standard error', async () => {
    const cwd = await newProject();
    const created = await run(['session', 'create', '--mode', 'sprint', '--json'], { cwd });
    const { id } = JSON.parse(created.out);
    const env = { BATON_SESSION: id };
    for (const words of [
      ['session', 'list'],
      ['session', 'show'],
      ['session', 'heartbeat'],
      ['state', 'set', 'runtime_config.values.x', '1'],
      ['state', 'get', 'runtime_config'],
      ['event', 'list'],
      ['event', 'list', '--all'],
      ['doctor', '--quick'],
      ['init'],
      [],
    ]) {
      const { out, err, code } = await run([...words, '--json'], { cwd, env });
      expect({ words, err, code }).toEqual({ words, err: '', code: 0 });
      expect(() => JSON.parse(out)).not.toThrow();
      expect(out).toMatch(/^[[{].*\n$/s);
    }
  });

  it('prints its failures as one JSON document on standard error, and exits with their code', async () => {
    const cwd = await newProject();
    for (const [words, code] of [
      [['session', 'show', 'nobody'], 1],
      [['session', 'show'], 2],
      [['sesion'], 2],
    ] as const) {
      const ended = await run([...words, '--json'], { cwd });
      expect(ended).toMatchObject({ code, out: '' });
      expect(JSON.parse(ended.err)).toMatchObject({ error: { code: expect.stringMatching(/^E_/) } });
    }
  });

  it('prints a long document whole into a pipe that is read slowly', async () => {
    const cwd = await newProject();
    const value = JSON.stringify(Array.from({ length: 500 }, (_, index) => `${index} ${'x'.repeat(90)}`));
    const { out } = await run(['session', 'create', '--mode', 'config'], { cwd });
    const env = { BATON_SESSION: out.trim() };
    for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) {
      expect(await run(['state', 'set', `runtime_config.values.${key}`, value], { cwd, env })).toMatchObject({
        code: 0,
      });
    }
    const got = await run(['state', 'get', 'runtime_config.values'], { cwd, env });
    expect(got.out.length).toBeGreaterThan(256 * 1024);
    expect(Object.keys(JSON.parse(got.out))).toHaveLength(6);
  });

  it('reads a batch from standard input', async () => {
    const cwd = await newProject();
    const { out } = await run(['session', 'create', '--mode', 'config'], { cwd });
    const { child, ended } = start(['state', 'batch', '-'], { cwd, env: { BATON_SESSION: out.trim() } });
    child.stdin.end('[{"op":"set","path":"session_info.label","value":"piped"}]');
    expect(await ended).toMatchObject({ code: 0, out: 'Changed 1 place.\n', err: '' });
  });
});

describe('event follow', () => {
  it('prints an event that another process writes, and ends in good order on SIGINT', async () => {
    const cwd = await newProject();
    const { out } = await run(['session', 'create', '--mode', 'config'], { cwd });
    const env = { BATON_SESSION: out.trim() };
    const following = start(['event', 'follow'], { cwd, env });
    await following.shows('Following', 'stderr');
    await run(['session', 'mode', 'sprint'], { cwd, env });
    await following.shows('mode_changed');
    following.child.kill('SIGINT');
    const { code, signal, out: shown } = await following.ended;
    expect({ code, signal }).toEqual({ code: 0, signal: null });
    expect(shown.match(/mode_changed/g)).toHaveLength(1);
    expect(shown).not.toContain('session_started');
  });

  it('follows sessions that begin later with --all, a line of JSON for each event', async () => {
    const cwd = await newProject();
    const following = start(['event', 'follow', '--all', '--json'], { cwd });
    // Under --json nothing says that it has begun: sessions are made until one is seen.
    let seen = false;
    const shown = following.shows('session_activated').finally(() => {
      seen = true;
    });
    while (!seen) await run(['session', 'create', '--mode', 'config'], { cwd });
    await shown;
    following.child.kill('SIGTERM');
    const { code, out } = await following.ended;
    expect(code).toBe(0);
    for (const line of out.trimEnd().split('\n')) {
      expect(Object.keys(JSON.parse(line))).toEqual([
        'id',
        'type',
        'scope',
        'session_id',
        'timestamp',
        'by',
        'data',
      ]);
    }
  });

  it('ends when nobody reads any more', async () => {
    const cwd = await newProject();
    const { out } = await run(['session', 'create', '--mode', 'config'], { cwd });
    const env = { BATON_SESSION: out.trim() };
    const following = start(['event', 'follow'], { cwd, env });
    await following.shows('Following', 'stderr');
    following.child.stdout.destroy();
    await run(['session', 'mode', 'sprint'], { cwd, env });
    expect(await following.ended).toMatchObject({ code: 0 });
  });
});
