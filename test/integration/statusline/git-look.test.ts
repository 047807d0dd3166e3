import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tempDir } from '../../helpers/temp-dir.ts';
import { buildLine, removeLine, start } from './line-process.ts';

beforeAll(buildLine);
afterAll(removeLine);

/** A repository with Baton, in which a file was changed and another is new. */
function repository(): { readonly root: string; git(...words: string[]): void } {
  const root = tempDir();
  const env = { PATH: process.env.PATH ?? '', HOME: root, GIT_CONFIG_NOSYSTEM: '1' };
  const git = (...words: string[]): void => {
    execFileSync('git', ['-c', 'user.name=ada', '-c', 'user.email=a@example.org', ...words], {
      cwd: root,
      env,
      stdio: 'pipe',
    });
  };
  git('init', '-q', '-b', 'main');
  mkdirSync(join(root, '.baton'));
  writeFileSync(join(root, '.gitignore'), '.baton/\n');
  writeFileSync(join(root, 'a'), '1');
  git('add', '-A');
  git('commit', '-qm', 'one');
  writeFileSync(join(root, 'a'), '2');
  writeFileSync(join(root, 'b b\nb'), '2');
  return { root, git };
}

const caches = (root: string): string[] => {
  const folder = join(root, '.baton', 'cache');
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('git-')) : [];
};

const lineIn = async (root: string): Promise<string> => {
  const { code, output } = await start([JSON.stringify({ cwd: root })], { env: { HOME: root } });
  expect(code).toBe(0);
  return output;
};

async function answered(root: string): Promise<void> {
  await expect
    .poll(() => caches(root).filter((name) => name.endsWith('.txt')).length, { timeout: 10_000 })
    .toBe(1);
}

describe('what git says in the status line', () => {
  it('is asked for once the line is printed, and told by the next one', async () => {
    const { root } = repository();
    expect(await lineIn(root)).toMatch(/│ main\n$/);
    await answered(root);
    expect(await lineIn(root)).toMatch(/│ main \*2\n$/);
  });

  it('counts commits before and behind the upstream branch', async () => {
    const { root, git } = repository();
    git('branch', 'upstream');
    git('commit', '-qam', 'two');
    git('branch', '--set-upstream-to=upstream', 'main');
    await lineIn(root);
    await answered(root);
    expect(await lineIn(root)).toMatch(/│ main \*1 ↑1\n$/);
  });

  it('is not told of another branch, and not asked again at once', async () => {
    const { root, git } = repository();
    await lineIn(root);
    await answered(root);
    git('checkout', '-qb', 'other');
    expect(await lineIn(root)).toMatch(/│ other\n$/);
    expect(caches(root)).toHaveLength(2);
  });

  it('leaves no file behind where git has no answer', async () => {
    const root = tempDir();
    mkdirSync(join(root, '.baton'));
    mkdirSync(join(root, '.git'));
    writeFileSync(join(root, '.git', 'HEAD'), 'ref: refs/heads/main\n');
    expect(await lineIn(root)).toMatch(/│ main\n$/);
    await expect.poll(() => caches(root), { timeout: 10_000 }).toEqual([expect.stringMatching(/\.begun$/)]);
  });

  it('writes nothing where Baton has no folder', async () => {
    const { root } = repository();
    const home = tempDir();
    execFileSync('rm', ['-r', join(root, '.baton')]);
    const { output } = await start([JSON.stringify({ cwd: root })], { env: { HOME: home } });
    expect(output).toMatch(/│ main\n$/);
    expect(readdirSync(home)).toEqual([]);
  });
});
