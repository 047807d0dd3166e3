import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { builtPlugin } from '../../helpers/built-plugin.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

/** What a process printed, and how it ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** A process of the built program. */
export interface Started {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ended>;
  /** Waits until standard output (or standard error) holds `text`. */
  shows(text: string, where?: 'stdout' | 'stderr'): Promise<void>;
}

/** How a process is started, where that matters. */
export interface Way {
  readonly cwd: string;
  readonly program?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts `bin/baton` of the built plugin with a home of its own. It is killed when the test is over. */
export function start(words: readonly string[], { cwd, program, env }: Way): Started {
  const child = spawn(program ?? join(builtPlugin(), 'bin', 'baton'), words, {
    cwd,
    env: { PATH: process.env.PATH ?? '', HOME: tempDir(), NO_COLOR: '1', ...env },
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const printed = { stdout: '', stderr: '' };
  for (const where of ['stdout', 'stderr'] as const) {
    child[where].setEncoding('utf8').on('data', (text: string) => {
      printed[where] += text;
    });
  }
  const ended = once(child, 'close').then(([code, signal]): Ended => {
    return { code, signal, out: printed.stdout, err: printed.stderr };
  });
  return {
    child,
    ended,
    shows: async (text, where = 'stdout') => {
      while (!printed[where].includes(text)) {
        const more = once(child[where], 'data');
        const over = ended.then(({ out, err }) => {
          throw new Error(`The process ended without showing ${JSON.stringify(text)}.\n${out}\n${err}`);
        });
        await Promise.race([more, over]);
      }
    },
  };
}

/** Runs one command line to its end. */
export function run(words: readonly string[], way: Way): Promise<Ended> {
  const { child, ended } = start(words, way);
  child.stdin.end();
  return ended;
}
