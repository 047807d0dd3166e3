import type { WrappedCommand } from './wrapped-command.ts';
import { endGroup, MAX_BYTES, wrappedEnvironment } from './wrapped-command.ts';

const LAST_BYTES_MS = 5;

/**
 * Runs the command with `/bin/sh -c` and gives what it wrote to standard output, exactly; an empty text when it could
 * not start, failed, wrote more than 64 KB or was not done at its deadline. In the last two cases it is ended with all
 * that it started, and so it is when this process is told to end; else what it left in the background goes on. Never
 * rejects. The way where nothing can be kept on disk; see `remembered-output.ts` for the usual one.
 */
export async function outputWithin(wrapped: WrappedCommand, deadlineMs: number): Promise<string> {
  try {
    return await outputOf(wrapped, deadlineMs);
  } catch {
    return '';
  }
}

function outputOf({ command, input, env }: WrappedCommand, deadlineMs: number): Promise<string> {
  const { spawn } = process.getBuiltinModule('node:child_process');
  return new Promise((resolve) => {
    const child = spawn('/bin/sh', ['-c', command], {
      detached: true,
      env: wrappedEnvironment(env),
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    let output = Buffer.alloc(0);
    const finish = (text: string): void => {
      clearTimeout(timer);
      process.off('SIGTERM', leave);
      resolve(text);
    };
    const stop = (): void => {
      endGroup(child.pid);
      finish('');
    };
    const leave = (): void => {
      endGroup(child.pid);
      process.exit(0);
    };
    const timer = setTimeout(stop, deadlineMs);
    const done = (code: number | null): void => finish(code === 0 ? output.toString('utf8') : '');
    process.on('SIGTERM', leave);
    child.on('error', () => finish(''));
    child.on('close', done);
    // A helper that the command left in the background may hold its output open: its own end is enough.
    child.on('exit', (code) => setTimeout(done, LAST_BYTES_MS, code));
    child.stdout.on('data', (chunk: Buffer) => {
      output = Buffer.concat([output, chunk]);
      if (output.length > MAX_BYTES) stop();
    });
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}
