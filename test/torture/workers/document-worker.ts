import { changeDocument } from '../../../src/store/document.ts';
import { storeContext } from '../../helpers/ledger.ts';
import { acknowledge, taskText } from './task.ts';

/** What a writer of one document is told: it counts it up `count` times. */
export interface DocumentWorkerTask {
  readonly path: string;
  readonly lock: string;
  readonly count: number;
  readonly patienceMs: number;
  /** Stops itself while it holds the lock, at so many counts. */
  readonly stopAt?: number;
}

const task: DocumentWorkerTask = JSON.parse(taskText());
const patience = storeContext({ by: 'torture', patienceMs: task.patienceMs });

for (let index = 0; index < task.count; index++) {
  let count = 0;
  changeDocument(task.path, task.lock, patience, (current) => {
    if (index === task.stopAt) process.kill(process.pid, 'SIGSTOP');
    count =
      typeof current === 'object' && current !== null && 'count' in current ? Number(current.count) + 1 : 1;
    return { count, filler: 'x'.repeat(2_000) };
  });
  acknowledge(String(count));
}
