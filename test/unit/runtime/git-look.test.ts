import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gitLookPlace, isLookDue, readGitLook } from '../../../src/runtime/git-look.ts';
import { layoutOf } from '../../../src/store/layout.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

const NOW = Date.parse('2026-11-20T12:00:00Z');

/** A look that began and ended so many seconds ago; undefined: it did not. */
function placeWith(text: string | undefined, begun?: number, ended?: number) {
  const file = join(tempDir(), 'git-1.txt');
  const put = (path: string, content: string, ago: number): void => {
    writeFileSync(path, content);
    utimesSync(path, (NOW - ago * 1000) / 1000, (NOW - ago * 1000) / 1000);
  };
  if (text !== undefined) put(file, text, ended ?? 1);
  if (begun !== undefined) put(`${file}.begun`, '1', begun);
  return { directory: '/', file };
}

describe('gitLookPlace', () => {
  it('lies in the cache of the project, one for each work tree', () => {
    const root = tempDir();
    for (const name of ['one', 'two']) mkdirSync(join(root, name, '.git'), { recursive: true });
    mkdirSync(join(root, '.baton'));
    const layout = layoutOf(root);
    const place = (from: string) => gitLookPlace(from, layout, {})?.file ?? '';
    expect(place(join(root, 'one'))).toMatch(/\/\.baton\/cache\/git-[0-9a-f]{8}\.txt$/);
    mkdirSync(join(root, 'one', 'deep'));
    expect(place(join(root, 'one', 'deep'))).toBe(place(join(root, 'one')));
    expect(place(join(root, 'two'))).not.toBe(place(join(root, 'one')));
  });

  it('lies in the folder of the user without a project, and nowhere where Baton has no folder', () => {
    const root = tempDir();
    mkdirSync(join(root, '.git'));
    expect(gitLookPlace(root, undefined, { HOME: root })).toBeUndefined();
    mkdirSync(join(root, '.claude', 'baton'), { recursive: true });
    expect(gitLookPlace(root, undefined, { HOME: root })?.file).toContain('/.claude/baton/cache/git-');
  });

  it('is nowhere outside a repository', () => {
    expect(gitLookPlace('/', layoutOf('/'), {})).toBeUndefined();
  });
});

describe('readGitLook', () => {
  it('reads what git said and when', () => {
    expect(readGitLook(placeWith('baton-git 1\nfeat/日期\n1 2\n30 4\n', 9, 7))).toEqual({
      branch: 'feat/日期',
      ahead: 1,
      behind: 2,
      changed: 30,
      conflicts: 4,
      at: NOW - 7000,
    });
  });

  it.each([
    undefined,
    '',
    'baton-git 2\nmain\n0 0\n0 0\n',
    'baton-git 1\nmain\n0 0\n0',
    'baton-git 1\nmain\n-1 x\n0 0\n',
  ])('knows nothing from %j', (text) => {
    expect(readGitLook(placeWith(text))).toBeUndefined();
  });
});

describe('isLookDue', () => {
  it.each([
    ['never before', undefined, undefined, true],
    ['at once after the last', 1, 1, false],
    ['five seconds later', 5, 5, true],
    ['after a slow one, not so soon', 30, 28, false],
    ['after a slow one, later', 41, 39, true],
    ['while one is at it', 3, undefined, false],
    ['not at once after one that found nothing', 30, 99, false],
    ['a minute after one that found nothing', 60, 99, true],
    ['when the clock was set back', -100, -99, true],
  ])('%s', (_, begun, ended, due) => {
    const place = placeWith(ended === undefined ? undefined : 'x', begun, ended);
    expect(isLookDue(place, NOW)).toBe(due);
  });
});
