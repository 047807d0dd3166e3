import type { ChildProcessByStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { onTestFinished, vi } from 'vitest';
import { initProject } from '../../src/runtime/init-project.ts';
import type { LoggedEvent } from '../../src/runtime/session-log.ts';
import { sessionFeed, sharedFeed } from '../../src/runtime/session-log.ts';
import { openSession } from '../../src/runtime/session-streams.ts';
import type { SessionState } from '../../src/session/state.ts';
import type { Layout } from '../../src/store/layout.ts';
import { layoutOf } from '../../src/store/layout.ts';
import { builtPlugin } from './built-plugin.ts';
import { tempDir } from './temp-dir.ts';

/** A payload as the client sends it: the fields of one event. */
export type Payload = Readonly<Record<string, unknown>>;

/** What a fired hook did, as the client sees it. */
export interface Fired {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How one firing differs from an ordinary one. `undefined` takes a variable away. */
export interface Firing {
  /** The bytes on standard input instead of the payload. */
  readonly raw?: string | Buffer;
  /** Which event's hook, where it is not the one that the payload names. */
  readonly event?: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The shell, instead of /bin/sh. */
  readonly shell?: readonly string[];
}

/** A machine of its own: a home, a project with Baton on, and where the plugin lies. */
export interface HookWorld {
  readonly dir: string;
  readonly home: string;
  readonly project: string;
  readonly plugin: string;
  readonly layout: Layout;
  /** Starts a process that fires hooks as the client does: it is the parent that the hooks see. */
  client(): Promise<FakeClient>;
  /** The session's folded state, read anew. */
  state(sessionId: string): SessionState;
  /** Every event of the session's log, oldest first. */
  events(sessionId: string): LoggedEvent[];
  /** The kinds of the session's events, in order. */
  kinds(sessionId: string): string[];
  /** The kinds and data of the shared log. */
  shared(): LoggedEvent[];
  /** The lines of the project's own log of troubles. */
  troubles(): string[];
}

/** A process that plays the client. */
export interface FakeClient {
  readonly pid: number;
  /** Fires the hook that is registered for the payload's event and waits for it, as the client does. */
  fire(payload: Payload, firing?: Firing): Promise<Fired>;
  /** Gone at once, without a word, like the client under `kill -9`. */
  kill(): Promise<void>;
}

/** One hook of hooks/hooks.json. */
export interface RegisteredHook {
  readonly event: string;
  readonly matcher: string | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly command: string;
}

/** Everything that the plugin in `plugin` registers, in the file's order. */
export function registeredHooks(plugin: string): RegisteredHook[] {
  const file = JSON.parse(readFileSync(join(plugin, 'hooks', 'hooks.json'), 'utf8')) as {
    hooks: Record<string, { matcher?: string; hooks: Record<string, unknown>[] }[]>;
  };
  return Object.entries(file.hooks).flatMap(([event, groups]) =>
    groups.flatMap(({ matcher, hooks }) =>
      hooks.map((fields) => ({ event, matcher, fields, command: String(fields.command) })),
    ),
  );
}

const FIXTURES = join(import.meta.dirname, '../fixtures/hooks');

/** A recorded payload, with the given fields in place of its own. */
export function payload(name: string, changes: Payload = {}): Payload {
  return { ...(JSON.parse(readFileSync(join(FIXTURES, `${name}.json`), 'utf8')) as Payload), ...changes };
}

/** A session id as the client makes them, the same for the same number. */
export function sessionId(number: number): string {
  return `5e550000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** A new machine. `at` names the project's folder; with `on: false` it has no .baton. */
export function newHookWorld(options: { readonly at?: string; readonly on?: boolean } = {}): HookWorld {
  const dir = tempDir();
  const [home, project] = [join(dir, 'home'), join(dir, options.at ?? 'project')];
  for (const folder of [home, project, join(dir, 'tmp')]) mkdirSync(folder, { recursive: true });
  if (options.on !== false) initProject(project);
  const plugin = builtPlugin();
  const layout = layoutOf(project);
  const world: HookWorld = {
    dir,
    home,
    project,
    plugin,
    layout,
    client: () => startClient(world),
    state: (id) => openSession(layout, id).state,
    events: (id) => sessionFeed(layout, id).more(),
    kinds: (id) =>
      sessionFeed(layout, id)
        .more()
        .map(({ type }) => type),
    shared: () => sharedFeed(layout).more(),
    troubles: () =>
      existsSync(layout.trouble) ? readFileSync(layout.trouble, 'utf8').split('\n').filter(Boolean) : [],
  };
  return world;
}

/** The environment that the client gives a hook (CONTRACT 1.5), and nothing of this process's own. */
export function hookEnvironment(world: HookWorld, event: string, id: string): Record<string, string> {
  return {
    PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
    HOME: world.home,
    TMPDIR: join(world.dir, 'tmp'),
    LANG: 'C.UTF-8',
    TERM: 'xterm-256color',
    TZ: 'UTC',
    USER: 'dev',
    PWD: world.project,
    GIT_CONFIG_NOSYSTEM: '1',
    CLAUDECODE: '1',
    CLAUDE_CODE_CHILD_SESSION: '1',
    CLAUDE_CODE_ENTRYPOINT: 'cli',
    CLAUDE_CODE_SESSION_ID: id,
    AI_AGENT: 'claude-code_2-1-197_harness',
    CLAUDE_PROJECT_DIR: world.project,
    CLAUDE_PLUGIN_ROOT: world.plugin,
    CLAUDE_PLUGIN_DATA: join(world.home, '.claude/plugins/data/baton-inline'),
    ...(event === 'SessionStart' ? { CLAUDE_ENV_FILE: join(world.dir, 'tmp', 'session-env.sh') } : {}),
    ...(event.includes('Tool') ? { CLAUDE_EFFORT: 'medium' } : {}),
  };
}

/** Waits for what a background recorder will have written; looks often, and gives up after ten seconds. */
export function eventually<Result>(look: () => Result): Promise<Result> {
  return vi.waitFor(look, { timeout: 10_000, interval: 10 });
}

// Runs each request as the client runs a hook: /bin/sh -c, a process group of its own, the payload and then the
// end of input. It answers when the hook's output has closed, as the client waits for that.
const CLIENT = `
const { spawn } = require('node:child_process');
const lines = require('node:readline').createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const { id, file, args, cwd, env, input } = JSON.parse(line);
  const child = spawn(file, args, { cwd, env, detached: true });
  const out = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'])
    child[name].setEncoding('utf8').on('data', (text) => { out[name] += text; });
  const answer = (exitCode, signal) =>
    process.stdout.write(JSON.stringify({ id, exitCode, signal, ...out }) + '\\n');
  child.on('error', (error) => { out.stderr += error; answer(null, null); });
  child.on('close', answer);
  child.stdin.on('error', () => {});
  child.stdin.end(Buffer.from(input, 'base64'));
});
process.stdout.write('{"id":0}\\n');
`;

async function startClient(world: HookWorld): Promise<FakeClient> {
  const child = spawn(process.execPath, ['-e', CLIENT], {
    env: { PATH: '/usr/bin:/bin', HOME: world.home },
    stdio: ['pipe', 'pipe', 'inherit'],
  }) satisfies ChildProcessByStdio<Writable, Readable, null>;
  onTestFinished(() => void child.kill('SIGKILL'));
  const waiting = new Map<number, (fired: Fired) => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { id, ...fired } = JSON.parse(line) as Fired & { id: number };
    waiting.get(id)?.(fired);
    waiting.delete(id);
  });
  child.stdin.on('error', () => undefined);
  await new Promise<void>((ready) => waiting.set(0, () => ready()));
  let last = 0;
  return {
    pid: child.pid ?? 0,
    fire: (content, firing = {}) => {
      const event = firing.event ?? String(content.hook_event_name);
      // A variable cannot hold a zero byte, whatever a payload may.
      const id = String(content.session_id ?? '').replaceAll('\0', '');
      const [file = '/bin/sh', ...words] = firing.shell ?? ['/bin/sh'];
      const request = {
        id: ++last,
        file,
        args: [...words, '-c', commandFor(world, event, content)],
        cwd: firing.cwd ?? world.project,
        env: { ...hookEnvironment(world, event, id), ...firing.env },
        input: Buffer.from(firing.raw ?? `${JSON.stringify(content)}\n`).toString('base64'),
      };
      return new Promise<Fired>((resolve) => {
        waiting.set(request.id, resolve);
        child.stdin.write(`${JSON.stringify(request)}\n`);
      });
    },
    kill: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

// The client's own choice: a matcher of plain names is a list of exact names.
function commandFor(world: HookWorld, event: string, content: Payload): string {
  const hook = registeredHooks(world.plugin).find(
    ({ event: name, matcher }) =>
      name === event && (matcher === undefined || matcher.split('|').includes(String(content.tool_name))),
  );
  if (hook === undefined) throw new Error(`no hook is registered for ${event} ${String(content.tool_name)}`);
  return hook.command;
}
