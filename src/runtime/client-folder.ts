import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Layout } from '../store/layout.ts';

/** The environment as a value: everything that reads it takes it as an argument. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Baton's own folder in the client's configuration folder of this user. */
export function userFolder(env: Environment): string {
  return join(env.CLAUDE_CONFIG_DIR || join(env.HOME ?? tmpdir(), '.claude'), 'baton');
}

/** Where failures are noted, the first place that can be written: project, user, temporary folder. */
export function troubleFiles(layout: Layout | undefined, env: Environment): string[] {
  const inProject = layout === undefined ? [] : [layout.trouble];
  return [...inProject, join(userFolder(env), 'errors.jsonl'), join(tmpdir(), 'baton-errors.jsonl')];
}
