import { execFile } from 'node:child_process';
import type { Environment } from './client-folder.ts';

/** How a program is run. */
export interface ProgramOptions {
  /** Milliseconds after which it is ended. */
  readonly timeoutMs: number;
  /** Its whole environment; the own one where none is given. */
  readonly env?: Environment;
  readonly input?: string;
}

/** What a program printed; undefined when it could not start, failed, or took too long. Never rejects. */
export function runProgram(
  file: string,
  words: readonly string[],
  { timeoutMs, env, input }: ProgramOptions,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const options = {
      timeout: timeoutMs,
      maxBuffer: 16 * 1024 * 1024,
      ...(env === undefined ? {} : { env: { ...env } }),
    };
    const child = execFile(file, words, options, (error, stdout) =>
      resolve(error === null ? stdout : undefined),
    );
    // A program that ends without reading is no failure of ours.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input ?? '');
  });
}
