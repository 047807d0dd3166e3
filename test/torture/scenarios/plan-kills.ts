import { readFileSync } from 'node:fs';
import { initProject } from '../../../src/runtime/init-project.ts';
import { loadPlan } from '../../../src/runtime/plan-loader.ts';
import { replaceFile } from '../../../src/store/atomic-file.ts';
import { formatDocument } from '../../../src/store/document.ts';
import type { Layout } from '../../../src/store/layout.ts';
import { layoutOf } from '../../../src/store/layout.ts';
import type { Child } from '../processes.ts';
import { delay, startWorker } from '../processes.ts';
import type { Scenario } from '../scenario.ts';
import { scaled } from '../scenario.ts';

const WRITERS = 3;
const MOST_DELAY_MS = 12;

/** Each change writes one number into three documents: whoever reads two different ones saw half a change. */
export const planKills: Scenario = {
  name: 'writers killed on one plan',
  promise: 'never half, over several documents; every acknowledged change in the audit log once',
  async run(trial) {
    initProject(trial.folder);
    const layout = layoutOf(trial.folder);
    plant(layout);
    const everyone: Child[] = [];
    const begin = async () => {
      const child = await startWorker('plan-worker', { root: trial.folder, count: 1_000_000 });
      everyone.push(child);
      return child;
    };
    const reader = await startWorker('plan-reader', { root: trial.folder, looks: 1_000_000 });
    const active = await Promise.all(Array.from({ length: WRITERS }, begin));
    const kills = scaled(trial, 600, 20);
    for (let index = 0; index < kills; index++) {
      const at = index % WRITERS;
      const victim = active[at] ?? (await begin());
      await victim.printed(1);
      await delay(trial.chance.next() * MOST_DELAY_MS);
      await victim.kill();
      active[at] = await begin();
    }
    await Promise.all([...active, reader].map((child) => child.kill()));
    const last = await startWorker('plan-worker', { root: trial.folder, count: 1 });
    const lastCode = await last.ended();
    everyone.push(last);

    const violations: string[] = [];
    if (lastCode !== 0) violations.push(`the next writer failed: ${last.complaint}`);
    const halves = reader.lines.filter((line) => isHalf(line));
    if (halves.length > 0)
      violations.push(
        `a reader saw half a change ${halves.length} of ${reader.lines.length} times: ${halves[0]}`,
      );
    const acknowledged = everyone.flatMap(({ lines }) => lines.map(Number));
    violations.push(...examine(layout, acknowledged));
    return {
      counts: { kills: kills + WRITERS, acknowledged: acknowledged.length, looks: reader.lines.length },
      violations,
    };
  },
};

function plant(layout: Layout): void {
  const write = (path: string, value: unknown) =>
    replaceFile(path, formatDocument(value), { durable: false });
  write(layout.planEntity('epics', 'e1'), { id: 'e1', title: 'E', description: '0' });
  write(layout.planEntity('sprints', 's1'), { id: 's1', epic_id: 'e1', name: 'S', goals: ['0'] });
  write(layout.planEntity('teams', 't1'), {
    id: 't1',
    name: '0',
    orchestrator: 'lead',
    available_agents: [{ agent_id: 'lead' }],
  });
}

function isHalf(line: string): boolean {
  const [epic, sprint, team, problems] = line.split(' ');
  return epic !== sprint || sprint !== team || problems !== '0';
}

function examine(layout: Layout, acknowledged: readonly number[]): string[] {
  const violations: string[] = [];
  const { plan, problems } = loadPlan(layout);
  const numbers = [plan.epics.e1?.description, plan.sprints.s1?.goals[0], plan.teams.t1?.name].map(Number);
  if (new Set(numbers).size !== 1) violations.push(`the documents differ: ${numbers.join(', ')}`);
  if (problems.length > 0) violations.push(`the plan has problems: ${JSON.stringify(problems[0])}`);
  const newest = numbers[0] ?? 0;
  if (newest < Math.max(...acknowledged)) violations.push(`the last acknowledged change is gone: ${newest}`);
  if (new Set(acknowledged).size !== acknowledged.length) violations.push('two writers made the same number');
  const audited = readFileSync(layout.audit, 'utf8').split('\n').filter(Boolean).map(numberIn);
  const once = new Map<number, number>();
  for (const number of audited) once.set(number, (once.get(number) ?? 0) + 1);
  for (let number = 1; number <= newest; number++) {
    if (once.get(number) !== 1)
      violations.push(`change ${number} is in the audit log ${once.get(number) ?? 0} times`);
  }
  return violations.slice(0, 5);
}

function numberIn(line: string): number {
  const record: { changes: { entity: string; after: { description?: string } }[] } = JSON.parse(line);
  return Number(record.changes.find(({ entity }) => entity === 'epics/e1')?.after.description);
}
