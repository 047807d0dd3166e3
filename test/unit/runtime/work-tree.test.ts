import { appendFileSync, mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTree } from '../../../src/runtime/work-tree.ts';
import { gitProject } from '../../helpers/git-project.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

function repository() {
  const root = tempDir();
  const git = gitProject(root);
  const write = (path: string, text: string) => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write('src/a.ts', 'one\n');
  write('.gitignore', 'dist/\n');
  git('add', '.');
  git('commit', '-qm', 'first');
  const tree = async () => (await readTree(root, 10_000))?.tree;
  return { root, git, write, tree };
}

describe('the fingerprint of a working tree', () => {
  it('is the same for the same content: staged, committed, changed and changed back', async () => {
    const { git, write, tree } = repository();
    const first = await tree();
    expect(first).toMatch(/^[0-9a-f]{40}$/);
    write('src/a.ts', 'two\n');
    write('src/new.ts', 'new\n');
    const changed = await tree();
    expect(changed).not.toBe(first);
    git('add', '.');
    expect(await tree()).toBe(changed);
    git('commit', '-qm', 'second');
    expect(await tree()).toBe(changed);
    rmSync(join(git('rev-parse', '--show-toplevel'), 'src/new.ts'));
    write('src/a.ts', 'one\n');
    expect(await tree()).toBe(first);
    git('add', '-A');
    git('commit', '-qm', 'third');
    expect(await tree()).toBe(first);
  });

  it('sees an edit, a new file, a removed one and a new name, however they came about', async () => {
    const { root, git, write, tree } = repository();
    const seen = [await tree()];
    appendFileSync(join(root, 'src/a.ts'), 'more\n');
    seen.push(await tree());
    write('with space.ts', '');
    seen.push(await tree());
    write('"quoted.ts', '');
    seen.push(await tree());
    symlinkSync('src/a.ts', join(root, 'link'));
    seen.push(await tree());
    git('mv', 'src/a.ts', 'src/b.ts');
    seen.push(await tree());
    rmSync(join(root, 'src/b.ts'));
    seen.push(await tree());
    expect(new Set(seen).size).toBe(7);
    expect(seen).not.toContain(undefined);
  });

  it('leaves out what is ignored, what Baton keeps, and times alone', async () => {
    const { root, write, tree } = repository();
    const first = await tree();
    write('dist/a.js', 'built');
    write('.baton/tasks/t1-state.md', '# t1');
    write('web/.baton/x', 'y');
    utimesSync(join(root, 'src/a.ts'), 1, 1);
    expect(await tree()).toBe(first);
  });

  it('is of the whole tree, from whatever folder it is asked', async () => {
    const { root, write, tree } = repository();
    write('other/b.ts', 'b');
    expect((await readTree(join(root, 'src'), 10_000))?.tree).toBe(await tree());
  });

  it('comes with the time of the youngest file that is not in the index as it is', async () => {
    const { root, write } = repository();
    expect((await readTree(root, 10_000))?.newest).toBe(0);
    write('src/a.ts', 'two\n');
    utimesSync(join(root, 'src/a.ts'), 1_000, 1_000);
    expect((await readTree(root, 10_000))?.newest).toBe(1_000_000);
  });

  it('is there before the first commit, and not outside a repository', async () => {
    const root = tempDir();
    expect(await readTree(root, 10_000)).toBeUndefined();
    gitProject(root);
    writeFileSync(join(root, 'a'), 'a');
    expect((await readTree(root, 10_000))?.tree).toMatch(/^[0-9a-f]{40}$/);
  });

  it('holds a repository inside, and names with a line break', async () => {
    const { root, write, tree } = repository();
    const first = await tree();
    mkdirSync(join(root, 'inner'));
    gitProject(join(root, 'inner'));
    write('inner/x', 'x');
    write('two\nlines', 'x');
    expect(await tree()).not.toBe(first);
  });
});
