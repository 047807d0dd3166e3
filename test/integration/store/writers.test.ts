import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { transact } from '../../../src/store/append.ts';
import { catchUp } from '../../../src/store/catch-up.ts';
import { atStart, openCursor } from '../../../src/store/open-cursor.ts';
import { listNumbered } from '../../../src/store/stream-files.ts';
import { readView } from '../../../src/store/view-file.ts';
import { fromLogAlone, ledger, noted, storeContext } from '../../helpers/ledger.ts';
import { tempDir } from '../../helpers/temp-dir.ts';
import type { Worker } from './workers/start.ts';
import { useWorkers } from './workers/start.ts';

const start = useWorkers();

function numbers(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(index));
}

function versionsOf(directory: string): number[] {
  const versions: number[] = [];
  catchUp(atStart(directory, ledger), undefined, ({ version }) => versions.push(version));
  return versions;
}

function everyCacheLoads(directory: string): void {
  for (const name of readdirSync(directory))
    if (name.endsWith('.json') && name !== 'view.json')
      expect(() => JSON.parse(readFileSync(join(directory, name), 'utf8')), name).not.toThrow();
}

describe('several processes on one stream', () => {
  it('lose no update and share no version: 4 writers, 200 expected versions each', async () => {
    const directory = join(tempDir(), 'stream');
    const task = { directory, count: 200, expect: 'version' } as const;
    const workers = [0, 1, 2, 3].map(() => start('stream-writer', task));
    await Promise.all(workers.map((worker) => worker.finished()));
    expect(openCursor(directory, ledger)).toMatchObject({ version: 800, damaged: 0, gaps: 0 });
    expect(fromLogAlone(directory).state.texts).toEqual(numbers(800));
    expect(workers.flatMap(({ lines }) => lines).sort()).toEqual(numbers(800).sort());
    expect(versionsOf(directory)).toEqual(numbers(800).map((text) => Number(text) + 1));
  });

  it('lose no update across many segments', async () => {
    const directory = join(tempDir(), 'stream');
    const task = { directory, count: 40, expect: 'version', bytes: 20 * 1024 } as const;
    const workers = [0, 1, 2, 3].map(() => start('stream-writer', task));
    await Promise.all(workers.map((worker) => worker.finished()));
    expect(listNumbered(directory, '.jsonl').length).toBeGreaterThan(10);
    expect(openCursor(directory, ledger).state.texts).toEqual(numbers(160));
    expect(fromLogAlone(directory).state.texts).toEqual(numbers(160));
  });

  it('keep each record once where any version will do, across many segments', async () => {
    const directory = join(tempDir(), 'stream');
    const workers = ['a', 'b', 'c', 'd'].map((name) =>
      start('stream-writer', { directory, name, count: 60, expect: 'any', bytes: 20 * 1024 }),
    );
    await Promise.all(workers.map((worker) => worker.finished()));
    const { texts } = fromLogAlone(directory).state;
    expect([...texts].sort()).toEqual(workers.flatMap(({ lines }) => lines).sort());
    expect(new Set(texts).size).toBe(240);
    for (const { lines } of workers) expect(texts.filter((text) => lines.includes(text))).toEqual(lines);
  });

  it('lose no update of nearly 1 MB each, whoever comes at the same time', async () => {
    const directory = join(tempDir(), 'stream');
    const counting = [0, 1].map(() =>
      start('stream-writer', { directory, count: 15, expect: 'version', bytes: 900 * 1024, durable: true }),
    );
    await Promise.all(counting.map((worker) => worker.finished()));
    expect(fromLogAlone(directory).state.texts).toEqual(numbers(30));
    const named = ['a', 'b'].map((name) =>
      start('stream-writer', { directory, name, count: 15, expect: 'any', bytes: 1_000_000 }),
    );
    await Promise.all(named.map((worker) => worker.finished()));
    const { state, damaged, gaps } = fromLogAlone(directory);
    expect([state.texts.length, new Set(state.texts).size, damaged, gaps]).toEqual([60, 60, 0, 0]);
  });

  it('lose nothing acknowledged when writers of records of nearly 1 MB are killed, 20 times', async () => {
    const directory = join(tempDir(), 'stream');
    const everyone: Worker[] = [];
    const begin = (bytes: number): Worker => {
      const name = `w${everyone.length}`;
      const worker = start('stream-writer', { directory, name, count: 100_000, expect: 'any', bytes });
      everyone.push(worker);
      return worker;
    };
    const small = begin(200);
    for (let kill = 0; kill < 20; kill++) {
      const victim = begin(1_000_000);
      await victim.printed(1 + (kill % 3));
      victim.signal('SIGKILL');
      await victim.ended();
    }
    small.signal('SIGKILL');
    await small.ended();
    const { texts } = fromLogAlone(directory).state;
    const kept = new Set(texts);
    const acknowledged = everyone.flatMap(({ lines }) => lines);
    expect(acknowledged.filter((text) => !kept.has(text))).toEqual([]);
    expect(kept.size).toBe(texts.length);
    expect(kept.size).toBeLessThanOrEqual(acknowledged.length + everyone.length);
    everyCacheLoads(directory);
  });

  it('show a reader only what was true at some moment, and never an older one again', async () => {
    const directory = join(tempDir(), 'stream');
    const task = { directory, count: 100, expect: 'version', bytes: 2 * 1024 } as const;
    const workers = [0, 1].map(() => start('stream-writer', task));
    let running = true;
    const all = Promise.all(workers.map((worker) => worker.finished())).finally(() => {
      running = false;
    });
    let [seen, looks, viewed] = [0, 0, 0];
    while (running) {
      const { texts } = openCursor(directory, ledger).state;
      const view = readView(directory);
      expect(texts).toEqual(numbers(texts.length));
      expect(texts.length).toBeGreaterThanOrEqual(seen);
      // It is written in place: one who looks in that moment finds none, but never half of one.
      if (view !== undefined) {
        expect(view.view).toEqual({ count: expect.any(Number), last: expect.stringMatching(/^\d+$/) });
        viewed++;
      }
      seen = texts.length;
      looks++;
      await turn();
    }
    await all;
    expect(Math.min(looks, viewed)).toBeGreaterThan(10);
    expect(openCursor(directory, ledger).state.texts).toEqual(numbers(200));
  });

  it.each(['version', 'any'] as const)(
    'let a writer (%s) that was suspended while many segments passed land its record all the same',
    async (expected) => {
      const directory = join(tempDir(), 'stream');
      const append = (text: string) =>
        transact(directory, ledger, storeContext(), { expect: 'version', durable: false }, () => [
          noted(text, 60 * 1024),
        ]);
      append('first');
      const late = start('stream-writer', {
        directory,
        name: 'late',
        count: 1,
        expect: expected,
        stopInside: true,
      });
      await late.stopped();
      for (let index = 0; index < 22; index++) append(`other-${index}`);
      expect(listNumbered(directory, '.jsonl').length).toBeGreaterThanOrEqual(5);
      late.signal('SIGCONT');
      await late.finished();
      const { texts } = fromLogAlone(directory).state;
      expect(texts.filter((text) => text.startsWith('late'))).toEqual(['late-0']);
      expect([texts.length, texts.at(-1)]).toEqual([24, 'late-0']);
    },
  );

  it('leave room for one that expects a version, though two others write without end', async () => {
    const directory = join(tempDir(), 'stream');
    const task = { directory, count: 100_000, bytes: 500 };
    const others = ['a', 'b'].map((name) => start('stream-writer', { ...task, name, expect: 'any' }));
    await Promise.all(others.map((other) => other.printed(1)));
    const careful = start('stream-writer', { ...task, name: 'c', count: 100, expect: 'version' });
    const began = Date.now();
    await careful.finished();
    expect(Date.now() - began).toBeLessThan(10_000);
    for (const other of others) other.signal('SIGKILL');
    await Promise.all(others.map((other) => other.ended()));
  });

  it('lose nothing acknowledged and keep every file whole when writers are killed, 30 times', async () => {
    const directory = join(tempDir(), 'stream');
    let started = 0;
    const everyone: Worker[] = [];
    const begin = (): Worker => {
      const worker = start('stream-writer', {
        directory,
        name: `w${started++}`,
        count: 100_000,
        expect: started % 2 === 0 ? 'any' : 'version',
        durable: started % 3 === 0,
        bytes: started % 5 === 0 ? 30 * 1024 : 500,
      });
      everyone.push(worker);
      return worker;
    };
    const active = [begin(), begin(), begin()];
    for (let kill = 0; kill < 30; kill++) {
      const index = kill % active.length;
      const victim = active[index] ?? begin();
      await victim.printed(1 + Math.floor(Math.random() * 12));
      victim.signal('SIGKILL');
      await victim.ended();
      active[index] = begin();
    }
    for (const worker of active) worker.signal('SIGKILL');
    await Promise.all(everyone.map((worker) => worker.ended()));

    const acknowledged = everyone.flatMap(({ lines }) => lines);
    const cursor = openCursor(directory, ledger);
    const kept = new Set(cursor.state.texts);
    expect(acknowledged.length).toBeGreaterThan(30);
    expect(acknowledged.filter((text) => !kept.has(text))).toEqual([]);
    expect(kept.size).toBe(cursor.state.texts.length);
    // What a writer had written and could not say any more is one record at most.
    expect(kept.size).toBeLessThanOrEqual(acknowledged.length + everyone.length);
    everyCacheLoads(directory);
    expect(fromLogAlone(directory).state.texts).toEqual(cursor.state.texts);
    for (const name of readdirSync(directory)) if (name.endsWith('.tmp')) rmSync(join(directory, name));
    const next = start('stream-writer', { directory, name: 'next', count: 1, expect: 'version' });
    await next.finished();
    expect(openCursor(directory, ledger).state.texts).toEqual([...cursor.state.texts, 'next-0']);
  });
});
