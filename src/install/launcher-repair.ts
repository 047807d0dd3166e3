import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../runtime/client-folder.ts';
import { userFolder } from '../runtime/client-folder.ts';
import { replaceFile } from '../store/atomic-file.ts';
import { LAUNCHER } from './launcher.ts';
import { perUserFolderOf } from './per-user-folder.ts';

/** One thing to put right: as a task, as a report of having done it, and doing it. */
export interface LauncherRepair {
  readonly what: string;
  readonly done: string;
  run(): void;
}

/**
 * Puts the launcher of the status line back where an installation is on record and it is missing, and points it at
 * `pluginRoot` where the folder that it names is gone. Where Baton was never installed nothing is to be repaired.
 */
export function launcherRepairs(env: Environment, pluginRoot: string): LauncherRepair[] {
  const { launcher, root, ledger } = perUserFolderOf(join(userFolder(env), '..'));
  if (!existsSync(ledger) || !existsSync(join(pluginRoot, 'dist', 'statusline.cjs'))) return [];
  const repairs: LauncherRepair[] = [];
  if (!existsSync(launcher)) {
    repairs.push({
      what: `put the launcher ${launcher} back`,
      done: `put the launcher ${launcher} back`,
      run: () => replaceFile(launcher, LAUNCHER, { durable: true, mode: 0o600 }),
    });
  }
  // Where no folder is named the launcher finds the client's own newest copy by itself.
  if (existsSync(root) && !leads(root)) {
    repairs.push({
      what: `point the launcher at ${pluginRoot}`,
      done: `pointed the launcher at ${pluginRoot}`,
      run: () => replaceFile(root, `${pluginRoot}\n`, { durable: true }),
    });
  }
  return repairs;
}

function leads(note: string): boolean {
  try {
    return existsSync(join(readFileSync(note, 'utf8').trim(), 'dist', 'statusline.cjs'));
  } catch {
    return false;
  }
}
