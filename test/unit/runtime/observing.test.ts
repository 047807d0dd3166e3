import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { awaitObservers, endObserving } from '../../../src/runtime/observing.ts';
import { keepWatchedWords, watchedWordsPath } from '../../../src/runtime/watched-words.ts';
import { layoutOf } from '../../../src/store/layout.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

function cached() {
  const layout = layoutOf(tempDir());
  mkdirSync(layout.cache, { recursive: true });
  return layout;
}

describe('the marks of recorders that are under way', () => {
  it('are waited for, but not longer than one has patience', () => {
    const layout = cached();
    const mark = join(layout.cache, 'observing.1');
    writeFileSync(mark, '');
    let now = Date.now();
    const begun = now;
    awaitObservers(layout, () => (now += 10), 50);
    expect(now - begun).toBeGreaterThan(50);
    let looks = 0;
    awaitObservers(
      layout,
      () => {
        if (++looks === 3) endObserving(layout, mark);
        return Date.now();
      },
      5_000,
    );
    expect(existsSync(mark)).toBe(false);
  });

  it('of recorders that died are taken away', () => {
    const layout = cached();
    const mark = join(layout.cache, 'observing.2');
    writeFileSync(mark, '');
    utimesSync(mark, 1, 1);
    awaitObservers(layout, Date.now, 10_000);
    expect(existsSync(mark)).toBe(false);
    awaitObservers(layoutOf(tempDir()), Date.now, 10_000);
  });

  it('are taken away only where they lie', () => {
    const layout = cached();
    const other = join(layout.baton, 'observing.3');
    const kept = join(layout.cache, 'plan-index.json');
    writeFileSync(other, '');
    writeFileSync(kept, '');
    for (const path of [other, kept, undefined]) endObserving(layout, path);
    expect([other, kept].every((path) => existsSync(path))).toBe(true);
  });
});

describe('the words of the project’s own checks', () => {
  it('are the longest plain piece of each, as a payload has them; the file goes with the last of them', () => {
    const layout = cached();
    keepWatchedWords(layout, [
      { pattern: 'docker compose * run "tests"', kind: 'test' },
      { pattern: './x', kind: 'lint' },
    ]);
    expect(readFileSync(watchedWordsPath(layout), 'utf8')).toBe('docker compose\n./x\n');
    keepWatchedWords(layout, []);
    expect(existsSync(watchedWordsPath(layout))).toBe(false);
  });
});
