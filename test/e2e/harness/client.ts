import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLIENT_VERSION, findClient } from '../../../scripts/fetch-client.ts';
import type { FakeApi } from './fake-api.ts';
import { startFakeApi } from './fake-api.ts';
import type { Finished, Running } from './process.ts';
import { isAlive, startProcess } from './process.ts';
import type { ClientResult } from './result.ts';
import { parseResult } from './result.ts';
import type { Scene, Script } from './script.ts';
import { environment, newFolder, newRepository, seedHome, trustFolder } from './temp.ts';

/** A finished `-p` run. `result` and `sessionId` are undefined when the client printed no result. */
export interface HeadlessRun extends Finished {
  readonly result: ClientResult | undefined;
  readonly sessionId: string | undefined;
}

/** Where a run differs from the world's own. `env` is added to the world's; the default time is 60 s. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

/** A machine of its own for one test: a home, a project, a fake API, and the real client. */
export interface World {
  readonly dir: string;
  readonly home: string;
  readonly project: string;
  /** The client's whole environment; nothing else reaches it. */
  readonly env: Readonly<Record<string, string>>;
  readonly api: FakeApi;
  readonly client: string;
  /** Runs `claude -p` to its end; throws when its time is up. Permissions are bypassed unless `args` say. */
  headless(prompt: string, args?: readonly string[], options?: RunOptions): Promise<HeadlessRun>;
  /** Starts the same as `headless` and hands over the process: its pid is the client's own. */
  start(prompt: string, args?: readonly string[], options?: RunOptions): Running;
  /** Runs any other client command (`['plugin', 'list', '--json']`) to its end. */
  claude(args: readonly string[], options?: RunOptions): Promise<Finished>;
  /** Marks a folder as trusted; the project already is. Only while no client of this world runs. */
  trust(folder: string): void;
  /** Has `task` run first when the world is disposed of; the terminal ends itself this way. */
  atEnd(task: () => Promise<void>): void;
  /** Ends what was started here, closes the API and removes every file. */
  dispose(): Promise<void>;
}

function headlessArgs(prompt: string, args: readonly string[]): string[] {
  const format = args.includes('--output-format') ? [] : ['--output-format', 'json'];
  const free = args.includes('--permission-mode') ? [] : ['--dangerously-skip-permissions'];
  return ['-p', prompt, ...format, ...free, ...args];
}

/** Makes a world whose fake model knows these scenes. Needs a client: see `describeWithClient`. */
export async function newWorld(
  scenes: Readonly<Record<string, Scene>> = {},
  script: Omit<Script, 'scenes'> = {},
): Promise<World> {
  const client = findClient();
  if (client === undefined) throw new Error('no Claude Code client: run npx tsx scripts/fetch-client.ts');
  const dir = newFolder();
  const [home, project] = [join(dir, 'home'), join(dir, 'project')];
  for (const name of ['bin', 'tmp']) mkdirSync(join(dir, name));
  symlinkSync(client, join(dir, 'bin', 'claude'));
  seedHome(home);
  const api = await startFakeApi({ ...script, scenes });
  const env = environment(dir, home, api.url);
  newRepository(project, env);
  trustFolder(home, project);
  const mine: Running[] = [];
  const tasks: (() => Promise<void>)[] = [];

  function run(args: readonly string[], { cwd = project, env: more = {}, timeoutMs = 60_000 }: RunOptions) {
    const running = startProcess(join(dir, 'bin', 'claude'), args, {
      cwd,
      env: { ...env, ...more },
      timeoutMs,
    });
    mine.push(running);
    return running;
  }

  async function finish(args: readonly string[], options: RunOptions): Promise<Finished> {
    const ended = await run(args, options).done;
    if (!ended.timedOut) return ended;
    throw new Error(`claude ${args.join(' ')}: out of time\n${ended.stdout}\n${ended.stderr}`);
  }

  return {
    dir,
    home,
    project,
    env,
    api,
    client,
    headless: async (prompt, args = [], options = {}) => {
      const ended = await finish(headlessArgs(prompt, args), options);
      const result = parseResult(ended.stdout);
      return { ...ended, result, sessionId: result?.session_id };
    },
    start: (prompt, args = [], options = {}) => run(headlessArgs(prompt, args), options),
    claude: (args, options = {}) => finish(args, options),
    trust: (folder) => trustFolder(home, folder),
    atEnd: (task) => {
      tasks.push(task);
    },
    dispose: async () => {
      for (const task of tasks) await task();
      for (const running of mine) if (isAlive(running.pid)) running.kill('SIGKILL');
      await Promise.all(mine.map((running) => running.done));
      await api.close();
      rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

/** Like `describe`, for tests of the real client: without one they are skipped aloud, or fail if required. */
export function describeWithClient(name: string, body: () => void): void {
  const missing = findClient() === undefined;
  const advice = `no Claude Code ${CLIENT_VERSION}: run npx tsx scripts/fetch-client.ts`;
  if (missing && process.env.BATON_E2E === 'required') {
    describe(name, () => {
      it('has a client to run against', () => expect.fail(advice));
    });
    return;
  }
  if (missing) console.warn(`SKIPPED "${name}": ${advice}`);
  describe.skipIf(missing)(name, body);
}
