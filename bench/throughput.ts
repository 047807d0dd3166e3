import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { openSession } from '../src/runtime/session-streams.ts';
import { layoutOf } from '../src/store/layout.ts';
import { machine } from './measure.ts';

// How many changes of one session's stream 1, 4 and 20 processes bring about together, each on the version it saw, and
// how long one of them waited at most. `npm run bench:throughput`; --json for the numbers alone.

const TEAMS = [1, 4, 20];
const CHANGES = 2_000;

const base = mkdtempSync(join(tmpdir(), 'baton-throughput-'));
try {
  const worker = join(base, 'append-worker.cjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'append-worker.ts')],
    outfile: worker,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });
  const rows: Throughput[] = [];
  for (const durable of [false, true])
    for (const writers of TEAMS) rows.push(await measured(worker, writers, durable));
  process.stdout.write(
    process.argv.includes('--json')
      ? `${JSON.stringify({ at: new Date().toISOString(), machine: machine(), throughput: rows })}\n`
      : `${['writers', 'synced', 'changes/s', 'longest wait ms', 'lost'].join('\t')}\n${rows
          .map((row) =>
            [
              row.writers,
              row.durable ? 'yes' : 'no',
              row.changes_per_second,
              row.longest_wait_ms,
              row.lost,
            ].join('\t'),
          )
          .join('\n')}\n`,
  );
} finally {
  rmSync(base, { recursive: true, force: true });
}

interface Throughput {
  readonly writers: number;
  readonly durable: boolean;
  readonly changes_per_second: number;
  readonly longest_wait_ms: number;
  readonly lost: number;
}

async function measured(worker: string, writers: number, durable: boolean): Promise<Throughput> {
  const root = join(base, `${writers}-${durable}`);
  mkdirSync(join(root, '.baton', 'sessions'), { recursive: true });
  const count = CHANGES / writers;
  const task = JSON.stringify({ root, session: 's', count, durable });
  const children = Array.from({ length: writers }, () => {
    const child = spawn(process.execPath, [worker, task], { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface({ input: child.stdout });
    return { child, lines };
  });
  await Promise.all(children.map(({ lines }) => once(lines, 'line')));
  const waits = children.map(({ lines }) => once(lines, 'line').then(([line]: unknown[]) => Number(line)));
  const begin = performance.now();
  for (const { child } of children) child.stdin.end('\n');
  const longest = Math.max(...(await Promise.all(waits)));
  const took = (performance.now() - begin) / 1_000;
  const kept = openSession(layoutOf(root), 's').version;
  return {
    writers,
    durable,
    changes_per_second: Math.round((count * writers) / took),
    longest_wait_ms: Math.round(longest),
    lost: count * writers - kept,
  };
}
