import { join } from 'node:path';
import { isBatonError } from '../errors.ts';
import type { FileState } from './file-state.ts';
import { readFileState } from './file-state.ts';
import type { Environment, Scope } from './scope.ts';
import { isRecord, readSettings } from './settings-text.ts';

/**
 * Where a scope's servers stand. `file`: in the `.mcp.json` that a project shares, which Baton edits. Otherwise in
 * the client's own state file, which it writes all the time: there Baton has the client do it.
 */
export interface McpFacts {
  readonly file: FileState | undefined;
  /** The servers that the client has there now, by name. */
  readonly present: Readonly<Record<string, unknown>>;
}

/** Reads where the servers of `scope` stand and which there are; a file that cannot be read has none. */
export function gatherMcpFacts(scope: Scope, project: string | undefined, env: Environment): McpFacts {
  if (scope === 'project' && project !== undefined) {
    const file = readFileState(join(project, '.mcp.json'));
    return { file, present: serversIn(contentOf(file)) };
  }
  const state = contentOf(readFileState(join(env.CLAUDE_CONFIG_DIR || env.HOME || '/', '.claude.json')));
  if (scope === 'user') return { file: undefined, present: serversIn(state) };
  const projects = isRecord(state.projects) ? state.projects : {};
  const own = project === undefined ? undefined : projects[project];
  return { file: undefined, present: serversIn(isRecord(own) ? own : {}) };
}

function serversIn(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return isRecord(value.mcpServers) ? value.mcpServers : {};
}

function contentOf(file: FileState): Readonly<Record<string, unknown>> {
  try {
    return readSettings(file.path, file.bytes).value;
  } catch (error) {
    if (isBatonError(error)) return {};
    throw error;
  }
}
