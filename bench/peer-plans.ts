import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Subject } from './measure.ts';

/** Where the peers are installed: `npm install --prefix /tmp/peers task-master-ai backlog.md`, or elsewhere. */
const PEERS = process.env.BATON_PEERS ?? '/tmp/peers/node_modules/.bin';

/** The peers that are not installed, to be said beside the table. */
export function missingPeers(): string[] {
  return ['task-master', 'backlog'].filter((name) => !existsSync(join(PEERS, name)));
}

/** The same questions to the peers that are installed, each with its own plan of so many tasks below `base`. */
export function peerSubjects(base: string, tasks: number): Subject[] {
  const subjects: Subject[] = [];
  const ask = (name: string, words: readonly string[], cwd: string) => {
    if (!existsSync(join(PEERS, name))) return;
    const env = { HOME: base };
    subjects.push({
      name: `${[name, ...words].join(' ')}, ${tasks} tasks`,
      command: [join(PEERS, name), ...words],
      cwd,
      env,
    });
  };
  ask('task-master', ['next'], taskMasterPlan(join(base, `task-master-${tasks}`), tasks));
  ask('backlog', ['task', 'list', '--plain'], backlogPlan(join(base, `backlog-${tasks}`), tasks));
  return subjects;
}

function taskMasterPlan(folder: string, count: number): string {
  mkdirSync(join(folder, '.taskmaster', 'tasks'), { recursive: true });
  const tasks = Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    title: `Task ${index}`,
    description: 'what is to be done',
    status: 'pending',
    dependencies: index % 20 === 0 ? [] : [index],
    priority: 'medium',
    details: '',
    testStrategy: '',
    subtasks: [],
  }));
  const metadata = { created: '2026-01-01T00:00:00Z', updated: '2026-01-01T00:00:00Z', description: '' };
  const write = (path: string, value: unknown) =>
    writeFileSync(join(folder, '.taskmaster', path), JSON.stringify(value, null, 2));
  write('tasks/tasks.json', { master: { tasks, metadata } });
  write('config.json', { models: {}, global: {} });
  return folder;
}

function backlogPlan(folder: string, count: number): string {
  mkdirSync(join(folder, 'backlog', 'tasks'), { recursive: true });
  execFileSync('git', ['init', '-q', folder]);
  writeFileSync(
    join(folder, 'backlog', 'config.yml'),
    'project_name: "bench"\ndefault_status: "To Do"\nstatuses: ["To Do", "In Progress", "Done"]\nlabels: []\nremote_operations: false\ncheck_active_branches: false\ntask_prefix: "task"\n',
  );
  for (let index = 1; index <= count; index++) {
    const needs = index % 20 === 1 ? '[]' : `\n  - TASK-${index - 1}`;
    writeFileSync(
      join(folder, 'backlog', 'tasks', `task-${index} - Task-${index}.md`),
      `---\nid: TASK-${index}\ntitle: Task ${index}\nstatus: To Do\nassignee: []\ncreated_date: '2026-01-01 00:00'\nlabels: []\ndependencies: ${needs}\n---\n`,
    );
  }
  return folder;
}
