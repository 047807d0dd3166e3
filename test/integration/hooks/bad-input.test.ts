import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ROUTED_EVENTS } from '../../../hooks/router.ts';
import type { FakeClient, Fired, HookWorld, Payload } from '../../helpers/fire-hook.ts';
import { eventually, newHookWorld, payload, sessionId } from '../../helpers/fire-hook.ts';
import { newTempDir, removeDir } from '../../helpers/temp-dir.ts';

const A = sessionId(1);

/** An ordinary payload of each event. */
const USUAL: Readonly<Record<string, string>> = {
  SessionStart: 'SessionStart.startup',
  SessionEnd: 'SessionEnd.other',
  UserPromptSubmit: 'UserPromptSubmit.typed',
  PreToolUse: 'PreToolUse.baton',
  PostToolUse: 'PostToolUse.task-started',
  PostToolUseFailure: 'PostToolUseFailure.bash',
  PermissionDenied: 'PermissionDenied',
  Stop: 'Stop.plain',
  StopFailure: 'StopFailure.details',
  SubagentStart: 'SubagentStart.explore',
  SubagentStop: 'SubagentStop.explore',
  TaskCreated: 'TaskCreated',
  TaskCompleted: 'TaskCompleted.own',
  Notification: 'Notification.permission',
  PreCompact: 'PreCompact.manual',
  PostCompact: 'PostCompact.manual',
};

function usual(event: string, changes: Payload = {}): Payload {
  return payload(USUAL[event] ?? event, changes);
}

/** Exit 0, nothing for the person, and nothing that the client could not read as an answer to this event. */
function expectQuiet(event: string, fired: Fired, what: string): void {
  expect(fired, `${event}, ${what}`).toMatchObject({ exitCode: 0, signal: null, stderr: '' });
  if (fired.stdout === '') return;
  const reply = JSON.parse(fired.stdout) as {
    systemMessage?: string;
    hookSpecificOutput?: { hookEventName: string };
  };
  if (reply.hookSpecificOutput !== undefined)
    expect(reply.hookSpecificOutput.hookEventName, what).toBe(event);
  else expect(reply, what).toEqual({ systemMessage: expect.any(String) });
}

/** All paths of the world but the temporary files of nobody's. */
function paths(world: HookWorld): string[] {
  return readdirSync(world.dir, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name).slice(world.dir.length + 1))
    .sort();
}

/** Expects that only what is Baton's own has come since: below .baton, or in the user's folder of Baton. */
function expectOnlyOwn(world: HookWorld, before: readonly string[], what: string): void {
  const known = new Set(before);
  const parents = new Set(['home/.claude', 'home/.claude/baton']);
  const strange = paths(world).filter(
    (path) =>
      !known.has(path) && !parents.has(path) && !/^project\/\.baton\/|^home\/\.claude\/baton\//.test(path),
  );
  expect(strange, what).toEqual([]);
}

