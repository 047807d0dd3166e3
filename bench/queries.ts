import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Subject } from './measure.ts';
import { machine, measure, timingTable } from './measure.ts';
import { missingPeers, peerSubjects } from './peer-plans.ts';

// How long questions about the plan take, cold process, warm index, at 10, 1,000 and 10,000 tasks in sprints of 20,
// beside those peers that are installed. `npx tsx bench/queries.ts [rounds]`; the peers, who take seconds, are asked
// three times. --json for the numbers alone.

const baton = join(import.meta.dirname, '..', 'bin', 'baton');
const rounds = Number(process.argv.find((word) => /^\d+$/.test(word)) ?? 15);
const SIZES = [10, 1_000, 10_000];
const PEER_ROUNDS = 3;
const bareNode: Subject = { name: 'node -e 0', command: ['node', '-e', '0'] };
const base = mkdtempSync(join(tmpdir(), 'baton-queries-'));

try {
  const subjects: Subject[] = [bareNode];
  for (const tasks of SIZES) {
    const cwd = planOf(tasks);
    for (const words of [
      ['task', 'next'],
      ['task', 'list', '--limit', '50'],
      ['epic', 'progress', 'e1'],
      ['session', 'list'],
    ]) {
      subjects.push({
        name: `baton ${words.join(' ')}, ${tasks} tasks`,
        command: [baton, ...words],
        cwd,
        budget: 2.5,
      });
    }
  }
  // An index is kept once its documents are older than the clock of any file system is coarse.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2_500);
  for (const { command, cwd } of subjects.slice(1))
    execFileSync(command[0] ?? '', command.slice(1), { cwd, stdio: 'ignore' });
  const own = measure(subjects, rounds);
  const asked = SIZES.flatMap((tasks) => peerSubjects(base, tasks));
  const peers = asked.length === 0 ? [] : measure([bareNode, ...asked], PEER_ROUNDS).slice(1);
  if (process.argv.includes('--json')) {
    const at = new Date().toISOString();
    process.stdout.write(`${JSON.stringify({ at, machine: machine(), timings: [...own, ...peers] })}\n`);
  } else {
    process.stdout.write(`${timingTable(own)}\n\n`);
    if (peers.length > 0) process.stdout.write(`${timingTable(peers)}\n\n`);
    for (const name of missingPeers()) process.stdout.write(`${name} is not installed: not compared.\n`);
    process.stdout.write(`${JSON.stringify(machine())}\n`);
  }
} finally {
  rmSync(base, { recursive: true, force: true });
}

/** A project whose plan has so many tasks; each task needs the one before it in its sprint. */
function planOf(tasks: number): string {
  const folder = join(base, String(tasks));
  const plan = join(folder, '.baton', 'plan');
  for (const kind of ['epics', 'sprints', 'teams']) mkdirSync(join(plan, kind), { recursive: true });
  const write = (path: string, value: unknown) =>
    writeFileSync(join(plan, path), `${JSON.stringify(value, null, 2)}\n`);
  write('project.json', { version: 1, name: 'bench' });
  write('epics/e1.json', { id: 'e1', title: 'Everything' });
  for (let sprint = 0; sprint * 20 < tasks; sprint++) {
    const planned = Array.from({ length: Math.min(20, tasks - sprint * 20) }, (_, index) => ({
      id: `t-${sprint}-${index}`,
      title: `Task ${index} of sprint ${sprint}`,
      estimated_effort: (index % 5) + 1,
      dependencies: index === 0 ? [] : [`t-${sprint}-${index - 1}`],
    }));
    write(`sprints/s-${sprint}.json`, {
      id: `s-${sprint}`,
      epic_id: 'e1',
      name: `Sprint ${sprint}`,
      planned_tasks: Object.fromEntries(planned.map((task) => [task.id, task])),
    });
  }
  return folder;
}
