import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from '../store/crc32.ts';
import type { Layout } from '../store/layout.ts';
import { isLink } from '../store/no-follow.ts';
import type { Environment } from './client-folder.ts';
import { userFolder } from './client-folder.ts';
import { gitDirectory } from './git-head.ts';
import { readSmallFile } from './small-file.ts';

/** What git said of a work tree when it was last asked. */
export interface GitLook {
  /** The branch that was checked out then; `(detached)` when none was. */
  readonly branch: string;
  /** Paths with changes that are not committed, new files among them. */
  readonly changed: number;
  readonly conflicts: number;
  /** Commits before and behind the upstream branch; zero where there is none. */
  readonly ahead: number;
  readonly behind: number;
  /** When git answered, in milliseconds since 1970. */
  readonly at: number;
}

/** A work tree whose state is remembered, and where: `<file>` what git said, `<file>.begun` when it was last asked. */
export interface GitLookPlace {
  readonly directory: string;
  readonly file: string;
}

/** Milliseconds from one look to the next: at least, and after one that did not end or found nothing. */
const LEAST_PAUSE = 5_000;
const PAUSE_AFTER_FAILURE = 60_000;

/** Git is at work for at most one part in so many. */
const REST = 20;

const FORMAT = /^baton-git 1\n(.+)\n(\d+) (\d+)\n(\d+) (\d+)\n$/;

/**
 * Where the state of the work tree around `from` is remembered: in the project's cache, or where there is no project
 * in the user's. Undefined outside a repository, where Baton has no folder to write to, and where that is a link.
 */
export function gitLookPlace(
  from: string,
  layout: Layout | undefined,
  env: Environment,
): GitLookPlace | undefined {
  const directory = gitDirectory(from);
  if (directory === undefined) return undefined;
  const folder = layout?.baton ?? userFolder(env);
  // What lies elsewhere is not Baton's to write to (src/store/no-follow.ts); the other programs refuse the project.
  if (!existsSync(folder) || (layout !== undefined && (isLink(layout.baton) || isLink(layout.cache))))
    return undefined;
  return { directory: from, file: join(folder, 'cache', `git-${crc32(Buffer.from(directory))}.txt`) };
}

/** What is remembered; undefined when nothing is or the file says something else. */
export function readGitLook({ file }: GitLookPlace): GitLook | undefined {
  const [, branch, ...numbers] = FORMAT.exec(readSmallFile(file, 4096) ?? '') ?? [];
  const [ahead = 0, behind = 0, changed = 0, conflicts = 0] = numbers.map(Number);
  const at = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  return branch === undefined || at === undefined
    ? undefined
    : { branch, ahead, behind, changed, conflicts, at };
}

/**
 * Whether git may be asked again at `now` (milliseconds since 1970): not while it is at it, not at once after it failed,
 * and the less often the longer it takes. A clock that was set back does not stop it.
 */
export function isLookDue({ file }: GitLookPlace, now: number): boolean {
  const begun = statSync(`${file}.begun`, { throwIfNoEntry: false })?.mtimeMs;
  if (begun === undefined || begun > now) return true;
  const ended = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const pause = ended < begun ? PAUSE_AFTER_FAILURE : Math.max(LEAST_PAUSE, (ended - begun) * REST);
  return now - begun >= pause;
}
