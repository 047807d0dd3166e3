import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findProjectRoot } from '../../../src/store/project-root.ts';
import { builtPlugin, pluginAt } from '../../helpers/built-plugin.ts';
import { eventually, newHookWorld, payload, registeredHooks, sessionId } from '../../helpers/fire-hook.ts';
import { newTempDir, removeDir } from '../../helpers/temp-dir.ts';

const SHELLS: readonly (readonly string[])[] = [['dash'], ['bash'], ['bash', '--posix'], ['busybox', 'sh']];
const placeOf = (program: string): string =>
  spawnSync('/bin/sh', ['-c', 'command -v "$0"', program], { encoding: 'utf8' }).stdout.trim();
const shells = SHELLS.map(([file = '', ...words]) => [placeOf(file), ...words]).filter(
  ([file]) => file !== '',
);
const missing = SHELLS.filter(([file = '']) => placeOf(file) === '');

let base = '';
let plugin = '';
let marks = '';

beforeAll(() => {
  for (const shell of missing)
    console.warn(`NOT RUN: the gate under ${shell.join(' ')}, which is not installed here.`);
  base = newTempDir();
  plugin = builtPlugin();
  // A `node` that only says that it was started, and with what.
  marks = folder('marks');
  writeFileSync(join(marks, 'node'), '#!/bin/sh\nprintf "started %s" "$2"\n');
  chmodSync(join(marks, 'node'), 0o755);
});

afterAll(() => removeDir(base));

function folder(...parts: string[]): string {
  const path = join(base, ...parts);
  mkdirSync(path, { recursive: true });
  return path;
}

function command(event: string): string {
  return registeredHooks(plugin).find((hook) => hook.event === event)?.command ?? '';
}

/** The gate's world: the fake node, the plugin, and a home that is nobody's. */
function environment(project: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    PATH: `${marks}:/usr/bin:/bin`,
    HOME: join(base, 'home'),
    CLAUDE_PLUGIN_ROOT: plugin,
    CLAUDE_PROJECT_DIR: project,
    ...more,
  };
}

interface Run {
  readonly status: number | null;
  readonly out: string;
}

function run(shell: readonly string[], from: string, env: Readonly<Record<string, string>> = {}): Run {
  const [file = '', ...words] = shell;
  const done = spawnSync(file, [...words, '-c', command('SessionStart')], {
    cwd: existsSync(from) ? from : base,
    env: environment(from, env),
    input: '{}\n',
    encoding: 'utf8',
    timeout: 20_000,
  });
  return { status: done.status, out: done.stdout + done.stderr };
}

/** Expects that the gate opens exactly where findProjectRoot finds a project, under every shell. */
function expectAgreement(from: string, isOn: boolean, env: Readonly<Record<string, string>> = {}): void {
  expect(findProjectRoot(from, env) !== undefined, 'findProjectRoot').toBe(isOn);
  for (const shell of shells) {
    expect(run(shell, from, env), shell.join(' ')).toEqual({
      status: 0,
      out: isOn ? 'started SessionStart' : '',
    });
  }
}

function git(directory: string, ...args: string[]): void {
  const who = ['-c', 'user.name=Test', '-c', 'user.email=test@baton.invalid', '-c', 'commit.gpgsign=false'];
  execFileSync('git', [...who, ...args], {
    cwd: directory,
    stdio: 'pipe',
    env: { PATH: '/usr/bin:/bin', HOME: base, GIT_CONFIG_NOSYSTEM: '1' },
  });
}

/** A new folder with a real repository `main` and a real linked worktree `side` beside it. */
function worktrees(name = 'pair'): { at: string; main: string; side: string } {
  const at = mkdtempSync(join(folder('trees'), 'x'));
  const main = join(at, name, 'main');
  mkdirSync(main, { recursive: true });
  git(main, 'init', '--quiet', '--initial-branch=main');
  git(main, 'commit', '--quiet', '--allow-empty', '--message=first');
  git(main, 'worktree', 'add', '--quiet', '-b', 'side', '../side');
  return { at, main, side: join(at, name, 'side') };
}

