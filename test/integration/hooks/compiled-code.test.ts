import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtPlugin } from '../../helpers/built-plugin.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

/** A user's home in which Baton has its folder. */
function home(): { readonly folder: string; readonly cache: string } {
  const folder = tempDir();
  mkdirSync(join(folder, '.claude', 'baton'), { recursive: true });
  return { folder, cache: join(folder, '.claude', 'baton', 'cache') };
}

function run(folder: string, program = 'statusline.cjs', words: readonly string[] = [], env = {}) {
  const { status, signal, stdout } = spawnSync('node', [join(builtPlugin(), 'dist', program), ...words], {
    input: '{"cwd":"/a/ledger","model":{"display_name":"Opus"}}',
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, NO_COLOR: '1', ...env },
    encoding: 'utf8',
  });
  return { status, signal, stdout };
}

const LINE = { status: 0, signal: null, stdout: '[Opus] 📁 ledger\n' };
const kept = (cache: string): string => {
  const [only = '', ...more] = readdirSync(cache).filter((name) => name.startsWith('code-'));
  expect(more).toEqual([]);
  return join(cache, only);
};
const ago = (path: string, ms: number): void => {
  const at = (Date.now() - ms) / 1000;
  utimesSync(path, at, at);
};

describe('compiled code', () => {
  it('is kept at the first start and used by the next one, which writes nothing', () => {
    const { folder, cache } = home();
    expect(run(folder)).toEqual(LINE);
    const path = kept(cache);
    expect(path).toContain(`-${process.version}-`);
    const before = readFileSync(path);
    expect(run(folder)).toEqual(LINE);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('is written three times in all, when a minute has passed', () => {
    const { folder, cache } = home();
    run(folder);
    const path = kept(cache);
    const writings = [2, 3, 3].map(() => {
      ago(path, 61_000);
      expect(run(folder)).toEqual(LINE);
      return readFileSync(path).readInt32LE(4);
    });
    expect(writings).toEqual([2, 3, 3]);
  });

  it('is not used when it is damaged anywhere', () => {
    const { folder, cache } = home();
    run(folder);
    const path = kept(cache);
    const good = readFileSync(path);
    const half = (good.length + 8) / 2;
    for (let at = 8; at < good.length; at += Math.floor(good.length / 23)) {
      const bad = Buffer.from(good);
      bad[at] = (bad[at] ?? 0) ^ 0xff;
      writeFileSync(path, bad);
      expect(run(folder)).toEqual(LINE);
    }
    for (const bad of [
      Buffer.alloc(0),
      good.subarray(0, 5),
      good.subarray(0, half),
      Buffer.alloc(good.length),
    ]) {
      writeFileSync(path, bad);
      expect(run(folder)).toEqual(LINE);
    }
    expect(readFileSync(path).readInt32LE(4)).toBe(1);
  }, 60_000);

  it('of another V8 is turned down, and not written anew within the hour', () => {
    const { folder, cache } = home();
    run(folder);
    const path = kept(cache);
    const file = readFileSync(path);
    // The second word of V8's own header says for which V8 it is.
    for (const start of [8, 8 + (file.length - 8) / 2]) file.writeInt32LE(7, start + 4);
    writeFileSync(path, file);
    expect(run(folder)).toEqual(LINE);
    expect(readFileSync(path).equals(file)).toBe(true);
    ago(path, 3_700_000);
    expect(run(folder)).toEqual(LINE);
    expect(readFileSync(path).equals(file)).toBe(false);
  });

  it('is kept for each event of a hook, and for nothing that is no event', () => {
    const { folder, cache } = home();
    for (const event of ['Stop', 'PreToolUse', '../../evil', ''])
      expect(run(folder, 'hook.cjs', [event]).status).toBe(0);
    const names = readdirSync(cache).map((name) => name.split('-').slice(0, 3).join('-'));
    expect(names.sort()).toEqual(['code-hook-PreToolUse', 'code-hook-Stop']);
  });

  it.each([
    ['where Baton has no folder of the user', {}, false],
    ['under a switch of Node', { NODE_OPTIONS: '--max-old-space-size=512' }, true],
  ])('is not kept %s', (_, env, installed) => {
    const folder = installed ? home().folder : tempDir();
    expect(run(folder, 'statusline.cjs', [], env)).toEqual(LINE);
    expect(readdirSync(folder, { recursive: true }).filter((name) => String(name).includes('code-'))).toEqual(
      [],
    );
  });

  it('is done without where the folder cannot be written', () => {
    const { folder, cache } = home();
    mkdirSync(cache);
    writeFileSync(join(cache, 'file'), '');
    const blocked = join(folder, 'blocked');
    mkdirSync(join(blocked, 'baton'), { recursive: true });
    writeFileSync(join(blocked, 'baton', 'cache'), 'a file in its place');
    chmodSync(join(blocked, 'baton', 'cache'), 0o400);
    expect(run(folder, 'statusline.cjs', [], { CLAUDE_CONFIG_DIR: blocked })).toEqual(LINE);
  });

  it('removes what is a month old when it keeps something new', () => {
    const { folder, cache } = home();
    mkdirSync(cache);
    for (const name of ['code-hook-Stop-old', 'line-else']) {
      writeFileSync(join(cache, name), '');
      ago(join(cache, name), 31 * 86_400_000);
    }
    run(folder);
    expect(
      readdirSync(cache)
        .map((name) => name.split('-').slice(0, 2).join('-'))
        .sort(),
    ).toEqual(['code-statusline', 'line-else']);
  });
});
