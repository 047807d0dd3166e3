import { join } from 'node:path';
import type { Layout } from '../store/layout.ts';

/** The environment as a value: everything that reads it takes it as an argument. */
export type Environment = Readonly<Record<string, string | undefined>>;

// Loaded when it is asked for: that takes 0.3 ms, and the status line seldom asks.
const tmpdir = (): string => process.getBuiltinModule('node:os').tmpdir();

/** Baton's own folder in the client's configuration folder of this user. */
export function userFolder(env: Environment): string {
  return join(env.CLAUDE_CONFIG_DIR || join(env.HOME ?? tmpdir(), '.claude'), 'baton');
}

/** Where failures are noted, the first place that can be written: project, user, temporary folder. */
export function troubleFiles(layout: Layout | undefined, env: Environment): string[] {
  const places = [userTrouble(env), join(tmpdir(), 'baton-errors.jsonl')];
  return layout === undefined ? places : [layout.trouble, ...places];
}

/** The first of those places. */
export function troubleFile(layout: Layout | undefined, env: Environment): string {
  return layout?.trouble ?? userTrouble(env);
}

function userTrouble(env: Environment): string {
  return join(userFolder(env), 'errors.jsonl');
}
