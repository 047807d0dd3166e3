import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { systemCode } from '../../../src/errors.ts';
import { fold, transact } from '../../../src/store/append.ts';
import { createFile, replaceFile } from '../../../src/store/atomic-file.ts';
import { changeDocument, readDocument } from '../../../src/store/document.ts';
import { openCursor } from '../../../src/store/open-cursor.ts';
import { snapshotPath } from '../../../src/store/stream-files.ts';
import { noteTrouble, readTroubles } from '../../../src/store/trouble-log.ts';
import { readView } from '../../../src/store/view-file.ts';
import { cachesOf, fromLogAlone, ledger, noted, storeContext } from '../../helpers/ledger.ts';
import { newTempDir, removeDir, tempDir } from '../../helpers/temp-dir.ts';

function mount(directory: string, options: string): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', directory], { stdio: 'pipe' });
}

function unmount(directory: string): void {
  execFileSync('umount', ['--lazy', directory], { stdio: 'pipe' });
}

function canMount(): boolean {
  const directory = newTempDir();
  try {
    mount(directory, 'size=16k');
    unmount(directory);
    return true;
  } catch {
    return false;
  } finally {
    removeDir(directory);
  }
}

const mayMount = canMount();

beforeAll(() => {
  if (!mayMount)
    console.warn(
      'NOT RUN: full and read-only disks. These tests mount a tmpfs, which only root may do here.',
    );
});

/** A small disk of its own. */
function smallDisk(): string {
  const directory = tempDir();
  mount(directory, 'size=256k');
  onTestFinished(() => unmount(directory));
  return directory;
}

function codeOf(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return systemCode(error) ?? String(error);
  }
}

function append(directory: string, text: string, bytes = 0): void {
  const options = { expect: 'version', durable: false } as const;
  transact(directory, ledger, storeContext(), options, () => [noted(text, bytes)]);
}

/** Fills the disk up to `free` bytes; gives the file that takes the room. */
function ballast(disk: string, free: number): string {
  const path = join(disk, 'ballast');
  rmSync(path, { force: true });
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(path, Buffer.alloc(Math.max(0, bavail * bsize - free)));
  return path;
}

const patience = { now: () => Date.now(), patienceMs: 100 };

