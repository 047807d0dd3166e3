import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { frameJson } from '../../../src/store/framed-json.ts';
import { removeDir } from '../../helpers/temp-dir.ts';
import type { WrappedHome } from './wrapped-home.ts';
import { isThere, wrappedHome } from './wrapped-home.ts';

const PATIENCE = { timeout: 5000, interval: 10 };
const AT_ONCE = { waitMs: 0 };

/** A command that says it has begun, and goes on when the file `go` is there. */
const untilGo = ({ home }: WrappedHome, then: string): string =>
  `echo $$ >>${home}/begun; until [ -e ${home}/go ]; do sleep 0.01; done; ${then}`;
const go = ({ home }: WrappedHome): void => writeFileSync(join(home, 'go'), '');
const begun = async ({ home }: WrappedHome): Promise<number[]> => {
  const text = await vi.waitUntil(
    () => existsSync(join(home, 'begun')) && readFileSync(join(home, 'begun'), 'utf8'),
    PATIENCE,
  );
  return text.trim().split('\n').map(Number);
};

describe('the fresh output', () => {
  it('is shown exactly when the command is done in time', async () => {
    const input = `{"filler":"${'x'.repeat(1_000_000)}"}`;
    expect(await wrappedHome().render('wc -c; printf "\\033[1ma\\n\\n"', { input })).toBe(
      '1000013\n\x1b[1ma\n\n',
    );
  });

  it.each(['echo a; exit 0', 'exec echo a', 'cat >&2; echo a', 'umask >&2; echo a #', 'printf "a\\n"'])(
    'is that of %s',
    async (command) => {
      expect(await wrappedHome().render(command)).toBe('a\n');
    },
  );

  it.each([
    ['fails', 'echo a; exit 3'],
    ['is not found', 'baton-no-such-command'],
    ['is no shell text', 'echo a; ('],
    ['ends by a signal', 'echo a; kill -9 $$'],
    ['ends all of its group', 'echo a; kill -9 0'],
    ['writes more than 64 KB', 'head -c 65537 /dev/zero; exit 0'],
    ['writes without end', 'yes'],
    ['writes without end and will not be told', "trap '' PIPE; yes; exit 0"],
  ])('is none when the command %s', async (_, command) => {
    expect(await wrappedHome().render(command)).toBe('');
  });

  it('may be 64 KB long', async () => {
    expect(await wrappedHome().render("head -c 65536 /dev/zero | tr '\\0' a")).toHaveLength(65_536);
  });

  it('does not wait for what the command leaves in the background, nor end it', async () => {
    const box = wrappedHome();
    const command = `(${untilGo(box, `touch ${box.home}/late`)}; echo late) & echo now`;
    expect(await box.render(command)).toBe('now\n');
    go(box);
    await vi.waitUntil(() => existsSync(join(box.home, 'late')), PATIENCE);
  });
});

describe('the last good output', () => {
  it('is shown while a run takes longer, and renewed by that run', async () => {
    const box = wrappedHome();
    const command = untilGo(box, 'cat; exit 0');
    expect(await box.render(command, { ...AT_ONCE, input: 'one' })).toBe('');
    go(box);
    expect(await box.render(command, { input: 'two' })).toBe('two');
    await box.render(command, { ...AT_ONCE, input: 'three' });
    expect(await box.render(command, AT_ONCE)).toMatch(/^t/);
  });

  it('belongs to one session', async () => {
    const box = wrappedHome();
    const command = 'cat';
    await box.render(command, { input: 'of a', session: 'a' });
    await box.render(command, { input: 'of b', session: 'b' });
    expect(await box.render(command, { ...AT_ONCE, session: 'a' })).toBe('of a');
    expect(await box.render(command, { ...AT_ONCE, session: 'c' })).toBe('');
  });

  it('stays for a minute after a run failed, and comes back with a run that did not', async () => {
    const box = wrappedHome();
    const command = `[ ! -e ${box.home}/broken ] && echo good`;
    await box.render(command);
    writeFileSync(join(box.home, 'broken'), '');
    expect(await box.render(command)).toBe('good\n');
    expect(await box.render(command, { later: 59_000 })).toBe('good\n');
    expect(await box.render(command, { later: 61_000 })).toBe('');
    renameSync(join(box.home, 'broken'), join(box.home, 'mended'));
    expect(await box.render(command, { later: 62_000 })).toBe('good\n');
  });

  it('survives a memory that is damaged only as nothing', async () => {
    const box = wrappedHome();
    await box.render('echo a');
    writeFileSync(box.memoryFile(), '{"crc32":');
    expect(await box.render('echo a', AT_ONCE)).toBe('');
    expect(await box.render('echo a')).toBe('a\n');
  });
});

