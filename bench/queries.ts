import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Subject } from './measure.ts';
import { machine, measure, timingTable } from './measure.ts';

// How long questions about the plan take, cold process, warm index, at 10, 1,000 and 10,000 tasks in sprints of 20.
// `npx tsx bench/queries.ts [rounds]`

const baton = join(import.meta.dirname, '..', 'bin', 'baton');
const rounds = Number(process.argv[2] ?? 15);
const base = mkdtempSync(join(tmpdir(), 'baton-queries-'));

try {
  const subjects: Subject[] = [{ name: 'node -e 0', command: ['node', '-e', '0'] }];
  for (const tasks of [10, 1_000, 10_000]) {
    const cwd = planOf(tasks);
    for (const words of [
      ['task', 'next'],
      ['task', 'list', '--limit', '50'],
      ['epic', 'progress', 'e1'],
    ]) {
      execFileSync(baton, words, { cwd });
      subjects.push({
        name: `baton ${words.join(' ')}, ${tasks} tasks`,
        command: [baton, ...words],
        cwd,
        budget: 2.5,
      });
    }
  }
  process.stdout.write(`${timingTable(measure(subjects, rounds))}\n\n${JSON.stringify(machine())}\n`);
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