describe.runIf(mayMount)('a full disk', () => {
  it.each([100, 1_000, 5_000, 30_000])(
    'keeps all that was acknowledged in records of %i bytes, says ENOSPC, and is usable once freed',
    (bytes) => {
      const disk = smallDisk();
      const directory = join(disk, 'stream');
      const acknowledged: string[] = [];
      for (let free = 0; free <= 80 * 1024; free += 8 * 1024) {
        append(directory, `free-${free}`, bytes);
        acknowledged.push(`free-${free}`);
        const path = ballast(disk, free);
        const code = codeOf(() => {
          for (;;) {
            const text = `full-${acknowledged.length}`;
            append(directory, text, bytes);
            acknowledged.push(text);
          }
        });
        expect(code).toBe('ENOSPC');
        expect(openCursor(directory, ledger).state.texts, `${free} bytes free`).toEqual(acknowledged);
        rmSync(path);
        if (statfsSync(disk).bavail * statfsSync(disk).bsize < 60_000) break;
      }
      expect(acknowledged.length).toBeGreaterThan(2);
      for (const path of cachesOf(directory)) rmSync(path);
      append(directory, 'after', 10);
      expect(fromLogAlone(directory).state.texts).toEqual([...acknowledged, 'after']);
      expect(readdirSync(directory).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    },
  );

  it('is no failure for an append whose caches find no room', () => {
    const disk = smallDisk();
    const directory = join(disk, 'stream');
    append(directory, 'a', 1_000);
    for (const path of cachesOf(directory)) rmSync(path);
    // The page of the log that is begun has room, and there is no page for a cache.
    ballast(disk, 0);
    append(directory, 'b', 1_000);
    fold(openCursor(directory, ledger));
    expect(readView(directory)).toBeUndefined();
    expect(existsSync(snapshotPath(directory))).toBe(false);
    expect(openCursor(directory, ledger).state.texts).toEqual(['a', 'b']);
  });

  it.each([
    ['replaceFile', replaceFile],
    ['createFile', createFile],
  ])('lets %s write a whole file or none, however much room there is', (_name, write) => {
    const disk = smallDisk();
    const path = join(disk, 'a.json');
    const content = 'x'.repeat(60 * 1024);
    const codes = new Set<string | undefined>();
    for (let free = 0; free <= 80 * 1024; free += 4 * 1024) {
      rmSync(path, { force: true });
      rmSync(join(disk, 'ballast'), { force: true });
      if (write === replaceFile) replaceFile(path, 'old', { durable: true });
      const room = ballast(disk, free);
      const code = codeOf(() => write(path, content, { durable: true }));
      codes.add(code);
      const found = readdirSync(disk).includes('a.json') ? readFileSync(path, 'utf8') : 'old';
      expect(found === content, `${free} bytes free`).toBe(code === undefined);
      if (code !== undefined) expect(found, `${free} bytes free`).toBe('old');
      expect(readdirSync(disk).filter((name) => name.endsWith('.tmp'))).toEqual([]);
      rmSync(room);
    }
    expect([...codes].sort()).toEqual(['ENOSPC', undefined]);
  });

  it('leaves a document and its lock as they were', () => {
    const disk = smallDisk();
    const [path, lock] = [join(disk, 'a.json'), join(disk, 'locks', 'a.lock')];
    const grow = (size: number) => () =>
      changeDocument(path, lock, patience, () => ({ text: 'x'.repeat(size) }));
    grow(10)();
    const room = ballast(disk, 8 * 1024);
    expect(codeOf(grow(30_000))).toBe('ENOSPC');
    expect(readDocument(path)).toEqual({ text: 'x'.repeat(10) });
    expect(readdirSync(join(disk, 'locks'))).toEqual([]);
    rmSync(room);
    expect(codeOf(grow(30_000))).toBeUndefined();
  });
});

describe.runIf(mayMount)('a read-only disk', () => {
  function readOnly(disk: string): void {
    execFileSync('mount', ['-o', 'remount,ro', disk], { stdio: 'pipe' });
  }

  it('can be read as before, and says EROFS to each change', () => {
    const disk = smallDisk();
    const directory = join(disk, 'stream');
    const [path, lock] = [join(disk, 'a.json'), join(disk, 'a.lock')];
    append(directory, 'a');
    append(directory, 'b', 20 * 1024);
    changeDocument(path, lock, patience, () => ({ a: 1 }));
    readOnly(disk);
    expect(openCursor(directory, ledger).state.texts).toEqual(['a', 'b']);
    expect(readView(directory)).toEqual({ view: { count: 2, last: 'b' }, reducer: 1, current: true });
    expect(readDocument(path)).toEqual({ a: 1 });
    expect(codeOf(() => append(directory, 'c'))).toBe('EROFS');
    expect(codeOf(() => append(join(disk, 'new'), 'c'))).toBe('EROFS');
    expect(codeOf(() => changeDocument(path, lock, patience, () => ({ a: 2 })))).toBe('EROFS');
    expect(readDocument(path)).toEqual({ a: 1 });
  });

  it('can be read also when its snapshot is ahead of the log', () => {
    const disk = smallDisk();
    const directory = join(disk, 'stream');
    append(directory, 'a');
    fold(openCursor(directory, ledger));
    writeFileSync(join(directory, '000001.jsonl'), '');
    readOnly(disk);
    expect(openCursor(directory, ledger).state.texts).toEqual([]);
  });

  it('can be read also when a checkpoint is missing', () => {
    const disk = smallDisk();
    const directory = join(disk, 'stream');
    mkdirSync(directory);
    const sealed = join(tempDir(), 'stream');
    for (let index = 0; index < 6; index++) append(sealed, `text-${index}`, 40 * 1024);
    append(sealed, 'last');
    const size = readFileSync(join(sealed, '000001.jsonl')).length;
    if (size > 250 * 1024) execFileSync('mount', ['-o', 'remount,size=512k', disk], { stdio: 'pipe' });
    for (const name of readdirSync(sealed))
      if (name.endsWith('.jsonl')) writeFileSync(join(directory, name), readFileSync(join(sealed, name)));
    readOnly(disk);
    expect(openCursor(directory, ledger).state.texts).toEqual(openCursor(sealed, ledger).state.texts);
  });

  it('sends its troubles to the second file', () => {
    const [disk, other] = [smallDisk(), join(tempDir(), 'errors.jsonl')];
    readOnly(disk);
    const trouble = {
      at: '2026-01-01T00:00:00.000Z',
      where: 'hook:Stop',
      message: 'read-only',
      code: 'EROFS',
    };
    noteTrouble([join(disk, 'errors.jsonl'), other], trouble);
    expect(readTroubles(other, 1)).toEqual([trouble]);
  });
});
