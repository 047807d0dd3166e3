import { readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** The name of the folder that makes a project a Baton project. */
export const BATON_FOLDER = '.baton';

/**
 * The directory whose `.baton/` belongs to `from`, or undefined where Baton is off.
 *
 * `BATON_DIR` names the `.baton` folder itself and wins; a folder of another name switches Baton off. Otherwise the search goes upward; a linked git
 * worktree leads to its main worktree, so that all worktrees of a repository share one plan. Only files
 * are read: no git process. `hooks/guard.sh` takes the same steps in shell; a test holds the two together.
 */
export function findProjectRoot(
  from: string,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const override = env.BATON_DIR;
  if (override) {
    const folder = resolve(override);
    return basename(folder) === BATON_FOLDER && isDirectory(folder) ? dirname(folder) : undefined;
  }
  for (let directory = resolve(from); ; directory = dirname(directory)) {
    const main = mainWorktreeOf(directory);
    if (main !== undefined && isDirectory(join(main, BATON_FOLDER))) return main;
    if (isDirectory(join(directory, BATON_FOLDER))) return directory;
    if (dirname(directory) === directory) return undefined;
  }
}

/**
 * The main worktree of the linked worktree at `directory`, read from its `.git` file; undefined for
 * anything else (an ordinary repository, a submodule, a worktree of a bare repository).
 */
export function mainWorktreeOf(directory: string): string | undefined {
  const gitFile = join(directory, '.git');
  try {
    if (statSync(gitFile, { throwIfNoEntry: false })?.isFile() !== true) return undefined;
    const line = readFileSync(gitFile, 'utf8').split('\n', 1)[0] ?? '';
    const target = /^gitdir: (.*)\/\.git\/worktrees\/[^/]+$/.exec(line)?.[1];
    // A relative path counts from where the folder really is, as it does for git.
    return target === undefined ? undefined : resolve(realpathSync(directory), target);
  } catch {
    return undefined;
  }
}

function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
