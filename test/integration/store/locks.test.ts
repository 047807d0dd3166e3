import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync, unlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { changeDocument, readDocument } from '../../../src/store/document.ts';
import { lockHolder } from '../../../src/store/lock.ts';
import { identifyProcess, thisHost } from '../../../src/store/process-identity.ts';
import { tempDir } from '../../helpers/temp-dir.ts';
import type { DocumentWriterTask } from './workers/document-writer.ts';
import type { Worker } from './workers/start.ts';
import { useWorkers } from './workers/start.ts';

const SANDBOX = ['unshare', '--user', '--map-root-user', '--pid', '--fork', '--mount-proc'];
const canSandbox = spawnSync('unshare', [...SANDBOX.slice(1), 'true']).status === 0;
const start = useWorkers();

beforeAll(() => {
  if (!canSandbox)
    console.warn('NOT RUN: locks across a sandbox. These tests need unshare(1) and leave to use it.');
});

function place(patienceMs = 30_000): DocumentWriterTask {
  const directory = tempDir();
  mkdirSync(join(directory, 'locks'));
  return {
    path: join(directory, 'counter.json'),
    lock: join(directory, 'locks', 'counter.lock'),
    patienceMs,
  };
}

function change(task: DocumentWriterTask, patienceMs = 5_000): void {
  changeDocument(task.path, task.lock, { now: () => Date.now(), patienceMs }, () => ({ by: 'test' }));
}

async function team(task: DocumentWriterTask, count: number): Promise<Worker[]> {
  const workers = Array.from({ length: count }, () => start('document-writer', task));
  await Promise.all(workers.map((worker) => worker.printed(1)));
  return workers;
}

/** Has each worker of the team count `times` times, all at once. */
async function countUp(workers: readonly Worker[], times: number): Promise<void> {
  await Promise.all(
    workers.map(async (worker) => {
      const before = worker.lines.length;
      worker.tell(String(times));
      await worker.printed(before + times + 1);
    }),
  );
}

