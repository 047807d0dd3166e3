import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

const FOLDER = import.meta.dirname;
const ROOT = join(FOLDER, '../..');

/** The worker programs; each is told its task as JSON on its command line. */
export const WORKERS = ['stream-worker', 'plan-worker', 'plan-reader', 'document-worker'] as const;
export type WorkerName = (typeof WORKERS)[number];

let bundles: Promise<string> | undefined;

/** The folder with the workers and the built programs of Baton; built once, so that each starts as fast as bare Node. */
export function builtPrograms(): Promise<string> {
  bundles ??= bundleAll();
  return bundles;
}

async function bundleAll(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'baton-torture-programs-'));
  process.once('exit', () => removeNow(folder));
  await build({
    entryPoints: [
      ...WORKERS.map((name) => ({ in: join(FOLDER, 'workers', `${name}.ts`), out: name })),
      { in: join(ROOT, 'hooks/hook.ts'), out: 'hook' },
      { in: join(ROOT, 'src/cli/main.ts'), out: 'cli' },
    ],
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });
  return folder;
}

function removeNow(folder: string): void {
  const { rmSync } = process.getBuiltinModule('node:fs');
  rmSync(folder, { recursive: true, force: true });
}

/** One process that was started; the lines it prints are what it acknowledges. */
export class Child {
  readonly lines: string[] = [];
  readonly #process: ChildProcess;
  readonly #ended: Promise<number | null>;
  #rest = '';
  #complaint = '';

  constructor(
    command: readonly string[],
    options: { cwd?: string; env?: NodeJS.ProcessEnv; stdin?: string },
  ) {
    const [file = '', ...words] = command;
    this.#process = spawn(file, words, {
      cwd: options.cwd,
      env: options.env ?? cleanEnvironment(),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#process.stdin?.on('error', () => undefined);
    this.#process.stdin?.end(options.stdin ?? '');
    this.#process.stdout?.on('data', (chunk: Buffer) => {
      const parts = (this.#rest + chunk.toString()).split('\n');
      this.#rest = parts.pop() ?? '';
      this.lines.push(...parts);
      this.#process.emit('lines');
    });
    this.#process.stderr?.on('data', (chunk: Buffer) => {
      this.#complaint += chunk.toString();
    });
    this.#ended = once(this.#process, 'close').then(([code]: unknown[]) => {
      this.#process.emit('lines');
      return typeof code === 'number' ? code : null;
    });
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /** What it said on standard error. */
  get complaint(): string {
    return this.#complaint;
  }

  /** All that it printed, the last line too when it has no end. */
  get output(): string {
    return [...this.lines, this.#rest].join('\n');
  }

  /** Waits for its end; gives its exit code, null when a signal ended it. */
  ended(): Promise<number | null> {
    return this.#ended;
  }

  /** Waits until it has printed so many lines, or has ended. */
  async printed(count: number): Promise<void> {
    const end = this.#ended.then(() => 'ended');
    while (this.lines.length < count) {
      if ((await Promise.race([once(this.#process, 'lines').then(() => 'more'), end])) === 'ended') return;
    }
  }

  signal(name: NodeJS.Signals): void {
    this.#process.kill(name);
  }

  /** Ends it without a word, as the system does when memory is short. */
  async kill(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.#ended;
  }
}

/** A worker with its task. */
export async function startWorker(name: WorkerName, task: object): Promise<Child> {
  return new Child([process.execPath, join(await builtPrograms(), `${name}.cjs`), JSON.stringify(task)], {});
}

/** The command line program in `cwd`, as a person would type it. */
export async function startCli(
  words: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
): Promise<Child> {
  return new Child([process.execPath, join(await builtPrograms(), 'cli.cjs'), ...words], {
    cwd,
    env: { ...cleanEnvironment(), HOME: cwd, ...env },
  });
}

/** One hook with its payload, as the client would start it. */
export async function startHook(event: string, payload: object, cwd: string): Promise<Child> {
  return new Child([process.execPath, join(await builtPrograms(), 'hook.cjs'), event], {
    cwd,
    env: { ...cleanEnvironment(), HOME: cwd, CLAUDE_PROJECT_DIR: cwd },
    stdin: JSON.stringify({ hook_event_name: event, cwd, ...payload }),
  });
}

/** Waits so long: how a moment for a kill is chosen, never how a result is awaited. */
export function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function cleanEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH ?? '', LANG: 'C.UTF-8' };
}
