import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Trouble } from '../../../src/store/trouble-log.ts';
import { lastTroubleAt, noteTrouble, readTroubles } from '../../../src/store/trouble-log.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

function trouble(message: string): Trouble {
  return { at: '2026-01-01T00:00:00.000Z', where: 'hook:Stop', message };
}

describe('noteTrouble', () => {
  it('notes a failure, and its code where it has one', () => {
    const file = join(tempDir(), 'errors.jsonl');
    noteTrouble([file], trouble('first'));
    noteTrouble([file], { ...trouble('second'), code: 'ENOSPC' });
    expect(readTroubles(file, 10)).toEqual([trouble('first'), { ...trouble('second'), code: 'ENOSPC' }]);
  });

  it('makes the folder, and keeps the file to its owner', () => {
    const file = join(tempDir(), 'a', 'b', 'errors.jsonl');
    noteTrouble([file], trouble('first'));
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('writes to the first file only', () => {
    const directory = tempDir();
    const files = [join(directory, 'first'), join(directory, 'second')];
    noteTrouble(files, trouble('one'));
    expect(files.map((file) => existsSync(file))).toEqual([true, false]);
  });

  it('falls to the second file when the first cannot be written', () => {
    const directory = tempDir();
    writeFileSync(join(directory, 'file'), '');
    mkdirSync(join(directory, 'folder'));
    for (const first of [join(directory, 'file', 'errors.jsonl'), join(directory, 'folder')]) {
      const second = join(directory, 'second');
      noteTrouble([first, second], trouble(first));
      expect(readTroubles(second, 1)).toEqual([trouble(first)]);
    }
  });

  it('never throws, even when no file can be written', () => {
    expect(() => noteTrouble(['/dev/null/errors.jsonl', tempDir()], trouble('lost'))).not.toThrow();
    expect(() => noteTrouble([], trouble('lost'))).not.toThrow();
  });

  it('never lets the file grow past 64 KB and one line', () => {
    const file = join(tempDir(), 'errors.jsonl');
    const line = trouble('x'.repeat(1_000));
    const bytes = JSON.stringify(line).length + 1;
    let largest = 0;
    for (let count = 0; count < 200; count++) {
      noteTrouble([file], line);
      largest = Math.max(largest, statSync(file).size);
    }
    expect(largest).toBeGreaterThan(60 * 1024);
    expect(largest).toBeLessThanOrEqual(64 * 1024 + bytes);
    expect(readTroubles(file, 1)).toEqual([line]);
  });
});

describe('readTroubles', () => {
  it('gives the newest lines, the oldest of them first', () => {
    const file = join(tempDir(), 'errors.jsonl');
    for (const message of ['a', 'b', 'c']) noteTrouble([file], trouble(message));
    expect(readTroubles(file, 2)).toEqual([trouble('b'), trouble('c')]);
  });

  it('leaves out what it cannot read', () => {
    const file = join(tempDir(), 'errors.jsonl');
    const lines = [
      'garbage',
      'null',
      '{}',
      '{"at":1,"where":"","message":""}',
      JSON.stringify(trouble('a')),
      '{"at',
    ];
    writeFileSync(file, lines.join('\n'));
    expect(readTroubles(file, 10)).toEqual([trouble('a')]);
    expect(readFileSync(file, 'utf8')).toBe(lines.join('\n'));
  });

  it('gives nothing where there is no file', () => {
    expect(readTroubles(join(tempDir(), 'missing'), 10)).toEqual([]);
  });
});

describe('lastTroubleAt', () => {
  it('is the time of the last note, or nothing', () => {
    const file = join(tempDir(), 'errors.jsonl');
    expect(lastTroubleAt(file)).toBeUndefined();
    const before = Date.now();
    noteTrouble([file], trouble('a'));
    expect(lastTroubleAt(file)).toBeGreaterThan(before - 1_000);
  });
});