/** A new folder with the given entries: a path ending in `/` is a folder, others are files with that text. */
function tree(entries: Readonly<Record<string, string>>): string {
  const at = mkdtempSync(join(folder('trees'), 't'));
  for (const [path, text] of Object.entries(entries)) {
    mkdirSync(join(at, path.endsWith('/') ? path : dirname(path)), { recursive: true });
    if (!path.endsWith('/')) writeFileSync(join(at, path), text.replaceAll('@', at));
  }
  return at;
}

const D = '';

describe('the gate opens where findProjectRoot finds a project', () => {
  it.each<[string, boolean, Record<string, string>, string]>([
    ['the project itself', true, { 'p/.baton/': D }, 'p'],
    ['a folder far below', true, { 'p/.baton/': D, 'p/a/b/c/': D }, 'p/a/b/c'],
    ['a project in a project', true, { 'p/.baton/': D, 'p/q/.baton/': D }, 'p/q'],
    ['a folder that is gone', true, { 'p/.baton/': D }, 'p/gone/since'],
    ['a path with a slash at its end', true, { 'p/.baton/': D }, 'p/'],
    ['no project', false, { 'p/': D }, 'p'],
    ['a file named .baton', false, { 'p/.baton': 'x' }, 'p'],
    ['a file named .baton below a project', true, { '.baton/': D, 'p/.baton': 'x' }, 'p'],
    ['a folder whose name only ends in .baton', false, { 'p/my.baton/': D }, 'p'],
    ['a worktree of a project', true, { 'm/.baton/': D, 's/.git': 'gitdir: @/m/.git/worktrees/s\n' }, 's'],
    [
      'a folder in a worktree of a project',
      true,
      { 'm/.baton/': D, 's/.git': 'gitdir: @/m/.git/worktrees/s\n', 's/a/b/': D },
      's/a/b',
    ],
    ['a worktree of something else', false, { 'm/': D, 's/.git': 'gitdir: @/m/.git/worktrees/s\n' }, 's'],
    [
      'a worktree that alone has a .baton',
      true,
      { 'm/': D, 's/.git': 'gitdir: @/m/.git/worktrees/s\n', 's/.baton/': D },
      's',
    ],
    [
      'a worktree whose main one has a file named .baton',
      false,
      { 'm/.baton': 'x', 's/.git': 'gitdir: @/m/.git/worktrees/s\n' },
      's',
    ],
    [
      'a relative path to the main one',
      true,
      { 'm/.baton/': D, 's/.git': 'gitdir: ../m/.git/worktrees/s\n' },
      's',
    ],
    [
      'a .git file without an end of line',
      true,
      { 'm/.baton/': D, 's/.git': 'gitdir: @/m/.git/worktrees/s' },
      's',
    ],
    [
      'a .git file with a carriage return',
      true,
      { 'm/.baton/': D, 's/.git': 'gitdir: @/m/.git/worktrees/s\r\n' },
      's',
    ],
    [
      'a .git file with more lines',
      true,
      { 'm/.baton/': D, 's/.git': 'gitdir: @/m/.git/worktrees/s\nx\n' },
      's',
    ],
    [
      'a .git file whose second line names it',
      false,
      { 'm/.baton/': D, 's/.git': 'x\ngitdir: @/m/.git/worktrees/s\n' },
      's',
    ],
    ['a submodule', false, { 'm/.baton/': D, 's/.git': 'gitdir: ../m/.git/modules/s\n' }, 's'],
    ['a submodule in a project', true, { '.baton/': D, 's/.git': 'gitdir: ../.git/modules/s\n' }, 's'],
    [
      'a submodule of a worktree',
      false,
      { 'm/.baton/': D, 's/.git': 'gitdir: @/m/.git/worktrees/s/modules/sub\n' },
      's',
    ],
    ['a worktree without a name', false, { 'm/.baton/': D, 's/.git': 'gitdir: @/m/.git/worktrees/\n' }, 's'],
    [
      'a worktree of a bare repository',
      false,
      { 'm/.baton/': D, 's/.git': 'gitdir: @/m.git/worktrees/s\n' },
      's',
    ],
    ['an empty .git file', false, { 's/.git': '' }, 's'],
    ['a .git file of blanks', false, { 's/.git': '\n\n  \n' }, 's'],
    [
      'a .git file of another format',
      false,
      { 's/.git': 'gitdir:@/m/.git/worktrees/s\n', 'm/.baton/': D },
      's',
    ],
    ['a .git file with backslashes', false, { 's/.git': 'gitdir: \\m\\.git\\worktrees\\s\n' }, 's'],
    [
      'a .git file with a pattern in it',
      false,
      { 's/.git': 'gitdir: */.git/worktrees/*\n', 'm/.baton/': D },
      's',
    ],
    ['a .git file with a zero byte', false, { 's/.git': '\0\n' }, 's'],
  ])('%s: %s', (_name, isOn, entries, from) => {
    expectAgreement(join(tree(entries), from), isOn);
  });

  it('a real linked worktree, with and without the project in the main one', () => {
    const { main, side } = worktrees();
    expectAgreement(side, false);
    mkdirSync(join(main, '.baton'));
    expectAgreement(side, true);
    expectAgreement(join(side, 'deep', 'down'), true);
  });

  it('a real linked worktree with a relative path, also through a symbolic link', () => {
    const { at, main, side } = worktrees();
    writeFileSync(join(side, '.git'), 'gitdir: ../main/.git/worktrees/side\n');
    git(side, 'status');
    mkdirSync(join(main, '.baton'));
    expectAgreement(side, true);
    symlinkSync(side, join(at, 'link'));
    expectAgreement(join(at, 'link'), true);
    expect(findProjectRoot(join(at, 'link'), {})).toBe(main);
  });

  it('a .baton or a project behind a symbolic link; not one whose link leads nowhere', () => {
    const at = tree({ 'p/.baton/': D, 'q/': D, 'r/': D });
    symlinkSync(join(at, 'p', '.baton'), join(at, 'q', '.baton'));
    symlinkSync(join(at, 'gone'), join(at, 'r', '.baton'));
    symlinkSync(join(at, 'p'), join(at, 's'));
    expectAgreement(join(at, 'q'), true);
    expectAgreement(join(at, 's'), true);
    expectAgreement(join(at, 'r'), false);
  });

  it('a .git that is a pipe is not read', () => {
    const at = tree({ 's/': D });
    execFileSync('mkfifo', [join(at, 's', '.git')]);
    expectAgreement(join(at, 's'), false);
  });

  it('a .git that is a loop of links, or a link to the real one', () => {
    const at = tree({ 'm/.baton/': D, 's/': D, 't/': D, file: 'gitdir: @/m/.git/worktrees/s\n' });
    symlinkSync('.git', join(at, 's', '.git'));
    symlinkSync(join(at, 'file'), join(at, 't', '.git'));
    expectAgreement(join(at, 's'), false);
    expectAgreement(join(at, 't'), true);
  });

  it('BATON_DIR wins when it is a folder, and closes the gate when it is not', () => {
    const at = tree({ 'p/.baton/': D, 'other/.baton/': D, 'none/': D, file: 'x' });
    const project = join(at, 'p');
    expectAgreement(join(at, 'none'), true, { BATON_DIR: join(at, 'other', '.baton') });
    expectAgreement(project, false, { BATON_DIR: join(at, 'missing', '.baton') });
    expectAgreement(project, false, { BATON_DIR: join(at, 'file') });
    expectAgreement(join(at, 'none'), true, { BATON_DIR: `${join(at, 'other', '.baton')}//` });
    // A folder of another name would have its state in a .baton beside it.
    expectAgreement(project, false, { BATON_DIR: join(at, 'other') });
    expectAgreement(project, true, { BATON_DIR: '' });
  });

  it('the root of the file system, where there is no .baton', () => {
    expectAgreement('/', existsSync('/.baton'));
    expectAgreement('/usr', existsSync('/usr/.baton') || existsSync('/.baton'));
  });

  it.each([
    'with space',
    ' blanks around ',
    "quo'te",
    'dou"ble',
    'two\nlines',
    'end of line\n',
    '\ttab',
    'glob*?',
    '[a-z]',
    '$(touch pwned)',
    '`touch pwned`',
    '$HOME',
    'back\\slash',
    '\\',
    '-n',
    '-d',
    '!',
    '(',
    '~',
    '{a,b}',
    'semi;colon & more | #x',
    'ünïcödé 名前',
    '.git',
    'x.git',
    'gitdir: y',
    '%s%n',
  ])('a folder named %j', (name) => {
    const at = tree({ 'on/.baton/': D, 'off/': D });
    for (const kind of ['on', 'off']) {
      const inner = join(at, kind, name, 'deep');
      mkdirSync(inner, { recursive: true });
      expectAgreement(inner, kind === 'on');
      expectAgreement(join(at, kind, name), kind === 'on');
    }
    const own = join(at, 'off', name);
    mkdirSync(join(own, '.baton'));
    expectAgreement(join(own, 'deep'), true);
    // The first line of a .git file ends at the first end of line, for both.
    const side = join(at, 'side');
    mkdirSync(side);
    writeFileSync(join(side, '.git'), `gitdir: ${own}/.git/worktrees/side\n`);
    expectAgreement(side, !name.includes('\n'));
    expect(existsSync(join(base, 'pwned'))).toBe(false);
  });

  it.each(['with space', "quo'te $(id)", 'glob*?[a]'])('a real worktree of a repository in %j', (name) => {
    const { main, side } = worktrees(name);
    expectAgreement(side, false);
    mkdirSync(join(main, '.baton'));
    expectAgreement(side, true);
    expect(findProjectRoot(side, {})).toBe(main);
  });

  it('the current folder, when the client names no project', () => {
    const at = tree({ 'p/.baton/': D, 'q/': D });
    for (const shell of shells) {
      expect(run(shell, join(at, 'p'), { CLAUDE_PROJECT_DIR: '' }).out).toBe('started SessionStart');
      expect(run(shell, join(at, 'q'), { CLAUDE_PROJECT_DIR: '' }).out).toBe('');
    }
  });
});

