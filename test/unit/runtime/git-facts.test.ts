import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseGitStatus, readGitFacts } from '../../../src/runtime/git-facts.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

const HASH = 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391';
const status = (...entries: readonly string[]) =>
  parseGitStatus(entries.map((entry) => `${entry}\0`).join(''));
const changed = (path: string) => `1 .M N... 100644 100644 100644 ${HASH} ${HASH} ${path}`;

describe('the text of git status', () => {
  it('tells branch, distance and stashes', () => {
    expect(
      status(
        '# branch.oid abc',
        '# branch.head feature/x',
        '# branch.upstream o/x',
        '# branch.ab +2 -13',
        '# stash 3',
      ),
    ).toEqual({
      branch: 'feature/x',
      head: 'abc',
      uncommitted: [],
      conflicts: 0,
      ahead: 2,
      behind: 13,
      stashes: 3,
    });
  });

  it('has no branch where HEAD is detached, and no distance where there is nothing to compare', () => {
    expect(status('# branch.oid abc', '# branch.head (detached)')).toMatchObject({
      branch: null,
      ahead: 0,
      behind: 0,
    });
    expect(status('# branch.oid (initial)', '# branch.head main').branch).toBe('main');
  });

  it('lists changed, renamed, conflicting and untracked paths once each', () => {
    expect(
      status(
        changed('a.ts'),
        `2 R. N... 100644 100644 100644 ${HASH} ${HASH} R100 new name.ts`,
        'old name.ts',
        `u UU N... 100644 100644 100644 100644 ${HASH} ${HASH} ${HASH} both.ts`,
        '? notes.md',
        '! ignored.log',
      ).uncommitted,
    ).toEqual(['a.ts', 'new name.ts', 'both.ts', 'notes.md']);
  });

  it('takes a former path for nothing else, however it is named', () => {
    const renamed = `2 R. N... 100644 100644 100644 ${HASH} ${HASH} R100 new`;
    expect(
      status(renamed, '# branch.head evil', renamed, '? x', renamed, '2 y', changed('last')).uncommitted,
    ).toEqual(['new', 'new', 'new', 'last']);
    expect(status(renamed, '# branch.head evil').branch).toBeNull();
  });

  it.each(['with space', ' leading', 'new\nline', 'tab\there', '"quoted"', 'ünï', '# branch.head x', '-n'])(
    'gives %j as it is',
    (path) => {
      expect(status(changed(path), `? ${path}`).uncommitted).toEqual([path, path]);
    },
  );

  it('lists at most 200 paths', () => {
    const many = Array.from({ length: 250 }, (_, index) => `? f${index}`);
    expect(status(...many).uncommitted).toHaveLength(200);
  });

  it('is nothing for an empty text', () => {
    expect(parseGitStatus('')).toEqual({
      branch: null,
      head: null,
      uncommitted: [],
      conflicts: 0,
      ahead: 0,
      behind: 0,
      stashes: 0,
    });
  });
});

describe('a real repository', () => {
  const HOME = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };

  function repository(): { root: string; git: (...words: string[]) => void } {
    const root = tempDir();
    const identity = [
      '-c',
      'user.name=Ada',
      '-c',
      'user.email=ada@example.org',
      '-c',
      'commit.gpgsign=false',
    ];
    const git = (...words: string[]) => {
      execFileSync('git', ['-C', root, ...identity, ...words], {
        env: { ...HOME, HOME: root },
        stdio: 'pipe',
      });
    };
    git('init', '-q', '-b', 'main');
    writeFileSync(join(root, 'a.txt'), 'one\ntwo\nthree\nfour\n');
    writeFileSync(join(root, 'b.txt'), 'b\n');
    git('add', '.');
    git('commit', '-q', '-m', 'first');
    return { root, git };
  }

  it('is clean after a commit', async () => {
    const { root } = repository();
    expect(await readGitFacts(root, 5_000)).toEqual({
      branch: 'main',
      head: expect.stringMatching(/^[0-9a-f]{40}$/),
      uncommitted: [],
      conflicts: 0,
      ahead: 0,
      behind: 0,
      stashes: 0,
    });
  });

  it('tells a rename, an untracked file with a line break, and a stash', async () => {
    const { root, git } = repository();
    writeFileSync(join(root, 'b.txt'), 'changed\n');
    git('stash');
    git('mv', 'a.txt', 'moved to.txt');
    writeFileSync(join(root, 'new\nline'), '');
    mkdirSync(join(root, 'sub'));
    const facts = await readGitFacts(join(root, 'sub'), 5_000);
    expect(facts?.uncommitted.toSorted()).toEqual(['moved to.txt', 'new\nline']);
    expect(facts?.stashes).toBe(1);
  });

  it('tells the distance to the upstream branch, and a conflict', async () => {
    const { root, git } = repository();
    git('branch', 'up');
    git('branch', '--set-upstream-to=up');
    appendFileSync(join(root, 'b.txt'), 'mine\n');
    git('commit', '-q', '-am', 'mine');
    git('checkout', '-q', 'up');
    appendFileSync(join(root, 'b.txt'), 'theirs\n');
    git('commit', '-q', '-am', 'theirs');
    git('checkout', '-q', 'main');
    expect(() => git('merge', 'up')).toThrow();
    expect(await readGitFacts(root, 5_000)).toMatchObject({
      ahead: 1,
      behind: 1,
      uncommitted: ['b.txt'],
      conflicts: 1,
    });
  });

  it('has no branch where HEAD is detached', async () => {
    const { root, git } = repository();
    git('checkout', '-q', '--detach');
    expect((await readGitFacts(root, 5_000))?.branch).toBeNull();
  });

  it('is nothing outside a repository and in a folder that is not there', async () => {
    const outside = tempDir();
    expect(await readGitFacts(outside, 5_000)).toBeUndefined();
    expect(await readGitFacts(join(outside, 'absent'), 5_000)).toBeUndefined();
  });

  it('are not waited for when git takes too long', async () => {
    const { root } = repository();
    const bin = tempDir();
    writeFileSync(join(bin, 'git'), '#!/bin/sh\nexec sleep 60\n', { mode: 0o755 });
    const before = process.env.PATH;
    process.env.PATH = `${bin}:${before}`;
    try {
      expect(await readGitFacts(root, 100)).toBeUndefined();
    } finally {
      process.env.PATH = before;
    }
  });
});