describe('runs', () => {
  it('are one at a time, whoever renders', async () => {
    const box = wrappedHome();
    const command = untilGo(box, 'cat');
    const sessions = ['a', 'b', 'a', 'c'];
    await Promise.all(sessions.map((session) => box.render(command, { waitMs: 50, session })));
    expect(await begun(box)).toHaveLength(1);
    go(box);
    expect(await box.render(command, { session: 'b', input: 'of b' })).toBe('of b');
    expect(await begun(box)).toHaveLength(2);
  });

  it('are ended with all that they started after ten seconds, by the next render', async () => {
    const box = wrappedHome();
    const command = untilGo(box, 'echo never');
    await box.render(command, AT_ONCE);
    const [pid = 0] = await begun(box);
    await box.render(command, { ...AT_ONCE, later: 5000 });
    expect(isThere(pid)).toBe(true);
    await box.render(command, { ...AT_ONCE, later: 10_100 });
    await vi.waitUntil(() => !isThere(pid), PATIENCE);
    go(box);
  });

  it.each([
    ['of another start time', '1'],
    ['of unknown start time and other arguments', null],
  ])('are not mistaken for a process %s', async (_, started) => {
    const box = wrappedHome();
    await box.render('cat');
    const stranger = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
    onTestFinished(() => void stranger.kill());
    const { pid = 0 } = stranger;
    await box.render('cat', { ...AT_ONCE });
    const { run, outputs } = box.memory();
    const old = { ...run, pid, started, began: Date.now() - 20_000 };
    writeFileSync(box.memoryFile(), frameJson({ format: 1, run: old, outputs }));
    expect(await box.render('cat', { input: 'new' })).toBe('new');
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
  });

  it('are known by their arguments where the system tells no start time', async () => {
    const box = wrappedHome();
    const command = untilGo(box, 'echo never');
    await box.render(command, AT_ONCE);
    const [pid = 0] = await begun(box);
    const { run, outputs } = box.memory();
    writeFileSync(box.memoryFile(), frameJson({ format: 1, run: { ...run, started: null }, outputs }));
    await box.render(command, { ...AT_ONCE, later: 10_100 });
    await vi.waitUntil(() => !isThere(pid), PATIENCE);
    go(box);
  });
});

describe('the cache folder', () => {
  it('is for its owner only, and holds no more than the memory when nothing runs', async () => {
    const box = wrappedHome();
    expect(await box.render('umask 0; echo a', { input: 'x' })).toBe('a\n');
    expect(statSync(box.cache).mode & 0o777).toBe(0o700);
    expect(readdirSync(box.cache)).toEqual([expect.stringMatching(/^line-[0-9a-f]{16}\.json$/)]);
    expect(statSync(box.memoryFile()).mode & 0o777).toBe(0o600);
  });

  it('holds files of the run that are for its owner only', async () => {
    const box = wrappedHome();
    await box.render(`umask 0; ${untilGo(box, 'true')}`, AT_ONCE);
    await begun(box);
    await vi.waitUntil(() => readdirSync(box.cache).some((name) => name.endsWith('.out')), PATIENCE);
    for (const name of readdirSync(box.cache)) {
      expect(statSync(join(box.cache, name)).mode & 0o777).toBe(0o600);
    }
    go(box);
  });

  it('leaves no run over that it cannot note', async () => {
    const box = wrappedHome();
    const command = untilGo(box, 'true');
    await box.render(command, AT_ONCE);
    const [first = 0] = await begun(box);
    const leader = box.memory().run?.pid ?? 0;
    const file = box.memoryFile();
    removeDir(file);
    mkdirSync(file);
    await expect(box.render(command, AT_ONCE)).rejects.toThrow();
    const second = (await begun(box)).filter((pid) => pid !== first);
    await vi.waitUntil(() => !second.some(isThere), PATIENCE);
    expect(isThere(first)).toBe(true);
    go(box);
    await vi.waitUntil(() => !isThere(leader), PATIENCE);
  });
});
