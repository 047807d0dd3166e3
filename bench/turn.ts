import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { World } from '../test/e2e/harness/client.ts';
import { newWorld } from '../test/e2e/harness/client.ts';
import { bashMarch, cue } from '../test/e2e/harness/script.ts';
import { REPOSITORY } from '../test/e2e/harness/temp.ts';
import { median } from './measure.ts';

// The time that Baton adds to a turn of 50 tool calls of the real client: the same turn with Baton installed and on,
// installed but off in the project, and not installed, in turn. `npm run bench:turn [rounds]`; --json for the numbers.

const rounds = Number(process.argv.find((word) => /^\d+$/.test(word)) ?? 5);
const scenes = { march: bashMarch(50, (n) => `echo step-${n}`) };

const kinds = ['not installed', 'installed, off', 'installed, on'] as const;
const worlds: World[] = [];
for (const kind of kinds) worlds.push(await prepare(kind));

async function prepare(kind: (typeof kinds)[number]): Promise<World> {
  const world = await newWorld(scenes);
  const run = (...words: string[]) =>
    execFileSync(words[0] ?? '', words.slice(1), { cwd: world.project, env: world.env, stdio: 'ignore' });
  if (kind !== 'not installed')
    run(join(REPOSITORY, 'bin', 'baton'), 'install', '--yes', '--project', world.project);
  if (kind === 'installed, off') run('rm', '-rf', join(world.project, '.baton'));
  await world.headless(cue('march'));
  return world;
}

const times = kinds.map((): number[] => []);
for (let round = 0; round < rounds; round++) {
  for (const [index, world] of worlds.entries()) {
    const run = await world.headless(cue('march'));
    if (run.result?.result !== 'marched') throw new Error(`${kinds[index]}: ${run.stdout} ${run.stderr}`);
    times[index]?.push(Number(run.result.duration_ms));
  }
}
for (const world of worlds) await world.dispose();

const bare = median(times[0] ?? []);
const rows = kinds.map((kind, index) => {
  const own = median(times[index] ?? []);
  return { kind, turn_ms: Math.round(own), ratio: own / bare, a_call_ms: (own - bare) / 50 };
});
if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify({ rounds, turn: rows })}\n`);
else
  for (const { kind, turn_ms, ratio, a_call_ms } of rows)
    process.stdout.write(
      `${kind.padEnd(16)} ${String(turn_ms).padStart(6)} ms  × ${ratio.toFixed(2)}  ${a_call_ms.toFixed(1)} ms a tool call\n`,
    );
