import { spawn } from 'node:child_process';

/** How a process ended. `exitCode` is null when a signal ended it. */
export interface Finished {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** True when the harness killed it because its time was up. */
  readonly timedOut: boolean;
}

/** A process that is still ours to end. `done` always resolves, whatever ended it. */
export interface Running {
  readonly pid: number;
  kill(signal?: NodeJS.Signals): void;
  readonly done: Promise<Finished>;
}

/** Where and how a process runs. The environment is exactly the given one. */
export interface Setting {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

/** Starts a process with a closed stdin and an environment of its own; kills it when its time is up. */
export function startProcess(file: string, args: readonly string[], setting: Setting): Running {
  const child = spawn(file, args, {
    cwd: setting.cwd,
    env: { ...setting.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  let timedOut = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const clock = setTimeout(() => {
    timedOut = true;
    child.kill('SIGKILL');
  }, setting.timeoutMs);
  const done = new Promise<Finished>((resolve) => {
    const finish = (exitCode: number | null, signal: NodeJS.Signals | null): void => {
      clearTimeout(clock);
      resolve({ stdout, stderr, exitCode, signal, timedOut });
    };
    child.on('error', (error) => {
      stderr += String(error);
      finish(null, null);
    });
    // A killed client may leave a tool's child behind that holds the pipes: do not wait for those for long.
    child.on('exit', (code, signal) => {
      const patience = setTimeout(() => finish(code, signal), 1_000);
      child.on('close', () => {
        clearTimeout(patience);
        finish(code, signal);
      });
    });
  });
  return {
    pid: child.pid ?? -1,
    kill: (signal = 'SIGKILL') => {
      child.kill(signal);
    },
    done,
  };
}

/** True while the process exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Waits for `fact` to become something other than undefined or false, looking often; then fails. */
export async function eventually<T>(
  what: string,
  fact: () => T | undefined | false | Promise<T | undefined | false>,
  timeoutMs = 10_000,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const found = await fact();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`${what}: not within ${timeoutMs} ms`);
    await new Promise((next) => setTimeout(next, 50));
  }
}