describe('off means free', () => {
  const canTrace = spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0;
  const started = (shell: readonly string[], from: string): string[] => {
    const log = join(folder('traces'), 'log');
    const words = ['-f', '-qq', '-o', log, '-e', 'trace=clone,clone3,fork,vfork,execve'];
    const done = spawnSync('strace', [...words, ...shell, '-c', command('PostToolUse')], {
      cwd: from,
      env: environment(from),
      input: '{}\n',
    });
    expect([done.status, done.stdout.toString(), done.stderr.toString()]).toEqual([0, '', '']);
    const calls = readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => /(?:clone3?|v?fork|execve)\(/.test(line));
    rmSync(log);
    return calls.filter((line) => !line.includes('ENOENT'));
  };

  it.runIf(canTrace)('not one process is started where Baton is off', () => {
    const off = tree({ 'p/a/b/': D });
    for (const shell of shells) expect(started(shell, join(off, 'p/a/b')), shell.join(' ')).toHaveLength(1);
  });

  it.runIf(canTrace)('the count sees what is started where Baton is on', () => {
    const on = tree({ 'p/.baton/': D });
    for (const shell of shells) expect(started(shell, join(on, 'p')).length).toBeGreaterThan(1);
  });

  it('nothing is written, said or waited for, for any event', () => {
    const off = tree({ 'p/': D });
    const home = folder('free-home');
    for (const { command: text, event } of registeredHooks(plugin)) {
      const done = spawnSync('/bin/sh', ['-c', text], {
        cwd: join(off, 'p'),
        env: environment(join(off, 'p'), { HOME: home }),
        input: 'x'.repeat(1_000_000),
        encoding: 'utf8',
      });
      expect([done.status, done.stdout, done.stderr], event).toEqual([0, '', '']);
    }
    expect(readdirSync(join(off, 'p'))).toEqual([]);
    expect(readdirSync(home)).toEqual([]);
  });
});

