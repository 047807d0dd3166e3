import { readFileSync, realpathSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runCli } from './run-cli.ts';

declare const BATON_VERSION: string | undefined;

// The entry of dist/cli.cjs: the real world as a host, nothing else.
void start();

async function start(): Promise<void> {
  const script = process.argv[1];
  let leave = () => {};
  const ended = new Promise<void>((resolve) => {
    leave = resolve;
  });
  process.exitCode = await runCli(process.argv.slice(2), {
    cwd: process.cwd(),
    env: process.env,
    isTty: process.stdout.isTTY === true,
    columns: process.stdout.columns ?? 80,
    now: Date.now,
    readStdin: () => readFileSync(0, 'utf8'),
    out: (text) => {
      if (!writeAll(1, text)) leave();
    },
    err: (text) => {
      writeAll(2, text);
    },
    ended,
    version: typeof BATON_VERSION === 'string' ? BATON_VERSION : 'development',
    pluginRoot: join(dirname(script === undefined ? process.cwd() : realpathSync(script)), '..'),
    mayAsk: process.stdin.isTTY === true && process.stdout.isTTY === true,
  });
}

// A pipe takes what it can; the rest follows when there is room. False when the reader has left: no failure, but
// nothing more needs to be shown.
function writeAll(fd: number, text: string): boolean {
  let bytes = Buffer.from(text);
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(fd, bytes));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') continue;
      return false;
    }
  }
  return true;
}
