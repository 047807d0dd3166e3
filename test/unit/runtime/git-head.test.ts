import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { headBranch } from '../../../src/runtime/git-head.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

const SHA = '3f786850e387550fdab836ed7e6dc881de23001b';

function repository(head: string): string {
  const root = tempDir();
  mkdirSync(join(root, '.git'));
  writeFileSync(join(root, '.git', 'HEAD'), head);
  return root;
}

describe('headBranch', () => {
  it.each([
    ['a branch', 'ref: refs/heads/main\n', 'main'],
    ['a branch with slashes', 'ref: refs/heads/feature/dates\n', 'feature/dates'],
    ['a detached commit', `${SHA}\n`, '3f78685'],
    ['a detached commit of a SHA-256 repository', `${'ab'.repeat(32)}\n`, 'abababa'],
    ['another ref', 'ref: refs/bisect/bad\n', 'bisect/bad'],
    ['the reftable format, whose HEAD names nothing', 'ref: refs/heads/.invalid\n', undefined],
    ['an empty HEAD', '', undefined],
    ['nonsense', 'hello\n', undefined],
    ['a HEAD beyond 4 KB', `ref: refs/heads/${'x'.repeat(5000)}`, undefined],
  ])('reads %s', (_, head, branch) => {
    expect(headBranch(repository(head))).toBe(branch);
  });

  it('looks upward from a folder inside', () => {
    const root = repository('ref: refs/heads/main\n');
    mkdirSync(join(root, 'a', 'b'), { recursive: true });
    expect(headBranch(join(root, 'a', 'b'))).toBe('main');
  });

  it('follows the .git file of a worktree and of a submodule', () => {
    const root = repository('ref: refs/heads/main\n');
    const admin = join(root, '.git', 'worktrees', 'two');
    mkdirSync(admin, { recursive: true });
    writeFileSync(join(admin, 'HEAD'), 'ref: refs/heads/two\n');
    const linked = tempDir();
    writeFileSync(join(linked, '.git'), `gitdir: ${admin}\n`);
    expect(headBranch(linked)).toBe('two');
    mkdirSync(join(root, 'sub'));
    writeFileSync(join(root, 'sub', '.git'), 'gitdir: ../.git/worktrees/two\n');
    expect(headBranch(join(root, 'sub'))).toBe('two');
  });

  it('says what git says of a new repository', () => {
    const root = tempDir();
    execFileSync('git', ['init', '-q', '-b', 'trunk', root]);
    expect(headBranch(root)).toBe('trunk');
  });

  it('has no branch for a folder that does not exist, or a .git that leads nowhere', () => {
    const root = tempDir();
    writeFileSync(join(root, '.git'), 'nonsense');
    expect(headBranch(root)).toBeUndefined();
    expect(headBranch(join(root, '..', 'no-such-folder-here'))).toBeUndefined();
  });

  it('does not wait for a pipe in the place of HEAD', () => {
    const root = tempDir();
    mkdirSync(join(root, '.git'));
    execFileSync('mkfifo', [join(root, '.git', 'HEAD')]);
    expect(headBranch(root)).toBeUndefined();
  });
});
