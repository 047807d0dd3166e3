import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { identifyProcess, lifeOf, thisHost } from '../../../src/store/process-identity.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

const self = { pid: process.pid, started: identifyProcess(process.pid)?.started ?? null, host: thisHost() };
const hasProc = existsSync('/proc/self/stat');

function finishedPid(): number {
  return spawnSync('true').pid;
}

describe('thisHost', () => {
  it('begins with the name of the machine and does not change', () => {
    expect(thisHost().startsWith(hostname())).toBe(true);
    expect(thisHost()).toBe(thisHost());
  });
});

describe('identifyProcess', () => {
  it('gives number, start and host of a running process', () => {
    expect(identifyProcess(process.pid)).toEqual({
      pid: process.pid,
      started: hasProc ? expect.stringMatching(/^\d+$/) : null,
      host: thisHost(),
    });
  });

  it('gives nothing for a process that has ended', () => {
    expect(identifyProcess(finishedPid())).toBeUndefined();
  });
});

describe('lifeOf', () => {
  it('is running for this process', () => {
    expect(lifeOf(self)).toBe('running');
  });

  it('is running where the start is not known and the number is in use', () => {
    expect(lifeOf({ ...self, started: null })).toBe('running');
  });

  it('is gone for a child that has ended', () => {
    expect(lifeOf({ ...self, pid: finishedPid() })).toBe('gone');
    expect(lifeOf({ pid: finishedPid(), started: null, host: thisHost() })).toBe('gone');
  });

  it.runIf(hasProc)('is gone where the number belongs to a later process', () => {
    expect(lifeOf({ ...self, started: '1' })).toBe('gone');
  });

  it('is unknown on another machine, whatever runs here', () => {
    expect(lifeOf({ ...self, host: 'another-machine' })).toBe('unknown');
    expect(lifeOf({ ...self, host: 'another-machine', pid: finishedPid() })).toBe('unknown');
  });

  it('is running for a process that is stopped', async () => {
    const child = spawn('sleep', ['60']);
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child, 'spawn');
    const identity = identifyProcess(child.pid ?? 0);
    child.kill('SIGSTOP');
    expect(identity && lifeOf(identity)).toBe('running');
  });

  it.runIf(hasProc)('is gone for a zombie', async () => {
    // The shell starts a child and becomes a program that collects none.
    const parent = spawn('sh', ['-c', 'sleep 60 & echo $!; exec tail -f /dev/null']);
    onTestFinished(() => void parent.kill('SIGKILL'));
    const pid = Number(String((await once(parent.stdout, 'data'))[0]));
    const read = (path: string) => readFileSync(path, 'latin1');
    await expect.poll(() => read(`/proc/${parent.pid}/comm`), { interval: 5, timeout: 5_000 }).toBe('tail\n');
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => read(`/proc/${pid}/stat`), { interval: 5, timeout: 5_000 }).toContain(') Z ');
    expect(lifeOf({ pid, started: null, host: thisHost() })).toBe('gone');
  });

  it.runIf(hasProc)('is running for a process whose name holds brackets and spaces', async () => {
    const program = join(tempDir(), 'a) S 1 (b');
    copyFileSync('/bin/sleep', program);
    const child = spawn(program, ['60']);
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child, 'spawn');
    const identity = identifyProcess(child.pid ?? 0);
    expect(identity?.started).toMatch(/^\d+$/);
    expect(Number(identity?.started)).toBeGreaterThanOrEqual(Number(self.started));
  });
});
