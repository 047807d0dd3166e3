import { spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockHolder, withLock } from '../../../src/store/lock.ts';
import { identifyProcess, thisHost } from '../../../src/store/process-identity.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

const patience = { now: () => Date.now(), patienceMs: 5_000 };
const hurry = { now: () => Date.now(), patienceMs: 20 };
const locked = expect.objectContaining({ code: 'E_LOCKED' });

function plant(path: string, holder: object | string): void {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(typeof holder === 'string' ? holder : JSON.stringify(holder), path);
}

function finishedHolder() {
  return { pid: spawnSync('true').pid, started: '1', host: thisHost(), nonce: 'dead' };
}

describe('withLock', () => {
  it('holds the lock while it works, and not before or after', () => {
    const path = join(tempDir(), 'locks', 'a.lock');
    expect(lockHolder(path)).toBeUndefined();
    withLock(path, patience, () => {
      expect(lockHolder(path)).toMatchObject({ holder: identifyProcess(process.pid), alive: true });
    });
    expect(lockHolder(path)).toBeUndefined();
    expect(readdirSync(dirname(path))).toEqual([]);
  });

  it('gives back what the work gives', () => {
    expect(withLock(join(tempDir(), 'a.lock'), patience, () => 42)).toBe(42);
  });

  it('frees the lock when the work fails', () => {
    const path = join(tempDir(), 'a.lock');
    const fail = () => {
      throw new Error('work failed');
    };
    expect(() => withLock(path, patience, fail)).toThrow('work failed');
    expect(existsSync(path)).toBe(false);
  });

  it('names another lock each time', () => {
    const path = join(tempDir(), 'a.lock');
    const targets = [0, 1, 2].map(() => withLock(path, patience, () => readlinkSync(path)));
    expect(new Set(targets).size).toBe(3);
  });

  it('does not let a holder in a second time', () => {
    const path = join(tempDir(), 'a.lock');
    withLock(path, patience, () => {
      expect(() => withLock(path, hurry, () => 'in')).toThrow(locked);
    });
  });

  it('names the holder when it gives up', () => {
    const path = join(tempDir(), 'a.lock');
    plant(path, { ...identifyProcess(process.pid), nonce: 'other' });
    expect(() => withLock(path, hurry, () => 'in')).toThrow(
      expect.objectContaining({
        code: 'E_LOCKED',
        message: expect.stringContaining(`process ${process.pid} on ${thisHost()}`),
      }),
    );
  });

  it('tries once even without any patience', () => {
    const path = join(tempDir(), 'a.lock');
    expect(withLock(path, { ...patience, patienceMs: 0 }, () => 'in')).toBe('in');
    plant(path, finishedHolder());
    expect(withLock(path, { ...patience, patienceMs: 0 }, () => 'in')).toBe('in');
  });

  it('takes over from a process that is gone and leaves no guard behind', () => {
    const path = join(tempDir(), 'a.lock');
    plant(path, finishedHolder());
    expect(lockHolder(path)?.alive).toBe(false);
    expect(withLock(path, hurry, () => 'in')).toBe('in');
    expect(readdirSync(dirname(path))).toEqual([]);
  });

  it('takes over from a process whose number belongs to a later one', () => {
    const path = join(tempDir(), 'a.lock');
    plant(path, { pid: process.pid, started: '1', host: thisHost(), nonce: 'recycled' });
    expect(withLock(path, hurry, () => 'in')).toBe('in');
  });

  it('takes over also when one who was about to take over died', () => {
    const path = join(tempDir(), 'a.lock');
    plant(path, finishedHolder());
    plant(`${path}.dead`, { ...finishedHolder(), nonce: 'dead-too' });
    expect(withLock(path, patience, () => 'in')).toBe('in');
    expect(readdirSync(dirname(path))).toEqual([]);
  });

  it('waits for one who is about to take over', () => {
    const path = join(tempDir(), 'a.lock');
    plant(path, finishedHolder());
    plant(`${path}.dead`, { ...identifyProcess(process.pid), nonce: 'alive' });
    expect(() => withLock(path, hurry, () => 'in')).toThrow(locked);
    expect(readdirSync(dirname(path)).sort()).toEqual(['a.lock', 'a.lock.dead']);
  });

  it('never takes over from another machine', () => {
    const path = join(tempDir(), 'a.lock');
    plant(path, { ...finishedHolder(), host: 'another-machine' });
    expect(lockHolder(path)?.alive).toBe(true);
    expect(() => withLock(path, hurry, () => 'in')).toThrow(locked);
    expect(lstatSync(path).isSymbolicLink()).toBe(true);
  });

  it.each([
    ['a file', (path: string) => writeFileSync(path, 'garbage')],
    ['an empty file', (path: string) => writeFileSync(path, '')],
    ['a folder', (path: string) => mkdirSync(path)],
    ['a link to nowhere', (path: string) => plant(path, 'nowhere')],
    ['a link with half a holder', (path: string) => plant(path, '{"pid":1')],
    ['a link with another JSON', (path: string) => plant(path, { pid: 'one', host: thisHost() })],
  ])('gives up with E_LOCKED where %s stands in place of the lock, and leaves it there', (_name, place) => {
    const path = join(tempDir(), 'a.lock');
    place(path);
    expect(() => withLock(path, hurry, () => 'in')).toThrow(
      expect.objectContaining({ code: 'E_LOCKED', message: expect.stringContaining('another process') }),
    );
    expect(lstatSync(path)).toBeDefined();
  });

  it('fails, rather than try for ever, where the folder of the lock is a link to nowhere', () => {
    const folder = join(tempDir(), 'locks');
    symlinkSync('nowhere', folder);
    expect(() => withLock(join(folder, 'a.lock'), hurry, () => 'in')).toThrow(
      expect.objectContaining({ code: 'EEXIST' }),
    );
  });

  it('hands on what the system refuses', () => {
    const file = join(tempDir(), 'file');
    writeFileSync(file, '');
    expect(() => withLock(join(file, 'a.lock'), hurry, () => 'in')).toThrow(
      expect.objectContaining({ code: 'ENOTDIR' }),
    );
  });
});
