import { createHash } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { workTreeTop } from './git-head.ts';
import { runProgram } from './run-program.ts';

/** What a working tree held at one moment. */
export interface TreeReading {
  /** The same for the same files with the same content, committed or not: a commit does not change it. */
  readonly tree: string;
  /** When the youngest file that differs from the index was written, in milliseconds; 0 where there is none. */
  readonly newest: number;
}

/** A larger file that git does not have yet counts by its size and time. */
const MOST_HASHED_BYTES = 20 * 1024 * 1024;
/** Baton's own files change with every check; they are no evidence of anything. */
const OWN = /(?:^|\/)\.baton\//;

/**
 * Fingerprints the working tree that `directory` lies in: its tracked files and those that git would track, by
 * content, without what is ignored and without `.baton/`. Undefined outside a repository, or when git failed or took
 * longer than `timeoutMs`. Writes nothing, takes no lock in the repository.
 */
export async function readTree(directory: string, timeoutMs: number): Promise<TreeReading | undefined> {
  const top = workTreeTop(directory);
  if (top === undefined) return undefined;
  const git = (words: readonly string[], input?: string) =>
    runProgram('git', ['--no-optional-locks', '-C', top, ...words], {
      timeoutMs,
      ...(input === undefined ? {} : { input }),
    });
  const [staged, differing] = await Promise.all([
    git(['ls-files', '-s', '-z']),
    git(['ls-files', '-t', '-m', '-d', '-o', '--exclude-standard', '-z']),
  ]);
  if (staged === undefined || differing === undefined) return undefined;
  const files = new Map(
    entries(staged).map((entry) => [entry.slice(entry.indexOf('\t') + 1), entry.split(' ')[1] ?? '']),
  );
  const changed = new Map<string, 'here' | 'gone'>();
  for (const entry of entries(differing)) {
    if (changed.get(entry.slice(2)) !== 'gone')
      changed.set(entry.slice(2), entry.startsWith('R ') ? 'gone' : 'here');
  }
  // Names that git would read as quoted, or as two, count by size and time.
  const hashed: string[] = [];
  let newest = 0;
  for (const [path, where] of changed) {
    if (OWN.test(path)) continue;
    const facts = lstatSync(join(top, path), { throwIfNoEntry: false });
    if (where === 'gone' || facts === undefined) files.delete(path);
    else {
      newest = Math.max(newest, facts.mtimeMs);
      if (facts.isFile() && facts.size <= MOST_HASHED_BYTES && !/^"|\n/.test(path)) hashed.push(path);
      else files.set(path, `${facts.size}:${facts.mtimeMs}`);
    }
  }
  const hashes =
    hashed.length === 0 ? '' : await git(['hash-object', '--stdin-paths'], `${hashed.join('\n')}\n`);
  if (hashes === undefined) return undefined;
  for (const [index, hash] of hashes.split('\n').filter(Boolean).entries())
    files.set(hashed[index] ?? '', hash);
  return { tree: fingerprint(files), newest };
}

function entries(output: string): string[] {
  return output.split('\0').filter(Boolean);
}

function fingerprint(files: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256');
  for (const path of [...files.keys()].filter((one) => !OWN.test(one)).sort()) {
    hash.update(`${files.get(path) ?? ''} ${path}\0`);
  }
  return hash.digest('hex').slice(0, 40);
}
