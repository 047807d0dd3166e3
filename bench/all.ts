import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { machine } from './measure.ts';

// Every benchmark in one run, on a machine that should do nothing else meanwhile: `npm run bench:all`. The numbers are
// kept as bench/results/<date>.json, and `npm run docs` makes docs/performance.md of the newest. Node 22 and 24 are
// measured where .ci/run has put them; peers where they lie in /tmp/peers.

const ROOT = join(import.meta.dirname, '..');

/** One benchmark: what it is called in the results, its file and its words. */
const PARTS: readonly (readonly [string, string, readonly string[]])[] = [
  ['queries', 'queries.ts', ['15']],
  ['throughput', 'throughput.ts', []],
  ['memory', 'memory.ts', []],
  ['hooks', 'peer-hooks.ts', []],
  ['statuslines', 'statuslines.ts', ['20']],
  ['recovery', 'recovery.ts', []],
  ['turn', 'turn.ts', ['7']],
];

const results: Record<string, unknown> = { at: new Date().toISOString(), machine: machine() };
for (const major of ['20', '22', '24']) {
  const folder = join(ROOT, '.cache', `node-${major}`, 'node_modules', 'node', 'bin');
  const isOwn = process.version.startsWith(`v${major}.`);
  if (isOwn || existsSync(folder)) take(`node_${major}`, 'startup.ts', ['30'], isOwn ? [] : [folder]);
}
for (const [name, file, words] of PARTS) take(name, file, words, []);

const folder = join(ROOT, 'bench', 'results');
mkdirSync(folder, { recursive: true });
const path = join(folder, `${new Date().toISOString().slice(0, 10)}.json`);
writeFileSync(path, `${JSON.stringify(results, null, 1)}\n`);
process.stdout.write(`kept in ${path}\n`);

function take(name: string, file: string, words: readonly string[], first: readonly string[]): void {
  process.stdout.write(`${name} …\n`);
  const PATH = [...first, process.env.PATH ?? ''].join(':');
  try {
    const tsx = join(ROOT, 'node_modules', '.bin', 'tsx');
    const out = execFileSync(tsx, [join(ROOT, 'bench', file), ...words, '--json'], {
      env: { ...process.env, PATH },
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    results[name] = JSON.parse(out.slice(out.indexOf('{')));
  } catch (error) {
    // One that cannot be run here must not cost the others.
    results[name] = { failed: error instanceof Error ? error.message.slice(0, 400) : String(error) };
  }
}