function numbersOf(workers: readonly Worker[]): number[] {
  return workers
    .flatMap(({ lines }) => lines.map(Number))
    .filter((number) => !Number.isNaN(number))
    .sort((left, right) => left - right);
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

/** One who was killed while taking over leaves a guard that is in nobody's way; the lock itself is free. */
function expectOnlyDeadGuards(lock: string): void {
  for (const name of readdirSync(dirname(lock))) {
    expect(name).not.toBe(basename(lock));
    expect(lockHolder(join(dirname(lock), name))?.alive).toBe(false);
  }
}

describe('the lock of a document', () => {
  it('lets one process in at a time: 4 count to 400 together', async () => {
    const task = place();
    const workers = await team(task, 4);
    await countUp(workers, 100);
    await Promise.all(workers.map((worker) => worker.finished()));
    expect(readDocument(task.path)).toEqual({ count: 400 });
    expect(numbersOf(workers)).toEqual(upTo(400));
    expect(readdirSync(dirname(task.lock))).toEqual([]);
    expect(readdirSync(dirname(task.path)).sort()).toEqual(['counter.json', 'locks']);
  });

  it('is taken over at once from a holder that was killed', async () => {
    const task = place();
    const holder = start('lock-holder', task);
    await holder.printed(1);
    expect(lockHolder(task.lock)).toMatchObject({ holder: { pid: holder.pid }, alive: true });
    holder.signal('SIGKILL');
    await holder.ended();
    const before = performance.now();
    change(task);
    expect(performance.now() - before).toBeLessThan(1_000);
    expect(readDocument(task.path)).toEqual({ by: 'test' });
  });

  it('is taken over at once by one who waits already', async () => {
    const task = place();
    const holder = start('lock-holder', task);
    await holder.printed(1);
    const [waiter] = await team(task, 1);
    waiter?.tell('1');
    const before = performance.now();
    holder.signal('SIGKILL');
    await waiter?.printed(3);
    expect(performance.now() - before).toBeLessThan(1_000);
    expect(readDocument(task.path)).toEqual({ count: 1 });
  });

  it('is never taken from a holder that is stopped, and its change arrives whole', async () => {
    const task = place();
    const holder = start('lock-holder', task);
    await holder.printed(1);
    holder.signal('SIGSTOP');
    await holder.stopped();
    expect(() => change(task, 300)).toThrow(
      expect.objectContaining({
        code: 'E_LOCKED',
        message: expect.stringContaining(`process ${holder.pid}`),
      }),
    );
    expect(readDocument(task.path)).toBeUndefined();
    holder.signal('SIGCONT');
    holder.tell('go on');
    await holder.finished();
    expect(readDocument(task.path)).toEqual({ by: 'holder' });
    change(task);
    expect(readDocument(task.path)).toEqual({ by: 'test' });
  });

  it('loses no update when 8 find the lock of a dead process, 20 times', async () => {
    const task = place();
    const workers = await team(task, 8);
    const dead = start('lock-holder', place());
    await dead.printed(1);
    const identity = identifyProcess(dead.pid);
    dead.signal('SIGKILL');
    await dead.ended();
    for (let round = 0; round < 20; round++) {
      symlinkSync(JSON.stringify({ ...identity, nonce: `round-${round}` }), task.lock);
      await countUp(workers, 3);
      expect(readDocument(task.path), `round ${round}`).toEqual({ count: (round + 1) * 24 });
      expect(readdirSync(dirname(task.lock)), `round ${round}`).toEqual([]);
    }
    expect(numbersOf(workers)).toEqual(upTo(480));
  });

  it('loses no update when holders are killed, 20 times', async () => {
    const task = place();
    const everyone = await team(task, 3);
    let active = [...everyone];
    for (const worker of active) worker.tell('100000');
    for (let kill = 0; kill < 20; kill++) {
      const victim = active.shift();
      await victim?.printed(2 + Math.floor(Math.random() * 10));
      victim?.signal('SIGKILL');
      await victim?.ended();
      const [next] = await team(task, 1);
      if (next === undefined) throw new Error('no worker was started');
      next.tell('100000');
      everyone.push(next);
      active = [...active, next];
    }
    for (const worker of active) worker.signal('SIGKILL');
    await Promise.all(everyone.map((worker) => worker.ended()));
    const acknowledged = numbersOf(everyone);
    expect(new Set(acknowledged).size).toBe(acknowledged.length);
    const [last] = await team(task, 1);
    await countUp(last === undefined ? [] : [last], 1);
    const { count } = readDocument(task.path) as { count: number };
    // Each killed worker may have counted once more than it could say.
    expect(count).toBeGreaterThan(acknowledged.at(-1) ?? 0);
    expect(count).toBeLessThanOrEqual(acknowledged.length + everyone.length + 1);
    expectOnlyDeadGuards(task.lock);
  });

  it('loses no update when those who take over are killed as well, 12 times', async () => {
    const task = place();
    const everyone: Worker[] = [];
    for (let round = 0; round < 12; round++) {
      const workers = await team(task, 4);
      everyone.push(...workers);
      for (const worker of workers) worker.tell('100000');
      await workers[0]?.printed(4);
      let holder: Worker | undefined;
      while (holder === undefined) {
        const pid = lockHolder(task.lock)?.holder.pid;
        holder = workers.find((worker) => worker.pid === pid);
      }
      holder.signal('SIGKILL');
      // The others notice within some milliseconds; they die while they do.
      const noticed = performance.now() + Math.random() * 8;
      while (performance.now() < noticed);
      for (const worker of workers) worker.signal('SIGKILL');
      await Promise.all(workers.map((worker) => worker.ended()));
    }
    const acknowledged = numbersOf(everyone);
    expect(new Set(acknowledged).size).toBe(acknowledged.length);
    const [last] = await team(task, 1);
    await countUp(last === undefined ? [] : [last], 1);
    const { count } = readDocument(task.path) as { count: number };
    expect(count).toBeGreaterThan(acknowledged.at(-1) ?? 0);
    expect(count).toBeLessThanOrEqual(acknowledged.length + everyone.length + 1);
    expectOnlyDeadGuards(task.lock);
  });

  it.runIf(canSandbox)(
    'is never taken from a holder in a sandbox that numbers its own processes',
    async () => {
      const task = place();
      const holder = start('lock-holder', task, SANDBOX);
      await holder.printed(1);
      expect(lockHolder(task.lock)).toMatchObject({ holder: { pid: 1 }, alive: true });
      expect(() => change(task, 200)).toThrow(expect.objectContaining({ code: 'E_LOCKED' }));
      holder.tell('go on');
      await holder.finished();
      expect(readDocument(task.path)).toEqual({ by: 'holder' });
    },
  );

  it.runIf(canSandbox)('is never taken by one in a sandbox from a holder outside', async () => {
    const task = place(200);
    const holder = start('lock-holder', task);
    await holder.printed(1);
    await expect(start('lock-holder', task, SANDBOX).finished()).rejects.toThrow(/E_LOCKED|is held by/);
    holder.tell('go on');
    await holder.finished();
    expect(readDocument(task.path)).toEqual({ by: 'holder' });
  });

  it('is taken over where the number of its holder belongs to a later process', async () => {
    const task = place();
    const [later] = await team(place(), 1);
    symlinkSync(
      JSON.stringify({ pid: later?.pid, started: '1', host: thisHost(), nonce: 'recycled' }),
      task.lock,
    );
    change(task, 500);
    expect(readDocument(task.path)).toEqual({ by: 'test' });
  });

  it('is never taken over from another machine, until someone removes it', async () => {
    const task = place(200);
    symlinkSync(JSON.stringify({ pid: 1, started: '1', host: 'elsewhere', nonce: 'foreign' }), task.lock);
    const [worker] = await team(task, 1);
    worker?.tell('1');
    await expect(worker?.finished()).rejects.toThrow(/process 1 on elsewhere/);
    expect(readDocument(task.path)).toBeUndefined();
    unlinkSync(task.lock);
    change(task);
    expect(readDocument(task.path)).toEqual({ by: 'test' });
  });
});
