import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { HookCall } from './hook-call.ts';

/**
 * Starts a command of Baton in a process of its own, which outlives this hook and which nobody waits for. Nothing where
 * the command line does not lie beside the program that runs. @throws the system's error.
 */
export function startCommand({ layout, env }: HookCall, words: readonly string[]): void {
  const program = join(dirname(process.argv[1] ?? ''), 'cli.cjs');
  if (!existsSync(program)) return;
  spawn(process.execPath, [program, ...words, '--project', layout.root], {
    cwd: layout.root,
    detached: true,
    stdio: 'ignore',
    env: { ...env },
  })
    .on('error', () => {})
    .unref();
}
