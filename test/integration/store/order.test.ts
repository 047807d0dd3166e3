import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { tempDir } from '../../helpers/temp-dir.ts';
import { useWorkers } from './workers/start.ts';
import type { StreamWriterTask } from './workers/stream-writer.ts';

const canTrace = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0;
const start = useWorkers();

beforeAll(() => {
  if (!canTrace) console.warn('NOT RUN: the order of writes and syncs. These tests need strace.');
});

/** What a writer asked of the system, as words: `write log`, `sync log`, `rename snapshot`, `answer` … */
async function callsOf(task: Omit<StreamWriterTask, 'directory'>): Promise<string[]> {
  const folder = tempDir();
  const trace = join(folder, 'trace');
  const calls = 'trace=write,pwrite64,fsync,fdatasync,rename,link';
  const worker = start('stream-writer', { ...task, directory: join(folder, 'stream') }, [
    'strace',
    ...['-f', '-y', '-qq', '-e', calls, '-e', 'signal=none', '-s', '0', '-o', trace],
  ]);
  await worker.finished();
  return readFileSync(trace, 'utf8').split('\n').flatMap(wordsOf);
}

function wordsOf(line: string): string[] {
  const call = /^\d+ +(\w+)\((.*)/.exec(line);
  const [, name = '', rest = ''] = call ?? [];
  if (/^1</.test(rest)) return ['answer'];
  const target = rest.includes('snapshot.json')
    ? 'snapshot'
    : rest.includes('.base.json')
      ? 'checkpoint'
      : rest.includes('.jsonl')
        ? 'log'
        : /\/stream>/.test(rest)
          ? 'folder'
          : undefined;
  const verb = { fsync: 'sync', fdatasync: 'sync', pwrite64: 'write' }[name] ?? name;
  return target === undefined ? [] : [`${verb} ${target}`];
}

describe.runIf(canTrace)('what a writer asks of the system', () => {
  it('puts the log on disk before a snapshot takes its place, and the snapshot before its name', async () => {
    const calls = await callsOf({ count: 40, expect: 'version', bytes: 1_000, name: 'a' });
    const folds = calls.flatMap((call, index) => (call === 'rename snapshot' ? [index] : []));
    expect(folds.length).toBeGreaterThanOrEqual(2);
    for (const index of folds) {
      const before = calls.slice(0, index);
      expect(before.lastIndexOf('sync log')).toBeGreaterThan(before.lastIndexOf('write log'));
      expect(before.slice(before.lastIndexOf('sync log'))).toEqual([
        'sync log',
        'write snapshot',
        'sync snapshot',
      ]);
      expect(calls.slice(index + 1, index + 3)).toEqual(['sync folder', 'answer']);
    }
  });

  it('writes each record in one call', async () => {
    const calls = await callsOf({ count: 3, expect: 'any', bytes: 60_000, name: 'a' });
    const appends = calls.filter((call) => call === 'write log' || call === 'answer');
    expect(appends).toEqual(['write log', 'answer', 'write log', 'answer', 'write log', 'answer']);
  });

  it('waits for log and folder before it acknowledges a durable record', async () => {
    const calls = await callsOf({ count: 2, expect: 'version', durable: true, name: 'a' });
    expect(calls).toEqual([
      'write log',
      'sync log',
      'sync folder',
      'answer',
      'write log',
      'sync log',
      'answer',
    ]);
  });

  it('does not wait for the disk where nobody asked for it', async () => {
    const calls = await callsOf({ count: 2, expect: 'version', name: 'a' });
    expect(calls).toEqual(['write log', 'answer', 'write log', 'answer']);
  });

  it('puts a sealed segment on disk before its checkpoint', async () => {
    const calls = await callsOf({ count: 5, expect: 'version', bytes: 60_000, name: 'a' });
    const link = calls.indexOf('link checkpoint');
    expect(calls.slice(0, link).slice(-4)).toEqual([
      'write log',
      'sync log',
      'write checkpoint',
      'sync checkpoint',
    ]);
  });
});
