import { runProgram } from './run-program.ts';

/** What git says of the working tree. `null` fields: not a repository, or git did not answer in time. */
export interface GitFacts {
  readonly branch: string | null;
  /** The commit that is checked out; null before the first. */
  readonly head: string | null;
  /** Paths with uncommitted changes, at most 200, as git prints them. */
  readonly uncommitted: readonly string[];
  /** How many of them two sides have changed differently. */
  readonly conflicts: number;
  readonly ahead: number;
  readonly behind: number;
  readonly stashes: number;
}

const MOST_PATHS = 200;

/**
 * The state of the repository that holds `directory`, or undefined where there is none or git took longer
 * than `timeoutMs`. Takes no lock in the repository, so that it never disturbs a git command of the person.
 */
export async function readGitFacts(directory: string, timeoutMs: number): Promise<GitFacts | undefined> {
  const words = ['status', '--porcelain=v2', '--branch', '--show-stash', '-z'];
  const output = await runProgram('git', ['--no-optional-locks', '-C', directory, ...words], { timeoutMs });
  return output === undefined ? undefined : parseGitStatus(output);
}

/**
 * Reads `git status --porcelain=v2 --branch --show-stash -z`:
 * `# branch.oid HASH`, `# branch.head NAME`, `# branch.ab +A -B`, `# stash N`, then one entry a path; a rename (`2 …`) is
 * followed by the former path as an entry of its own.
 */
export function parseGitStatus(output: string): GitFacts {
  const facts = {
    branch: null as string | null,
    head: null as string | null,
    ahead: 0,
    behind: 0,
    conflicts: 0,
    stashes: 0,
  };
  const uncommitted: string[] = [];
  const entries = output.split('\0');
  for (let index = 0; index < entries.length; index++) {
    const entry = entries[index] ?? '';
    const header = /^# (branch\.oid|branch\.head|branch\.ab|stash) (.*)$/.exec(entry);
    if (header?.[1] === 'branch.oid') facts.head = header[2] === '(initial)' ? null : (header[2] ?? null);
    if (header?.[1] === 'branch.head') facts.branch = header[2] === '(detached)' ? null : (header[2] ?? null);
    if (header?.[1] === 'stash') facts.stashes = Number(header[2]);
    const counts = header?.[1] === 'branch.ab' ? /^\+(\d+) -(\d+)$/.exec(header[2] ?? '') : null;
    if (counts !== null) [facts.ahead, facts.behind] = [Number(counts[1]), Number(counts[2])];
    const path = pathOf(entry);
    if (path !== undefined && uncommitted.length < MOST_PATHS) uncommitted.push(path);
    if (entry.startsWith('u ')) facts.conflicts++;
    if (entry.startsWith('2 ')) index++;
  }
  return { ...facts, uncommitted };
}

// 1 XY sub mH mI mW hH hI path · 2 … X100 path · u XY sub m1 m2 m3 mW h1 h2 h3 path · ? path
const FIELDS_BEFORE_PATH: Readonly<Record<string, number>> = { '1': 8, '2': 9, u: 10, '?': 1 };

function pathOf(entry: string): string | undefined {
  const fields = FIELDS_BEFORE_PATH[entry[0] ?? ''];
  if (fields === undefined || entry[1] !== ' ') return undefined;
  return entry.split(' ').slice(fields).join(' ');
}
