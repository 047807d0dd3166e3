import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../json-fields.ts';
import { objectAt, parseObject, textAt } from '../json-fields.ts';
import { replaceFile } from '../store/atomic-file.ts';
import type { Layout } from '../store/layout.ts';
import type { Environment } from './client-folder.ts';
import { userFolder } from './client-folder.ts';
import { readSmallFile } from './small-file.ts';

/** A command of the project's settings, as far as trust goes. */
export interface TrustedCommand {
  readonly name: string;
  readonly command: string;
}

/**
 * True when the person of this user has approved exactly these commands for this project. The settings are committed,
 * so they may come from anybody: nothing in them is run on their word alone.
 */
export function areTrusted(layout: Layout, env: Environment, commands: readonly TrustedCommand[]): boolean {
  return textAt(objectAt(read(env), projectOf(layout)), 'commands') === fingerprint(commands);
}

/** Remembers that the person approved these commands for this project, in the user's own folder. */
export function trustChecks(
  layout: Layout,
  env: Environment,
  commands: readonly TrustedCommand[],
  now: number,
): void {
  const entry = { commands: fingerprint(commands), approved_at: new Date(now).toISOString() };
  const next = { ...read(env), [projectOf(layout)]: entry };
  replaceFile(fileOf(env), `${JSON.stringify(next, null, 1)}\n`, { durable: true });
}

function fingerprint(commands: readonly TrustedCommand[]): string {
  const plain = commands.map(({ name, command }) => [name, command]);
  return createHash('sha256').update(JSON.stringify(plain)).digest('hex');
}

function projectOf({ root }: Layout): string {
  try {
    return realpathSync(root);
  } catch {
    return root;
  }
}

function read(env: Environment): JsonObject {
  return parseObject(readSmallFile(fileOf(env), 1_048_576) ?? '');
}

function fileOf(env: Environment): string {
  return join(userFolder(env), 'trusted-checks.json');
}
