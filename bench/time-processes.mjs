// Times whole processes and nothing else: plain JavaScript in a small process, because forking a large one (tsx)
// takes ten times as long as what is measured. Reads {subjects, rounds} on standard input, prints [[ms …] …].
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const { subjects, rounds } = JSON.parse(readFileSync(0, 'utf8'));
const times = subjects.map(() => []);
for (let round = -2; round < rounds; round++) {
  for (const index of order(subjects.length, round)) {
    const { name, command, stdin, cwd, env } = subjects[index];
    const [file, ...words] = command;
    const start = process.hrtime.bigint();
    const result = spawnSync(file, words, { input: stdin ?? '', cwd, env });
    const time = Number(process.hrtime.bigint() - start) / 1e6;
    if (result.status !== 0) throw new Error(`${name} ended with ${result.status}: ${result.stderr}`);
    if (round >= 0) times[index].push(time);
  }
}
process.stdout.write(JSON.stringify(times));

// Another order each round, so that no subject always comes after the same one.
function order(length, seed) {
  const all = Array.from({ length }, (_, index) => index);
  for (let index = length - 1; index > 0; index--) {
    const other = Math.abs((seed * 7919 + index * 104_729) % (index + 1));
    [all[index], all[other]] = [all[other], all[index]];
  }
  return all;
}
