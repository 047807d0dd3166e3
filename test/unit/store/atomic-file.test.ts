import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  createFile,
  makeFolder,
  removeQuietly,
  replaceFile,
  syncFolder,
} from '../../../src/store/atomic-file.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

const quick = { durable: false };
const durable = { durable: true };

describe.each([
  ['replaceFile', replaceFile],
  ['createFile', createFile],
])('%s', (_name, write) => {
  it.each([
    ['waits for the disk', durable],
    ['does not wait for the disk', quick],
  ])('leaves the whole content and nothing else when it %s', (_title, options) => {
    const directory = tempDir();
    const content = 'zwölf\n'.repeat(100_000);
    write(join(directory, 'a'), content, options);
    expect(readFileSync(join(directory, 'a'), 'utf8')).toBe(content);
    expect(readdirSync(directory)).toEqual(['a']);
  });

  it('takes bytes as they are', () => {
    const path = join(tempDir(), 'a');
    write(path, Buffer.from([0, 255, 10]), quick);
    expect([...readFileSync(path)]).toEqual([0, 255, 10]);
  });

  it('keeps a file to its owner unless told otherwise', () => {
    const directory = tempDir();
    write(join(directory, 'private'), '', quick);
    write(join(directory, 'public'), '', { durable: false, mode: 0o644 });
    expect(statSync(join(directory, 'private')).mode & 0o777).toBe(0o600);
    expect(statSync(join(directory, 'public')).mode & 0o777).toBe(0o644);
  });

  it('makes missing folders, closed to others', () => {
    const directory = tempDir();
    write(join(directory, 'b', 'c', 'a'), 'text', quick);
    expect(readFileSync(join(directory, 'b', 'c', 'a'), 'utf8')).toBe('text');
    expect(statSync(join(directory, 'b')).mode & 0o777).toBe(0o700);
  });

  it('is not stopped by the temporary files that killed processes with the same number left', () => {
    const directory = tempDir();
    const path = join(directory, 'a');
    for (let count = 0; count < 200; count++) writeFileSync(`${path}.${process.pid}.${count}.tmp`, 'left');
    write(path, 'new', quick);
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(readdirSync(directory)).toHaveLength(201);
  });

  it('fails with the word of the system when a folder of the path is a file', () => {
    const directory = tempDir();
    writeFileSync(join(directory, 'file'), '');
    expect(() => write(join(directory, 'file', 'a'), 'text', quick)).toThrow(
      expect.objectContaining({ code: 'ENOTDIR' }),
    );
  });
});

describe('replaceFile', () => {
  it('puts the new content in place of the old one, in another file', () => {
    const path = join(tempDir(), 'a');
    replaceFile(path, 'a longer old text', quick);
    const before = statSync(path).ino;
    replaceFile(path, 'new', quick);
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(statSync(path).ino).not.toBe(before);
  });

  it('leaves no temporary file and no change when it fails', () => {
    const directory = tempDir();
    mkdirSync(join(directory, 'a', 'full'), { recursive: true });
    expect(() => replaceFile(join(directory, 'a'), 'text', durable)).toThrow();
    expect(readdirSync(directory)).toEqual(['a']);
    expect(readdirSync(join(directory, 'a'))).toEqual(['full']);
  });
});

describe('createFile', () => {
  it('keeps the first content and says which one came first', () => {
    const directory = tempDir();
    const path = join(directory, 'a');
    expect([createFile(path, 'first', durable), createFile(path, 'second', durable)]).toEqual([true, false]);
    expect(readFileSync(path, 'utf8')).toBe('first');
    expect(readdirSync(directory)).toEqual(['a']);
  });

  it('keeps an empty file that was there', () => {
    const path = join(tempDir(), 'a');
    writeFileSync(path, '');
    expect(createFile(path, 'second', quick)).toBe(false);
    expect(readFileSync(path, 'utf8')).toBe('');
  });
});

describe('makeFolder', () => {
  it('makes all that is missing, closed to others, and is content with what is there', () => {
    const directory = tempDir();
    makeFolder(join(directory, 'a', 'b', 'c'));
    makeFolder(join(directory, 'a', 'b', 'c'));
    for (const path of ['a', 'a/b', 'a/b/c'])
      expect(statSync(join(directory, path)).mode & 0o777).toBe(0o700);
  });

  it('fails where a link leads nowhere', () => {
    const directory = tempDir();
    symlinkSync('nowhere', join(directory, 'link'));
    expect(() => makeFolder(join(directory, 'link'))).toThrow(expect.objectContaining({ code: 'EEXIST' }));
    expect(() => makeFolder(join(directory, 'link', 'a'))).toThrow();
  });

  it('fails below a file', () => {
    const directory = tempDir();
    writeFileSync(join(directory, 'file'), '');
    expect(() => makeFolder(join(directory, 'file', 'a', 'b'))).toThrow(
      expect.objectContaining({ code: 'ENOTDIR' }),
    );
  });
});

describe('removeQuietly', () => {
  it('removes a file', () => {
    const directory = tempDir();
    writeFileSync(join(directory, 'a'), '');
    removeQuietly(join(directory, 'a'));
    expect(readdirSync(directory)).toEqual([]);
  });

  it('says nothing about what is not there or cannot be removed', () => {
    const directory = tempDir();
    mkdirSync(join(directory, 'folder'));
    removeQuietly(join(directory, 'missing'));
    removeQuietly(join(directory, 'folder'));
    expect(readdirSync(directory)).toEqual(['folder']);
  });
});

describe('syncFolder', () => {
  it('says nothing about a folder that is not there', () => {
    expect(() => syncFolder(join(tempDir(), 'missing'))).not.toThrow();
  });
});