describe('a missing part is silence', () => {
  const cases: [string, (on: string) => Record<string, string>][] = [
    ['the plugin folder is gone', () => ({ CLAUDE_PLUGIN_ROOT: join(base, 'gone') })],
    ['the client names no plugin folder', () => ({ CLAUDE_PLUGIN_ROOT: '' })],
    ['dist/ is gone', () => ({ CLAUDE_PLUGIN_ROOT: pluginAt(mkdtempSync(join(base, 'plugin')), ['dist']) })],
    [
      'hooks/ is gone',
      () => ({ CLAUDE_PLUGIN_ROOT: pluginAt(mkdtempSync(join(base, 'plugin')), ['hooks']) }),
    ],
    ['there is no node', () => ({ PATH: folder('empty') })],
    ['BATON_NODE names nothing', () => ({ BATON_NODE: join(base, 'no', 'node') })],
  ];

  it.each(cases)('%s', (_name, change) => {
    const on = join(tree({ 'p/.baton/': D }), 'p');
    for (const shell of shells) {
      const [file = '', ...words] = shell;
      for (const event of ['SessionStart', 'PostToolUse']) {
        const done = spawnSync(file, [...words, '-c', command(event)], {
          cwd: on,
          env: environment(on, change(on)),
          input: '{}\n',
          encoding: 'utf8',
        });
        expect([done.status, done.stdout, done.stderr], `${shell.join(' ')} ${event}`).toEqual([0, '', '']);
      }
    }
  });

  it('a plugin in a folder with an odd name works all the same', () => {
    const odd = pluginAt(join(base, 'odd "$HOME" \'x\' `y` *'));
    const on = join(tree({ 'p/.baton/': D }), 'p');
    for (const shell of shells)
      expect(run(shell, on, { CLAUDE_PLUGIN_ROOT: odd }).out, shell.join(' ')).toBe('started SessionStart');
  });

  it('another node may be named', () => {
    const on = join(tree({ 'p/.baton/': D }), 'p');
    const env = { PATH: folder('empty'), BATON_NODE: join(marks, 'node') };
    const done = spawnSync('/bin/sh', ['-c', command('SessionStart')], {
      env: environment(on, env),
      encoding: 'utf8',
    });
    expect(done.stdout).toBe('started SessionStart');
  });

  it('the client’s own settings for Node do not reach the hook', () => {
    const on = join(tree({ 'p/.baton/': D }), 'p');
    const spy = folder('spy');
    writeFileSync(join(spy, 'node'), '#!/bin/sh\nprintf "%s|%s" "$NODE_OPTIONS" "$NODE_EXTRA_CA_CERTS"\n');
    chmodSync(join(spy, 'node'), 0o755);
    const env = { PATH: `${spy}:/usr/bin:/bin`, NODE_OPTIONS: '--inspect', NODE_EXTRA_CA_CERTS: '/x' };
    for (const shell of shells) expect(run(shell, on, env).out).toBe('|');
  });
});

