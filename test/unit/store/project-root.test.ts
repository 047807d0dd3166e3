import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findProjectRoot, mainWorktreeOf } from '../../../src/store/project-root.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

function folder(...parts: string[]): string {
  const path = join(...parts);
  mkdirSync(path, { recursive: true });
  return path;
}

function git(directory: string, ...args: string[]): void {
  const identity = [
    '-c',
    'user.name=Test',
    '-c',
    'user.email=test@baton.invalid',
    '-c',
    'commit.gpgsign=false',
  ];
  execFileSync('git', [...identity, ...args], { cwd: directory, stdio: 'pipe' });
}

function repository(directory: string): string {
  folder(directory);
  git(directory, 'init', '--quiet', '--initial-branch=main');
  git(directory, 'commit', '--quiet', '--allow-empty', '--message=first');
  return directory;
}

describe('findProjectRoot', () => {
  it('finds the folder itself', () => {
    const root = tempDir();
    folder(root, '.baton');
    expect(findProjectRoot(root, {})).toBe(root);
  });

  it('searches upward', () => {
    const root = tempDir();
    folder(root, '.baton');
    expect(findProjectRoot(folder(root, 'a', 'b', 'c'), {})).toBe(root);
  });

  it('takes the nearest', () => {
    const root = tempDir();
    folder(root, '.baton');
    folder(root, 'a', '.baton');
    expect(findProjectRoot(folder(root, 'a', 'b'), {})).toBe(join(root, 'a'));
  });

  it('finds nothing where Baton is off', () => {
    expect(findProjectRoot(tempDir(), {})).toBeUndefined();
  });

  it('starts from a folder that is no longer there', () => {
    const root = tempDir();
    folder(root, '.baton');
    expect(findProjectRoot(join(root, 'removed', 'since'), {})).toBe(root);
  });

  it('passes over a file named .baton', () => {
    const root = tempDir();
    folder(root, '.baton');
    writeFileSync(join(folder(root, 'a'), '.baton'), '');
    expect(findProjectRoot(join(root, 'a'), {})).toBe(root);
  });

  it('lets BATON_DIR win', () => {
    const [root, other] = [tempDir(), tempDir()];
    folder(root, '.baton');
    expect(findProjectRoot(root, { BATON_DIR: folder(other, '.baton') })).toBe(other);
  });

  it('finds nothing when BATON_DIR is not there, or is a file', () => {
    const root = tempDir();
    folder(root, '.baton');
    writeFileSync(join(root, 'file'), '');
    expect(findProjectRoot(root, { BATON_DIR: join(root, 'missing') })).toBeUndefined();
    expect(findProjectRoot(root, { BATON_DIR: join(root, 'file') })).toBeUndefined();
  });

  it('finds nothing when BATON_DIR names a folder that is not called .baton', () => {
    const root = folder(tempDir(), 'project');
    folder(root, '.baton');
    expect(findProjectRoot(root, { BATON_DIR: folder(root, 'state') })).toBeUndefined();
  });

  it('takes an empty BATON_DIR for none', () => {
    const root = tempDir();
    folder(root, '.baton');
    expect(findProjectRoot(root, { BATON_DIR: '' })).toBe(root);
  });

  it('makes a relative BATON_DIR absolute', () => {
    const root = tempDir();
    folder(root, '.baton');
    expect(findProjectRoot('/', { BATON_DIR: relative(process.cwd(), join(root, '.baton')) })).toBe(root);
  });

  it('leads from a linked git worktree to the main one', () => {
    const base = tempDir();
    const main = repository(join(base, 'main'));
    git(main, 'worktree', 'add', '--quiet', '-b', 'side', '../side');
    folder(main, '.baton');
    expect(findProjectRoot(join(base, 'side'), {})).toBe(main);
    expect(findProjectRoot(folder(base, 'side', 'deep', 'down'), {})).toBe(main);
  });

  it('leads there also when the linked worktree has a .baton of its own', () => {
    const base = tempDir();
    const main = repository(join(base, 'main'));
    git(main, 'worktree', 'add', '--quiet', '-b', 'side', '../side');
    folder(main, '.baton');
    folder(base, 'side', '.baton');
    expect(findProjectRoot(join(base, 'side'), {})).toBe(main);
  });

  it('leads there also from a linked worktree inside the main one', () => {
    const main = repository(join(tempDir(), 'main'));
    git(main, 'worktree', 'add', '--quiet', '-b', 'side', 'trees/side');
    folder(main, '.baton');
    expect(findProjectRoot(join(main, 'trees', 'side'), {})).toBe(main);
  });

  it('stays in the linked worktree when only that one has a .baton', () => {
    const base = tempDir();
    const main = repository(join(base, 'main'));
    git(main, 'worktree', 'add', '--quiet', '-b', 'side', '../side');
    folder(base, 'side', '.baton');
    expect(findProjectRoot(join(base, 'side'), {})).toBe(join(base, 'side'));
  });

  it('is not led away by a submodule', () => {
    const root = tempDir();
    folder(root, '.baton');
    folder(root, '.git', 'modules', 'sub');
    writeFileSync(join(folder(root, 'sub'), '.git'), 'gitdir: ../.git/modules/sub\n');
    expect(findProjectRoot(join(root, 'sub'), {})).toBe(root);
    folder(root, 'sub', '.baton');
    expect(findProjectRoot(join(root, 'sub'), {})).toBe(join(root, 'sub'));
  });
});

describe('mainWorktreeOf', () => {
  it('is nothing for the main worktree and for a folder without git', () => {
    expect(mainWorktreeOf(repository(join(tempDir(), 'main')))).toBeUndefined();
    expect(mainWorktreeOf(tempDir())).toBeUndefined();
  });

  it('reads a path that is relative', () => {
    const base = tempDir();
    writeFileSync(join(folder(base, 'side'), '.git'), 'gitdir: ../main/.git/worktrees/side\n');
    expect(mainWorktreeOf(join(base, 'side'))).toBe(join(base, 'main'));
  });

  it('reads a path with spaces and a worktree that bears another name', () => {
    const base = join(tempDir(), 'with space');
    const main = repository(join(base, 'main'));
    git(main, 'worktree', 'add', '--quiet', '-b', 'side', '../side');
    renameSync(join(base, 'side'), join(base, 'moved'));
    expect(readFileSync(join(base, 'moved', '.git'), 'utf8')).toContain('worktrees/side');
    expect(mainWorktreeOf(join(base, 'moved'))).toBe(main);
  });

  it.each([
    '',
    'gitdir: ',
    'gitdir: ../.git/modules/sub',
    'gitdir: /x/bare.git/worktrees/a',
    'garbage',
    '\0',
  ])('is nothing where .git holds %j', (content) => {
    const directory = tempDir();
    writeFileSync(join(directory, '.git'), content);
    expect(mainWorktreeOf(directory)).toBeUndefined();
  });
});
