import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readSmallFile } from './small-file.ts';

const MAX_BYTES = 4096;
const MOST_PACKED_BYTES = 16 * 1024 * 1024;
const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** What lies at a path: `other` for pipes and the like, undefined for nothing (or nothing we may look at). */
function kindOf(path: string): 'file' | 'directory' | 'other' | undefined {
  const facts = statSync(path, { throwIfNoEntry: false });
  if (facts === undefined) return undefined;
  if (facts.isDirectory()) return 'directory';
  return facts.isFile() ? 'file' : 'other';
}

/**
 * The git directory of the work tree that `from` lies in; a `.git` file (worktree, submodule) says where it is.
 *
 * @throws the system's error when a folder on the way cannot be looked at.
 */
export function gitDirectory(from: string): string | undefined {
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

/** The folder with the `.git` of the work tree that `from` lies in; undefined outside a repository. */
export function workTreeTop(from: string): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const kind = kindOf(join(folder, '.git'));
    if (kind === 'directory' || kind === 'file') return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

/**
 * The commit checked out where `from` lies, by reading git's own files, without starting git. Undefined outside a
 * repository, before the first commit, and where the commit is written in another way (the reftable format).
 */
export function headCommit(from: string): string | undefined {
  try {
    const git = gitDirectory(from);
    if (git === undefined) return undefined;
    const head = readSmallFile(join(git, 'HEAD'), MAX_BYTES)?.trim() ?? '';
    if (COMMIT.test(head)) return head;
    const ref = /^ref: (refs\/.+)$/.exec(head)?.[1];
    if (ref === undefined) return undefined;
    // A linked work tree keeps its HEAD for itself and its branches with the others.
    const common = readSmallFile(join(git, 'commondir'), MAX_BYTES)?.trim();
    const shared = common === undefined ? git : resolve(git, common);
    const loose = readSmallFile(join(shared, ref), MAX_BYTES)?.trim();
    if (loose !== undefined) return COMMIT.test(loose) ? loose : undefined;
    const packed = readSmallFile(join(shared, 'packed-refs'), MOST_PACKED_BYTES) ?? '';
    const line = packed.split('\n').find((one) => one.endsWith(` ${ref}`));
    return line === undefined ? undefined : COMMIT.exec(line.slice(0, -ref.length - 1))?.[0];
  } catch {
    return undefined;
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
    if (COMMIT.test(head)) return head.slice(0, 7);
    const name = /^ref: refs\/(?:heads\/)?(.+)$/.exec(head)?.[1];
    return name === '.invalid' ? undefined : name;
  } catch {
    return undefined;
  }
}