describe('`ask` waits and `tell` does not', () => {
  /** A `node` that reads its input to the end, waits for a word, and writes down what it was given. */
  function slowNode(): { bin: string; seen: string; go: string } {
    const at = mkdtempSync(join(base, 'slow'));
    const [seen, go] = [join(at, 'seen'), join(at, 'go')];
    execFileSync('mkfifo', [go]);
    const text = `#!/bin/sh\nread word <'${go}'\ncat >'${seen}.part'\nmv '${seen}.part' '${seen}'\nprintf 'read by %s' "$2"\n`;
    writeFileSync(join(at, 'node'), text);
    chmodSync(join(at, 'node'), 0o755);
    return { bin: at, seen, go };
  }

  it.each(['PostToolUse', 'SubagentStop', 'Notification'])(
    '%s is over while its recorder has not begun to read',
    async (event) => {
      const world = newHookWorld();
      const client = await world.client();
      const { bin, seen, go } = slowNode();
      const content = payload(
        { PostToolUse: 'PostToolUse.edit', SubagentStop: 'SubagentStop.explore' }[event] ??
          'Notification.idle',
      );
      const fired = await client.fire(content, { env: { PATH: `${bin}:/usr/bin:/bin` } });
      expect(fired).toEqual({ exitCode: 0, signal: null, stdout: '', stderr: '' });
      expect(existsSync(seen)).toBe(false);
      writeFileSync(go, 'go\n');
      await eventually(() => expect(existsSync(seen)).toBe(true));
      expect(readFileSync(seen, 'utf8')).toBe(`${JSON.stringify(content)}\n`);
    },
  );

  it.each([
    'SessionStart.startup',
    'UserPromptSubmit.typed',
    'Stop.plain',
    'SessionEnd.other',
    'PreCompact.auto',
  ])('%s waits for its answer', async (name) => {
    const world = newHookWorld();
    const client = await world.client();
    const { bin, seen, go } = slowNode();
    let isOver = false;
    const firing = client.fire(payload(name), { env: { PATH: `${bin}:/usr/bin:/bin` } }).then((fired) => {
      isOver = true;
      return fired;
    });
    // Opening the pipe for writing waits for its reader: from here on the hook is waiting for the word.
    execFileSync('/bin/sh', ['-c', 'exec 3>"$0"; printf "go\\n" >&3', go]);
    expect(isOver).toBe(false);
    expect((await firing).stdout).toBe(`read by ${name.split('.')[0]}`);
    expect(existsSync(seen)).toBe(true);
  });

  it.each([10, 70_000, 300_000, 1_048_576, 5_000_000])(
    'a payload of %i bytes reaches the background recorder whole, though the client drops what is unread',
    async (size) => {
      const world = newHookWorld();
      const client = await world.client();
      const id = sessionId(1);
      await client.fire(payload('SessionStart.startup', { session_id: id, cwd: world.project }));
      const content = payload('PostToolUse.write-create', { session_id: id, cwd: world.project });
      const tool_response = { type: 'create', content: 'x'.repeat(size) };
      const fired = await client.fire({ ...content, tool_response });
      expect(fired).toEqual({ exitCode: 0, signal: null, stdout: '', stderr: '' });
      await eventually(() => expect(world.kinds(id)).toContain('tool_used'));
      expect(world.troubles()).toEqual([]);
    },
  );

  it('a recorder that cannot be started does not stop the client from handing over 5 MB', async () => {
    const world = newHookWorld();
    const client = await world.client();
    const at = mkdtempSync(join(base, 'dead'));
    writeFileSync(join(at, 'node'), '#!/bin/sh\nexit 3\n');
    chmodSync(join(at, 'node'), 0o755);
    const content = payload('PostToolUse.edit', { tool_response: { stdout: 'x'.repeat(5_000_000) } });
    const fired = await client.fire(content, { env: { PATH: `${at}:/usr/bin:/bin` } });
    expect(fired).toEqual({ exitCode: 0, signal: null, stdout: '', stderr: '' });
  });
});
