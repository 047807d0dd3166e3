import { readSync, writeSync } from 'node:fs';
import { changeSession } from '../src/runtime/session-streams.ts';
import { layoutOf } from '../src/store/layout.ts';

// Appends events to one session as fast as it can, from the moment its parent says so; prints the longest wait, in ms.
const task: {
  readonly root: string;
  readonly session: string;
  readonly count: number;
  readonly durable: boolean;
} = JSON.parse(process.argv[2] ?? '{}');
const layout = layoutOf(task.root);
let ids = 0;
const store = { now: Date.now, newId: () => `${process.pid}-${ids++}`, by: 'bench', patienceMs: 60_000 };
const data = {
  tool: 'Edit',
  outcome: 'ok',
  duration_ms: 12,
  agent_id: null,
  file: '/work/src/a.ts',
} as const;

writeSync(1, 'ready\n');
readSync(0, Buffer.alloc(1), 0, 1, null);
let longest = 0;
for (let index = 0; index < task.count; index++) {
  const begin = performance.now();
  changeSession(layout, task.session, store, () => [{ type: 'tool_used', data }], {
    expect: 'version',
    durable: task.durable,
  });
  longest = Math.max(longest, performance.now() - begin);
}
writeSync(1, `${longest}\n`);
