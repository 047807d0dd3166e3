import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readSmallFile } from './small-file.ts';

const MAX_BYTES = 4096;

/** What lies at a path: `other` for pipes and the like, undefined for nothing (or nothing we may look at). */
function kindOf(path: string): 'file' | 'directory' | 'other' | undefined {
  const facts = statSync(path, { throwIfNoEntry: false });
  if (facts === undefined) return undefined;
  if (facts.isDirectory()) return 'directory';
  return facts.isFile() ? 'file' : 'other';
}

/** The git directory of the work tree that `from` lies in; a `.git` file (worktree, submodule) says where it is. */
function gitDirectory(from: string): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const git = join(folder, '.git');
    const kind = kindOf(git);
    if (kind === 'directory') return git;
    if (kind === 'file') {
      const target = /^gitdir: (.+)$/m.exec(readSmallFile(git, MAX_BYTES) ?? '')?.[1];
      return target === undefined ? undefined : resolve(folder, target.trim());
    }
    if (dirname(folder) === folder) return undefined;
  }
}

/**
 * The branch checked out where `from` lies, by reading `.git/HEAD`, without starting git: a branch's short name, a
 * detached commit's first seven digits, another ref without `refs/`. Undefined outside a repository, for what cannot
 * be read, and for the reftable format, whose HEAD file names no branch. The name is git's own and may hold any
 * character that git allows: clean it before showing it.
 */
export function headBranch(from: string): string | undefined {
  try {
    const git = gitDirectory(from);
    const head = git === undefined ? undefined : readSmallFile(join(git, 'HEAD'), MAX_BYTES)?.trim();
    if (head === undefined) return undefined;
    if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(head)) return head.slice(0, 7);
    const name = /^ref: refs\/(?:heads\/)?(.+)$/.exec(head)?.[1];
    return name === '.invalid' ? undefined : name;
  } catch {
    return undefined;
  }
}
