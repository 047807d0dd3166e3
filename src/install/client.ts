import { accessSync, constants, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import type { McpName } from './mcp-servers.ts';
import { MCP_SERVERS } from './mcp-servers.ts';
import type { Environment, Scope } from './scope.ts';

/** What came of asking the client for something: nothing went wrong, or what did. */
export type ClientAnswer = { readonly done: true } | { readonly done: false; readonly why: string };

const PATIENCE_MS = 30_000;
const MARKETPLACE = ['plugin', 'marketplace'];

/** The client's program on the PATH, or undefined when there is none. */
export function findClient(env: Environment): string | undefined {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, 'claude')).find(isProgram);
}

/**
 * Makes the plugin's folder known to the client, so that the first headless run has the plugin too.
 *
 * The client declares a marketplace in a settings file, which it rewrites without comments and layout, and
 * refuses to when that is a symbolic link. So it is asked from a throw-away folder, for that folder alone:
 * what it keeps for itself is the same, and no file of the user's is touched.
 */
export function makeKnown(client: string, root: string, env: Environment): Promise<ClientAnswer> {
  return inThrowAwayFolder(async (cwd) =>
    ask(client, [...MARKETPLACE, 'add', root, '--scope', 'local'], cwd, env),
  );
}

/** Makes the client forget the plugin's folder; again without touching a file of the user's. */
export function makeUnknown(client: string, root: string, env: Environment): Promise<ClientAnswer> {
  return inThrowAwayFolder(async (cwd) => {
    // It removes a declaration only where it finds one; adding a known folder again costs nothing.
    const declared = await ask(client, [...MARKETPLACE, 'add', root, '--scope', 'local'], cwd, env);
    return declared.done
      ? ask(client, [...MARKETPLACE, 'remove', 'baton', '--scope', 'local'], cwd, env)
      : declared;
  });
}

/** Has the client add an MCP server in `scope`; for a project's own scope it is started in the project. */
export function addServer(
  client: string,
  name: McpName,
  scope: Scope,
  cwd: string,
  env: Environment,
): Promise<ClientAnswer> {
  const entry = JSON.stringify(MCP_SERVERS[name].entry);
  return ask(client, ['mcp', 'add-json', name, entry, '--scope', scope], cwd, env);
}

/** Has the client remove an MCP server from `scope`. */
export function removeServer(
  client: string,
  name: McpName,
  scope: Scope,
  cwd: string,
  env: Environment,
): Promise<ClientAnswer> {
  return ask(client, ['mcp', 'remove', name, '--scope', scope], cwd, env);
}

async function ask(client: string, args: string[], cwd: string, env: Environment): Promise<ClientAnswer> {
  const result = await execa(client, args, {
    cwd,
    env: { ...env },
    extendEnv: false,
    stdin: 'ignore',
    timeout: PATIENCE_MS,
    forceKillAfterDelay: 1_000,
    reject: false,
  });
  if (!result.failed) return { done: true };
  if (result.timedOut) return { done: false, why: `it did not answer within ${PATIENCE_MS / 1000} s` };
  const said = `${result.stderr}\n${result.stdout}`.trim().split('\n').at(-1);
  return { done: false, why: said || result.shortMessage || 'it gave no reason' };
}

async function inThrowAwayFolder(work: (folder: string) => Promise<ClientAnswer>): Promise<ClientAnswer> {
  const folder = mkdtempSync(join(tmpdir(), 'baton-client-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
