import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Chance } from '../torture/chance.ts';
import type { Target } from './target.ts';
import { finding } from './target.ts';
import { TARGETS } from './targets.ts';

// `npm run fuzz`: gives nonsense to everything that takes input from outside. --cases N in all (100,000 unless told),
// --only WORDS for the targets whose name has them, --seed N to repeat a run.

/** Longer than any case takes on a busy machine: what takes longer hangs. */
const HANG_MS = 10_000;
const MOST_TOLD = 10;

const { values: given } = parseArgs({
  options: { cases: { type: 'string' }, only: { type: 'string' }, seed: { type: 'string' } },
});
const seed = Number(given.seed ?? Date.now() % 2 ** 31);
const only = given.only ?? '';
const targets = TARGETS.filter(({ name }) => name.includes(only));
const share = Number(given.cases ?? 100_000) / TARGETS.reduce((sum, { cases }) => sum + cases, 0);

process.stdout.write(`fuzz: seed ${seed}, Node ${process.version}\n`);
let [all, found] = [0, 0];
for (const target of targets) {
  const begin = Date.now();
  const cases = Math.ceil(target.cases * share);
  const findings = await fuzzed(target, cases);
  all += cases;
  found += findings.length;
  const took = ((Date.now() - begin) / 1000).toFixed(1);
  process.stdout.write(
    [
      `${findings.length === 0 ? 'held    ' : 'BROKEN  '}${target.name}: ${cases.toLocaleString('en')} cases; ${took} s`,
      ...findings.slice(0, MOST_TOLD).map((text) => `    ${text}`),
      '',
    ].join('\n'),
  );
}
process.stdout.write(`${all.toLocaleString('en')} cases, ${found} findings\n`);
process.exit(found === 0 ? 0 : 1);

async function fuzzed(target: Target, cases: number): Promise<string[]> {
  const world = mkdtempSync(join(realpathSync(tmpdir()), 'baton-fuzz-'));
  const folder = join(world, 'project');
  const findings: string[] = [];
  try {
    const prepared = await target.prepare(folder);
    for (let index = 0; index < cases && findings.length < 50; index++) {
      const chance = new Chance(seed + index);
      const begin = Date.now();
      try {
        const seen = await prepared.attempt(chance);
        if (seen !== undefined) findings.push(`case ${index}: ${seen}`);
      } catch (error) {
        findings.push(`case ${index}: ${finding(error, '')}`);
      }
      if (Date.now() - begin > HANG_MS) findings.push(`case ${index} took ${Date.now() - begin} ms`);
      if (isPolluted()) findings.push(`case ${index}: the prototype of all objects was changed`);
    }
    const strange = [...readdirSync(world), ...strangers(folder)].filter((name) => name !== 'project');
    if (strange.length > 0) findings.push(`written outside of .baton: ${strange.slice(0, 5).join(', ')}`);
    return findings;
  } finally {
    rmSync(world, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  }
}

// Baton may write below .baton, and in the user's folder of it, which is the project's in these runs.
function strangers(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name !== '.baton' && name !== '.claude');
  } catch {
    return [];
  }
}

function isPolluted(): boolean {
  const plain: Record<string, unknown> = {};
  return 'polluted' in plain || Object.keys(Object.prototype).length > 0;
}
