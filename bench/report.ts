import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sessionFeed } from '../src/runtime/session-log.ts';
import { layoutOf } from '../src/store/layout.ts';
import { workedProject } from '../test/helpers/worked-project.ts';
import { machine } from './measure.ts';

// How long a report takes and how much memory, as a whole process, over sessions of 1,000, 10,000 and 100,000 events,
// and over a project of forty sessions. `npx tsx bench/report.ts`

const baton = process.env.BATON_CLI ?? join(import.meta.dirname, '..', 'dist', 'cli.cjs');
const base = mkdtempSync(join(tmpdir(), 'baton-report-'));
const EVENTS_A_TURN = 7.1;
/** Runs the command line in a process that at its end tells its processor time (µs) and its largest memory (KB). */
const SCRIPT = `process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  process.stderr.write(user + system + ' ' + process.resourceUsage().maxRSS);
});
process.argv.splice(1, 1, process.env.BATON_CLI);
require(process.env.BATON_CLI);`;

try {
  for (const events of [1_000, 10_000, 100_000]) {
    const root = join(base, String(events));
    const turns = Math.round(events / EVENTS_A_TURN);
    const worked = { titles: ['one', 'two'], now: Date.parse('2026-11-20T18:00:00Z') };
    const [id = ''] = workedProject(root, { ...worked, sessions: 1, turns, batch: 20 });
    const count = sessionFeed(layoutOf(root), id).more().length;
    for (const format of ['md', 'json', 'html']) measure(root, [id], format, `${count} events`);
  }
  const root = join(base, 'project');
  const titles = Array.from({ length: 80 }, (_, index) => `Task ${index}`);
  workedProject(root, {
    sessions: 40,
    turns: 350,
    titles,
    now: Date.parse('2026-11-20T18:00:00Z'),
    batch: 20,
  });
  for (const format of ['md', 'html']) measure(root, [], format, '40 sessions, 100,000 events');
  process.stdout.write(`${JSON.stringify(machine())}\n`);
} finally {
  rmSync(base, { recursive: true, force: true });
}

function measure(root: string, words: readonly string[], format: string, what: string): void {
  const out = join(root, `report.${format}`);
  const rounds = Array.from({ length: 3 }, () => {
    const began = performance.now();
    const run = spawnSync(
      process.execPath,
      ['-e', SCRIPT, '-', 'report', ...words, '--format', format, '--out', out],
      {
        cwd: root,
        encoding: 'utf8',
        env: { ...process.env, BATON_CLI: baton },
      },
    );
    const wall = performance.now() - began;
    const [, cpu = 'NaN', memory = 'NaN'] = /(\d+) (\d+)$/.exec(run.stderr) ?? [];
    if (run.status !== 0) throw new Error(run.stderr);
    return { wall, cpu: Number(cpu) / 1_000, memory: Number(memory) / 1_024 };
  });
  const least = (pick: (round: (typeof rounds)[number]) => number, unit: string) =>
    `${Math.round(Math.min(...rounds.map(pick)))} ${unit}`.padStart(10);
  const size = `${Math.round(statSync(out).size / 1024)} KB`.padStart(8);
  process.stdout.write(
    `${what.padEnd(28)} ${format.padEnd(5)} wall ${least(({ wall }) => wall, 'ms')}  cpu ${least(({ cpu }) => cpu, 'ms')}  memory ${least(({ memory }) => memory, 'MB')}  page ${size}\n`,
  );
}
