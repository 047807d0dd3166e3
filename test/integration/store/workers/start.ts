import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { newTempDir, removeDir } from '../../../helpers/temp-dir.ts';
import type { DocumentWriterTask } from './document-writer.ts';
import type { StreamWriterTask } from './stream-writer.ts';

/** The worker scripts, and what each is told on its command line. */
export interface WorkerTasks {
  readonly 'stream-writer': StreamWriterTask;
  readonly 'document-writer': DocumentWriterTask;
  readonly 'lock-holder': DocumentWriterTask;
}

/** A process of its own that uses the store. */
export interface Worker {
  readonly pid: number;
  /** The whole lines it has printed so far. */
  readonly lines: readonly string[];
  /** Waits until it has printed so many lines in all. */
  printed(count: number): Promise<void>;
  /** Waits until it has stopped itself. */
  stopped(): Promise<void>;
  tell(line: string): void;
  signal(name: NodeJS.Signals): void;
  /** Waits for its end and expects that it was a good one. */
  finished(): Promise<void>;
  /** Waits for its end, whatever that was. */
  ended(): Promise<void>;
}

/** How a worker is started: below another program (strace), perhaps. */
export type StartWorker = <Name extends keyof WorkerTasks>(
  name: Name,
  task: WorkerTasks[Name],
  below?: readonly string[],
) => Worker;

/** Bundles the workers once for the test file, so that each starts as fast as plain node. */
export function useWorkers(): StartWorker {
  const folder = newTempDir();
  const running = new Set<ChildProcessWithoutNullStreams>();
  beforeAll(async () => {
    const names: (keyof WorkerTasks)[] = ['stream-writer', 'document-writer', 'lock-holder'];
    await build({
      entryPoints: names.map((name) => join(import.meta.dirname, `${name}.ts`)),
      outdir: folder,
      outExtension: { '.js': '.cjs' },
      bundle: true,
      platform: 'node',
      format: 'cjs',
      logLevel: 'warning',
    });
  });
  afterEach(() => {
    for (const child of running) child.kill('SIGKILL');
  });
  afterAll(() => removeDir(folder));

  return (name, task, below = []) => {
    const command = [...below, process.execPath, join(folder, `${name}.cjs`), JSON.stringify(task)];
    const { NODE_EXTRA_CA_CERTS: _slow, ...env } = process.env;
    const child = spawn(command[0] ?? '', command.slice(1), { env });
    running.add(child);
    return follow(child, () => running.delete(child));
  };
}

function follow(child: ChildProcessWithoutNullStreams, onEnd: () => void): Worker {
  const lines: string[] = [];
  let [rest, complaint, ended] = ['', '', false];
  child.stdout.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    child.emit('lines');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  child.stdin.on('error', () => undefined);
  const end = once(child, 'close').then(([code]: unknown[]) => {
    ended = true;
    onEnd();
    child.emit('lines');
    return code;
  });
  const pid = child.pid ?? 0;
  return {
    pid,
    lines,
    printed: async (count) => {
      while (lines.length < count) {
        if (ended) throw new Error(`the worker ended after ${lines.length} of ${count} lines: ${complaint}`);
        await once(child, 'lines');
      }
    },
    stopped: () =>
      expect
        .poll(() => /\) (.) /.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))?.[1], {
          interval: 5,
          timeout: 10_000,
        })
        .toBe('T'),
    tell: (line) => void child.stdin.write(`${line}\n`),
    signal: (name) => void child.kill(name),
    finished: async () => {
      child.stdin.end();
      const code = await end;
      if (code !== 0) throw new Error(`the worker ended with ${code}: ${complaint}`);
    },
    ended: async () => void (await end),
  };
}
