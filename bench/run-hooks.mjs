// Fires all commands of one event at once, as the client does, and waits for them: wall time, and the CPU time of all
// that was waited for. Plain JavaScript in a small process (see time-processes.mjs). Reads {subjects, rounds} on
// standard input, where a subject is {commands, stdin, cwd, env}; prints [[[wall ms, cpu ms] …] …].
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

const TICK_MS = 10;
const { subjects, rounds } = JSON.parse(readFileSync(0, 'utf8'));
const times = subjects.map(() => []);
for (let round = -1; round < rounds; round++) {
  for (let step = 0; step < subjects.length; step++) {
    const index = (step + round + subjects.length) % subjects.length;
    const [wall, cpu] = await fired(subjects[index]);
    if (round >= 0) times[index].push([wall, cpu]);
  }
}
process.stdout.write(JSON.stringify(times));

async function fired({ commands, stdin, cwd, env }) {
  const cpu = childTicks();
  const begin = process.hrtime.bigint();
  await Promise.all(
    commands.map(
      (command) =>
        new Promise((resolve) => {
          const child = spawn('/bin/sh', ['-c', command], { cwd, env, stdio: ['pipe', 'ignore', 'ignore'] });
          child.on('exit', resolve);
          child.stdin.on('error', () => {});
          child.stdin.end(stdin);
        }),
    ),
  );
  const wall = Number(process.hrtime.bigint() - begin) / 1e6;
  return [wall, (childTicks() - cpu) * TICK_MS];
}

// cutime and cstime of /proc/self/stat: what children that were waited for, and theirs, have used.
function childTicks() {
  const fields = readFileSync('/proc/self/stat', 'latin1').split(') ')[1].split(' ');
  return Number(fields[13]) + Number(fields[14]);
}
