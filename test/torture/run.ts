import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Chance } from './chance.ts';
import type { Findings, Scenario } from './scenario.ts';
import { SCENARIOS } from './scenarios.ts';

// `npm run torture`: hurts the store in every way that is known to break stores, and counts what held.
// --share 0.1 for a tenth of it, --only WORDS for the scenarios whose name has them, --seed N to repeat a run.

const { values: given } = parseArgs({
  options: { share: { type: 'string' }, only: { type: 'string' }, seed: { type: 'string' } },
});
const share = Number(given.share ?? 1);
const seed = Number(given.seed ?? Date.now() % 2 ** 31);
const only = given.only ?? '';

process.stdout.write(`torture: share ${share}, seed ${seed}, Node ${process.version}\n`);
let violated = 0;
for (const scenario of SCENARIOS.filter(({ name }) => name.includes(only))) {
  const begin = Date.now();
  const findings = await tried(scenario);
  violated += findings.violations.length;
  process.stdout.write(`${report(scenario, findings, Date.now() - begin)}\n`);
}
process.stdout.write(violated === 0 ? 'every promise held\n' : `${violated} promises did not hold\n`);
process.exitCode = violated === 0 ? 0 : 1;

async function tried(scenario: Scenario): Promise<Findings> {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'baton-torture-'));
  try {
    return await scenario.run({ folder, chance: new Chance(seed), share });
  } catch (error) {
    return {
      counts: {},
      violations: [`it broke off: ${error instanceof Error ? error.stack : String(error)}`],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  }
}

function report(scenario: Scenario, { counts, violations, skipped }: Findings, took: number): string {
  const verdict = skipped !== undefined ? 'not run' : violations.length === 0 ? 'held' : 'BROKEN';
  const numbers = Object.entries(counts).map(([name, count]) => `${count.toLocaleString('en')} ${name}`);
  return [
    `${verdict.padEnd(8)}${scenario.name} (${scenario.promise}): ${numbers.join(', ')}; ${(took / 1000).toFixed(1)} s`,
    ...(skipped === undefined ? [] : [`        ${skipped}`]),
    ...violations.map((violation) => `        ${violation}`),
  ].join('\n');
}