/** Waits until the background recorders that were started before have ended: none of them is left running. */
async function settled(world: HookWorld): Promise<void> {
  await eventually(() => {
    const running = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .filter(
        (pid) =>
          commandLine(pid).includes(join(world.plugin, 'dist/hook.cjs')) && projectOf(pid) === world.project,
      );
    expect(running).toEqual([]);
  });
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

function projectOf(pid: string): string | undefined {
  try {
    return /CLAUDE_PROJECT_DIR=([^\0]*)/.exec(readFileSync(`/proc/${pid}/environ`, 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}

function userTroubles(world: HookWorld): string[] {
  const path = join(world.home, '.claude/baton/errors.jsonl');
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [];
}

const NOT_PAYLOADS: readonly (readonly [string, (event: string) => string | Buffer])[] = [
  ['nothing', () => ''],
  ['a payload cut short', (event) => JSON.stringify(usual(event)).slice(0, -20)],
  ['words', () => 'hello, world\n'],
  ['an array', (event) => JSON.stringify([usual(event)])],
  ['an end of line', () => '\n'],
  ['a number', () => '42\n'],
  ['a string', () => '"text"\n'],
  ['true', () => 'true'],
  ['null', () => 'null'],
  ['an empty object', () => '{}'],
  ['two payloads', (event) => `${JSON.stringify(usual(event))}\n${JSON.stringify(usual(event))}\n`],
  ['zero bytes', () => Buffer.alloc(5_000)],
  ['random bytes', () => Buffer.from(Array.from({ length: 4_096 }, (_, index) => (index * 167 + 13) % 256))],
  ['a payload in UTF-16', (event) => Buffer.from(`\ufeff${JSON.stringify(usual(event))}`, 'utf16le')],
  ['deep nesting', () => '['.repeat(200_000)],
  ['a session id that is a number', (event) => JSON.stringify(usual(event, { session_id: 7 }))],
  ['an empty session id', (event) => JSON.stringify(usual(event, { session_id: '' }))],
];

const BAD_IDS = [
  '../../x',
  '.hidden',
  'x'.repeat(300),
  '..',
  '.',
  '/etc/passwd',
  'a/b',
  'a\\b',
  `a\0b`,
  'two\nlines',
  ' ',
  'é',
  '-'.repeat(129),
];

/**
 * The first `always` of a list and some of the others: a third of them for each event, and all of them for one that
 * is answered and one that only records. Every entry meets at least five events.
 */
function some<Item>(list: readonly Item[], event: string, always: number): readonly Item[] {
  if (event === 'SessionStart' || event === 'PostToolUse') return list;
  const turn = ROUTED_EVENTS.indexOf(event) % 3;
  return list.filter((_item, index) => index < always || index % 3 === turn);
}

describe.each(ROUTED_EVENTS)('%s', (event) => {
  it('answers what is no payload with silence and one line in its own log', async () => {
    const world = newHookWorld();
    const client = await world.client();
    const before = paths(world);
    for (const [index, [what, raw]] of some(NOT_PAYLOADS, event, 4).entries()) {
      const fired = await client.fire(usual(event), { raw: raw(event) });
      expectQuiet(event, fired, what);
      await eventually(() => expect(world.troubles(), what).toHaveLength(index + 1));
      expect(JSON.parse(world.troubles().at(-1) ?? ''), what).toMatchObject({
        at: expect.any(String),
        where: `hook:${event}`,
        message: expect.any(String),
        code: 'E_INVALID',
      });
    }
    await settled(world);
    expectOnlyOwn(world, before, event);
    expect(readdirSync(world.layout.sessions)).toEqual([]);
  });

  it('takes no session id for a path', async () => {
    const world = newHookWorld();
    const client = await world.client();
    const before = paths(world);
    const ids = some(BAD_IDS, event, 3);
    for (const session_id of ids)
      expectQuiet(event, await client.fire(usual(event, { session_id, cwd: world.project })), session_id);
    const noted = event === 'PreToolUse' ? 0 : ids.length;
    // A permission is answered without looking at the session.
    await eventually(() => expect(world.troubles()).toHaveLength(noted));
    await settled(world);
    expectOnlyOwn(world, before, event);
    expect(readdirSync(world.layout.sessions)).toEqual([]);
    expect(world.shared()).toEqual([]);
  });

  it('works with fields of any type, and without each of them', async () => {
    const world = newHookWorld();
    const client = await world.client();
    await client.fire(payload('SessionStart.startup', { session_id: A, cwd: world.project }));
    await client.fire(payload('UserPromptSubmit.typed', { session_id: A, cwd: world.project }));
    const before = paths(world);
    const content = usual(event, { session_id: A });
    const fields = Object.keys(content).filter((field) => field !== 'session_id');
    const others: readonly unknown[] = [
      null,
      7,
      -1e308,
      true,
      '',
      'x',
      [],
      [1, null],
      {},
      { toString: 1 },
      '\ud800',
      '__proto__',
    ];
    const wrong = others.map((value) => Object.fromEntries(fields.map((field) => [field, value])));
    for (const changes of some(wrong, event, 2)) {
      const raw = JSON.stringify({ session_id: A, ...changes });
      expectQuiet(event, await client.fire(content, { raw }), raw);
    }
    for (const field of some(fields, event, 0)) {
      const { [field]: _left, ...rest } = content;
      expectQuiet(event, await client.fire(content, { raw: JSON.stringify(rest) }), `without ${field}`);
    }
    await settled(world);
    expectOnlyOwn(world, before, event);
    expect(world.state(A).session_info.id).toBe(A);
    expect(world.state(A).lifecycle.starts).toBeGreaterThan(0);
    expect(world.troubles()).toEqual([]);
  });

  it('takes 20 MB', async () => {
    const world = newHookWorld();
    const client = await world.client();
    await client.fire(payload('SessionStart.startup', { session_id: A, cwd: world.project }));
    const long = 'x'.repeat(5_000_000);
    const texts = { prompt: long, tool_response: long, compact_summary: long, last_assistant_message: long };
    const content = usual(event, { session_id: A, cwd: world.project });
    expectQuiet(event, await client.fire({ ...content, ...texts }), 'long texts');
    expectQuiet(event, await client.fire(content, { raw: long.repeat(4) }), 'no payload');
    await eventually(() => expect(world.troubles()).toHaveLength(1));
    await settled(world);
    const log = readFileSync(join(world.layout.session(A), '000001.jsonl'));
    expect(log.length).toBeLessThan(20_000);
  });
});

describe('an event that Baton does not know', () => {
  it.each(['WorktreeCreate', 'Setup', 'sessionstart', '', '__proto__', 'constructor', '../x'])(
    '%j is silence',
    async (event) => {
      const world = newHookWorld();
      const done = execFileSync(process.execPath, [join(world.plugin, 'dist/hook.cjs'), event], {
        cwd: world.project,
        env: { HOME: world.home, CLAUDE_PROJECT_DIR: world.project, PATH: '/usr/bin:/bin' },
        input: JSON.stringify(payload('SessionStart.startup', { session_id: A, hook_event_name: event })),
        encoding: 'utf8',
      });
      expect(done).toBe('');
      expect(readdirSync(world.layout.sessions)).toEqual([]);
      expect(world.troubles()).toEqual([]);
    },
  );
});

/** Fires every event once at a session that has begun, the last one being its end. */
async function fireAll(world: HookWorld, client: FakeClient, what: string): Promise<Fired[]> {
  const order = [...ROUTED_EVENTS.filter((event) => event !== 'SessionEnd'), 'SessionEnd'];
  const fired: Fired[] = [];
  for (const event of order) {
    const one = await client.fire(usual(event, { session_id: A, cwd: world.project }));
    expectQuiet(event, one, what);
    fired.push(one);
  }
  await settled(world);
  return fired;
}

async function begun(world: HookWorld): Promise<FakeClient> {
  const client = await world.client();
  await client.fire(payload('SessionStart.startup', { session_id: A, cwd: world.project }));
  await client.fire(payload('UserPromptSubmit.typed', { session_id: A, cwd: world.project }));
  await client.fire(payload('Stop.plain', { session_id: A, cwd: world.project }));
  return client;
}

describe('damage', () => {
  const spoiled = (path: string) =>
    writeFileSync(path, Buffer.from('\0{"f":1,"broken\xff\n\n}{\n', 'latin1'));
  const cases: readonly (readonly [string, (world: HookWorld) => void])[] = [
    ['a log of nonsense', (world) => spoiled(join(world.layout.session(A), '000001.jsonl'))],
    [
      'a log cut in the middle of a line',
      (world) => truncateSync(join(world.layout.session(A), '000001.jsonl'), 333),
    ],
    ['an empty log', (world) => truncateSync(join(world.layout.session(A), '000001.jsonl'), 0)],
    ['a snapshot of nonsense', (world) => spoiled(join(world.layout.session(A), 'snapshot.json'))],
    ['an empty snapshot', (world) => writeFileSync(join(world.layout.session(A), 'snapshot.json'), '')],
    ['a view of nonsense', (world) => spoiled(join(world.layout.session(A), 'view.json'))],
    ['a config of nonsense', (world) => spoiled(world.layout.config)],
    ['a shared log of nonsense', (world) => spoiled(join(world.layout.shared, '000001.jsonl'))],
    ['no shared log', (world) => rmSync(world.layout.shared, { recursive: true })],
    ['no folder of the session', (world) => rmSync(world.layout.session(A), { recursive: true })],
    ['no sessions folder', (world) => rmSync(world.layout.sessions, { recursive: true })],
  ];

  it.each(cases)('%s is worked around: the session goes on and ends', async (what, spoil) => {
    const world = newHookWorld();
    const client = await begun(world);
    const before = paths(world);
    spoil(world);
    await fireAll(world, client, what);
    expectOnlyOwn(world, before, what);
    expect(world.troubles()).toEqual([]);
    expect(world.state(A)).toMatchObject({
      session_info: { id: A },
      lifecycle: { status: 'dormant', clean: true },
    });
  });

  it.each<[string, (world: HookWorld) => void]>([
    ['.baton/sessions is a file', (world) => replace(world.layout.sessions, 'file')],
    ['the folder of the session is a file', (world) => replace(world.layout.session(A), 'file')],
    ['the log is a folder', (world) => replace(join(world.layout.session(A), '000001.jsonl'), 'folder')],
  ])(
    'where %s nothing can be recorded, and each event says so in the log of troubles',
    async (what, spoil) => {
      const world = newHookWorld();
      const client = await begun(world);
      spoil(world);
      const [start] = await fireAll(world, client, what);
      expect(start?.stdout).toContain('Baton is not recording this session: ');
      const silent = ROUTED_EVENTS.length - 1;
      expect(world.troubles()).toHaveLength(silent);
      const where = world.troubles().map((line) => (JSON.parse(line) as { where: string }).where);
      expect(new Set(where).size).toBe(silent);
    },
  );

  it('where the log of troubles is a folder they are noted in the user’s folder', async () => {
    const world = newHookWorld();
    const client = await begun(world);
    mkdirSync(world.layout.trouble);
    await client.fire(usual('Stop'), { raw: 'nonsense' });
    expect(userTroubles(world)).toHaveLength(1);
    expect(readdirSync(world.layout.trouble)).toEqual([]);
  });

  it('where .baton is a file Baton is off', async () => {
    const world = newHookWorld({ on: false });
    writeFileSync(world.layout.baton, 'x');
    const before = paths(world);
    await fireAll(world, await world.client(), 'a file');
    expect(paths(world)).toEqual(before);
  });

  it('without a home the temporary folder takes the troubles', async () => {
    const world = newHookWorld();
    const client = await begun(world);
    mkdirSync(world.layout.trouble);
    const env = { HOME: undefined, CLAUDE_CONFIG_DIR: undefined };
    expectQuiet('Stop', await client.fire(usual('Stop'), { raw: 'nonsense', env }), 'no home');
    const before = paths(world).filter((path) => path.startsWith('tmp/'));
    expect(before.some((path) => path.endsWith('errors.jsonl'))).toBe(true);
  });

  it('any garbage at the end of a log is passed over', async () => {
    const world = newHookWorld();
    const client = await begun(world);
    const log = join(world.layout.session(A), '000001.jsonl');
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), async (bytes) => {
        writeFileSync(log, bytes, { flag: 'a' });
        const fired = await client.fire(
          payload('UserPromptSubmit.typed', { session_id: A, cwd: world.project }),
        );
        expect(fired).toEqual({ exitCode: 0, signal: null, stdout: '', stderr: '' });
        expect(world.kinds(A).at(-1)).toBe('prompt_submitted');
      }),
      { numRuns: 25 },
    );
    expect(world.troubles()).toEqual([]);
  });
});

function replace(path: string, kind: 'file' | 'folder'): void {
  rmSync(path, { recursive: true });
  if (kind === 'file') writeFileSync(path, 'x');
  else mkdirSync(path);
}

function canMount(): boolean {
  const directory = newTempDir();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', directory], { stdio: 'pipe' });
    execFileSync('umount', ['--lazy', directory], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  } finally {
    removeDir(directory);
  }
}

const mayMount = canMount();

beforeAll(() => {
  if (!mayMount)
    console.warn('NOT RUN: hooks on full and read-only disks. Only root may mount a tmpfs here.');
});

describe.runIf(mayMount)('a disk', () => {
  /** A world whose .baton is a small disk of its own. */
  function onSmallDisk(): HookWorld {
    const world = newHookWorld({ on: false });
    mkdirSync(world.layout.baton);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', world.layout.baton], { stdio: 'pipe' });
    onTestFinished(() => void execFileSync('umount', ['--lazy', world.layout.baton], { stdio: 'pipe' }));
    return world;
  }

  it('that is read-only: every event is quiet, the person is told once, the user’s folder has the troubles', async () => {
    const world = onSmallDisk();
    const client = await begun(world);
    const [before, kinds] = [paths(world), world.kinds(A)];
    execFileSync('mount', ['-o', 'remount,ro', world.layout.baton], { stdio: 'pipe' });
    const fired = await fireAll(world, client, 'read-only');
    expect(fired[0]?.stdout).toMatch(/^\{"systemMessage":"Baton is not recording this session: EROFS/);
    expect(fired.filter(({ stdout }) => stdout.includes('systemMessage'))).toHaveLength(1);
    expectOnlyOwn(world, before, 'read-only');
    expect(world.kinds(A)).toEqual(kinds);
    expect(userTroubles(world)).toHaveLength(ROUTED_EVENTS.length - 1);
    for (const line of userTroubles(world)) expect(JSON.parse(line)).toMatchObject({ code: 'EROFS' });
  });

  it('that is read-only from the start: the same', async () => {
    const world = onSmallDisk();
    const client = await world.client();
    execFileSync('mount', ['-o', 'remount,ro', world.layout.baton], { stdio: 'pipe' });
    const fired = await fireAll(world, client, 'read-only');
    expect(fired[0]?.stdout).toContain('EROFS');
    for (const line of userTroubles(world)) expect(JSON.parse(line)).toMatchObject({ code: 'EROFS' });
  });

  it('that is full: every event is quiet, and once there is room all is recorded again', async () => {
    const world = onSmallDisk();
    const client = await begun(world);
    const { bavail, bsize } = statfsSync(world.layout.baton);
    const ballast = join(world.layout.baton, 'ballast');
    writeFileSync(ballast, Buffer.alloc(bavail * bsize));
    // The page of the log that is begun has room still: it is used up first.
    const fill = usual('UserPromptSubmit', { session_id: A, prompt: 'word '.repeat(60) });
    for (let tries = 0; userTroubles(world).length === 0 && tries < 100; tries++) await client.fire(fill);
    expect(JSON.parse(userTroubles(world)[0] ?? '')).toMatchObject({ code: 'ENOSPC' });
    const kinds = world.kinds(A);
    const fired = await fireAll(world, client, 'full');
    expect(fired[0]?.stdout).toMatch(/^\{"systemMessage":"Baton is not recording this session: ENOSPC/);
    expect(world.kinds(A)).toEqual(kinds);
    rmSync(ballast);
    await client.fire(payload('SessionEnd.other', { session_id: A, cwd: world.project }));
    expect(world.state(A).lifecycle).toMatchObject({ status: 'dormant', clean: true });
  });
});
