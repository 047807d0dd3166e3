import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { headCommit } from '../../../src/runtime/git-head.ts';
import { readNewCommits } from '../../../src/runtime/new-commits.ts';
import { gitIn, gitProject } from '../../helpers/git-project.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

const LONG_AGO = '2020-01-01T00:00:00.000Z';

function repository() {
  const root = tempDir();
  const git = gitProject(root);
  const commit = (subject: string, text = `${subject}\n`) => {
    appendFileSync(join(root, 'a.txt'), text);
    git('add', '.');
    git('commit', '-qm', subject);
    return git('rev-parse', 'HEAD');
  };
  const since = async (known: string | null, at = LONG_AGO) =>
    (await readNewCommits(root, known, at, 10_000)).map(({ subject }) => subject);
  return { root, git, commit, since };
}

describe('the commits made here', () => {
  it('are those behind the known one, oldest first, with files and lines', async () => {
    const { root, git, commit } = repository();
    const first = commit('first');
    commit('second', 'one\ntwo\n');
    writeFileSync(join(root, 'b.txt'), 'b\n');
    const third = commit('third: with "quotes" and ümlaut', 'x\n');
    const found = await readNewCommits(root, first, LONG_AGO, 10_000);
    expect(found).toEqual([
      expect.objectContaining({ subject: 'second', files: 1, insertions: 2, deletions: 0 }),
      {
        hash: third,
        subject: 'third: with "quotes" and ümlaut',
        at: expect.stringMatching(/^\d{4}-.*Z$/),
        files: 2,
        insertions: 2,
        deletions: 0,
      },
    ]);
    expect(git('status', '--porcelain')).toBe('');
  });

  it('are all since the session began where none was known', async () => {
    const { commit, since } = repository();
    commit('first');
    expect(await since(null)).toEqual(['first']);
    expect(await since(null, '2100-01-01T00:00:00.000Z')).toEqual([]);
  });

  it('are not those of others that were only fetched, nor those of a branch that is only looked at', async () => {
    const { root, git, commit, since } = repository();
    const first = commit('first');
    const other = tempDir();
    git('clone', '-q', root, other);
    const elsewhere = gitIn(other);
    writeFileSync(join(other, 'theirs.txt'), 'x');
    elsewhere('add', '.');
    elsewhere('commit', '-qm', 'theirs');
    git('pull', '-q', '--ff-only', other, 'main');
    expect(await since(first)).toEqual([]);
    commit('ours');
    expect(await since(first)).toEqual(['ours']);
    git('fetch', '-q', other, 'main:theirs');
    git('checkout', '-q', 'theirs');
    expect(await since(first)).toEqual([]);
  });

  it('are merges and picks as well', async () => {
    const { root, git, commit, since } = repository();
    const first = commit('first');
    git('checkout', '-qb', 'side');
    writeFileSync(join(root, 'side.txt'), 'x');
    git('add', '.');
    git('commit', '-qm', 'on the side');
    git('checkout', '-q', 'main');
    commit('on main');
    git('merge', '-q', '--no-ff', '-m', 'together', 'side');
    expect((await since(first)).sort()).toEqual(['on main', 'on the side', 'together']);
  });

  it('are none without a repository, or when the known one is not there', async () => {
    const { commit, since } = repository();
    commit('first');
    expect(await since('0'.repeat(40))).toEqual([]);
    expect(await readNewCommits(tempDir(), null, LONG_AGO, 10_000)).toEqual([]);
  });
});

describe('headCommit', () => {
  it('is read from git’s own files: loose, packed, detached, in a linked work tree', () => {
    const { root, git, commit } = repository();
    expect(headCommit(root)).toBeUndefined();
    const first = commit('first');
    expect(headCommit(root)).toBe(first);
    git('worktree', 'add', '-q', '-b', 'side', join(root, 'side'));
    expect(headCommit(join(root, 'side'))).toBe(first);
    git('pack-refs', '--all');
    expect(headCommit(root)).toBe(first);
    expect(headCommit(join(root, 'side'))).toBe(first);
    const second = commit('second');
    expect(headCommit(root)).toBe(second);
    git('checkout', '-q', '--detach', first);
    expect(headCommit(root)).toBe(first);
    expect(headCommit(tempDir())).toBeUndefined();
  });
});
