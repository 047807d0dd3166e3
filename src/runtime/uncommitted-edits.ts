import { isAbsolute, relative, resolve } from 'node:path';
import { editedFiles } from '../continuity/rules/stop-rules.ts';
import type { SessionState } from '../session/state.ts';
import { readGitFacts } from './git-facts.ts';
import { runProgram } from './run-program.ts';

/** How long git may take at the end of a turn, in milliseconds. */
const GIT_TIMEOUT_MS = 1_000;

/**
 * Of the files that the session edited, those that git calls changed, relative to the working tree that `cwd` lies
 * in. Undefined where git did not answer in time: what is not known is held against nobody.
 */
export async function readUncommittedEdits(
  state: SessionState,
  cwd: string,
): Promise<readonly string[] | undefined> {
  const options = { timeoutMs: GIT_TIMEOUT_MS };
  const [top, facts] = await Promise.all([
    runProgram('git', ['-C', cwd, 'rev-parse', '--show-toplevel'], options),
    readGitFacts(cwd, GIT_TIMEOUT_MS),
  ]);
  if (top === undefined || facts === undefined) return undefined;
  const root = top.trim();
  const changed = new Set(facts.uncommitted.map((path) => resolve(root, path)));
  // A new folder is named once, with a slash, instead of its files.
  const folders = facts.uncommitted.filter((path) => path.endsWith('/')).map((path) => resolve(root, path));
  return editedFiles(state)
    .map(({ path }) => (isAbsolute(path) ? path : resolve(cwd, path)))
    .filter((path) => changed.has(path) || folders.some((folder) => path.startsWith(`${folder}/`)))
    .map((path) => relative(root, path));
}
