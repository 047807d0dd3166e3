import { fstatSync, readFileSync, realpathSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ProgramHost } from './command-context.ts';
import { answerQuickly } from './quick-queries.ts';

declare const BATON_VERSION: string | undefined;

// The entry of dist/cli.cjs: the real world as a host, quick answers, and the way to all the rest (cli-full.cjs).
void start();

async function start(): Promise<void> {
  const script = process.argv[1];
  let leave = () => {};
  const ended = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const host: ProgramHost = {
    cwd: process.cwd(),
    env: process.env,
    get isTty() {
      return isTerminal();
    },
    get columns() {
      return process.stdout.columns ?? 80;
    },
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
    get pluginRoot() {
      return join(dirname(script === undefined ? process.cwd() : realpathSync(script)), '..');
    },
    get mayAsk() {
      return process.stdin.isTTY === true && isTerminal();
    },
  };
  const words = process.argv.slice(2);
  if (answerQuickly(words, host)) return;
  const { runCli } = await import('./run-cli.ts');
  process.exitCode = await runCli(words, host);
}

// Making process.stdout costs 3 ms; a pipe or a file is no terminal without it, and so is what has been closed.
function isTerminal(): boolean {
  try {
    return fstatSync(1).isCharacterDevice() && process.stdout.isTTY === true;
  } catch {
    return false;
  }
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
