import type { EventData } from '../session/event.ts';
import { runProgram } from './run-program.ts';

type Commit = EventData<'commit_observed'>;

/** At most so many commits are looked at, the newest. */
const MOST_COMMITS = 100;
/** What HEAD's own log says of a commit that was made here, and not fetched from somebody else. */
const MADE_HERE =
  /^(?:commit|cherry-pick|revert|am|rebase|merge|pull)\b(?!.*(?:\((?:start|finish|abort)\)|Fast-forward))/;

/**
 * The commits that were made in the working tree of `directory` and are in HEAD's history but not in `known`'s, oldest
 * first. `known` null: no commit was known, then those since `since` (ISO). What others made and was only pulled in is
 * left out. Empty where there is nothing new, no repository, or git took longer than `timeoutMs`.
 */
export async function readNewCommits(
  directory: string,
  known: string | null,
  since: string,
  timeoutMs: number,
): Promise<Commit[]> {
  const git = (...words: string[]) =>
    runProgram('git', ['--no-optional-locks', '-C', directory, ...words], { timeoutMs });
  // Only a hash goes into git's words: whatever else a log may hold could be read as an option.
  const from = known !== null && /^[0-9a-f]{4,64}$/.test(known) ? known : null;
  const range = from === null ? ['HEAD'] : [`${from}..HEAD`];
  const [log, reflog] = await Promise.all([
    git(
      'log',
      '--no-show-signature',
      '--numstat',
      '-n',
      String(MOST_COMMITS),
      '--format=%x1e%H%x1f%cI%x1f%s',
      ...range,
      '--',
    ),
    git(
      'log',
      '--no-show-signature',
      '-g',
      '-n',
      String(2 * MOST_COMMITS),
      '--format=%H%x1f%gs',
      'HEAD',
      '--',
    ),
  ]);
  if (log === undefined) return [];
  const made = madeHere(reflog ?? '');
  const found = parseCommitLog(log).reverse();
  return found.filter(
    ({ hash, at }) => (made === undefined ? at >= since : made.has(hash)) && (known !== null || at >= since),
  );
}

/** Reads `git log --numstat --format=%x1e%H%x1f%cI%x1f%s`, in its order. Binary files count as files without lines. */
export function parseCommitLog(output: string): Commit[] {
  return output
    .split('\u001e')
    .slice(1)
    .map((entry) => {
      const [head = '', ...rest] = entry.split('\n');
      const [hash = '', at = '', subject = ''] = head.split('\u001f');
      const counts = rest.map((line) => /^(\d+|-)\t(\d+|-)\t/.exec(line)).filter((found) => found !== null);
      const sum = (column: number) =>
        counts.reduce((total, found) => total + (Number(found[column]) || 0), 0);
      return {
        hash,
        subject,
        at: Number.isNaN(Date.parse(at)) ? at : new Date(at).toISOString(),
        files: counts.length,
        insertions: sum(1),
        deletions: sum(2),
      };
    });
}

// Undefined where the repository keeps no such log.
function madeHere(reflog: string): Set<string> | undefined {
  const lines = reflog.split('\n').filter(Boolean);
  if (lines.length === 0) return undefined;
  return new Set(
    lines.flatMap((line) => {
      const [hash = '', word = ''] = line.split('\u001f');
      return MADE_HERE.test(word) ? [hash] : [];
    }),
  );
}
