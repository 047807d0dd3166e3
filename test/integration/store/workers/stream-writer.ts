import { writeSync } from 'node:fs';
import { transact } from '../../../../src/store/append.ts';
import { ledger, noted, storeContext } from '../../../helpers/ledger.ts';

/** What a stream writer is told: where, how often, how, and how large. */
export interface StreamWriterTask {
  readonly directory: string;
  readonly count: number;
  readonly expect: 'version' | 'any';
  readonly durable?: boolean;
  readonly bytes?: number;
  /** Begins each text; without it a text is the number of texts before it, which shows any lost update. */
  readonly name?: string;
  /** Stops itself inside the first decision, after having read and before writing. */
  readonly stopInside?: boolean;
}

const task: StreamWriterTask = JSON.parse(process.argv[2] ?? '');
const context = storeContext({ by: task.name ?? 'counter', patienceMs: 30_000 });
const options = { expect: task.expect, durable: task.durable ?? false };
let stops = task.stopInside ? 1 : 0;

for (let index = 0; index < task.count; index++) {
  let text = '';
  transact(task.directory, ledger, context, options, (state) => {
    if (stops-- > 0) process.kill(process.pid, 'SIGSTOP');
    text = task.name === undefined ? String(state.texts.length) : `${task.name}-${index}`;
    return [noted(text, task.bytes)];
  });
  // Acknowledged: from here on nobody may lose it.
  writeSync(1, `${text}\n`);
}
