import type { AppendOptions } from '../../../src/store/append.ts';
import { fold, transact } from '../../../src/store/append.ts';
import { ledger, noted, storeContext } from '../../helpers/ledger.ts';
import { Chance } from '../chance.ts';
import { acknowledge, taskText } from './task.ts';

/** What a stream writer is told. It goes on until it is killed, or has appended `count` records. */
export interface StreamWorkerTask {
  readonly directory: string;
  readonly name: string;
  readonly seed: number;
  readonly count: number;
  /** How far its clock may jump, either way, between two looks at it. */
  readonly clockJumpMs: number;
}

const task: StreamWorkerTask = JSON.parse(taskText());
const chance = new Chance(task.seed);
const context = storeContext({
  by: task.name,
  patienceMs: 30_000,
  now: () => Date.now() + (task.clockJumpMs === 0 ? 0 : (chance.next() - 0.5) * 2 * task.clockJumpMs),
});

for (let index = 0; index < task.count; index++) {
  const bytes = chance.percent(8) ? 20_000 + chance.below(40_000) : chance.below(600);
  const options: AppendOptions = {
    expect: chance.pick(['version', 'any', 'usually']),
    durable: chance.percent(15),
  };
  // Three events in one record: all of them or none.
  const isBatch = chance.percent(25);
  const texts = isBatch
    ? ['1', '2', '3'].map((part) => `${task.name}:${index}:${part}`)
    : [`${task.name}:${index}`];
  const cursor = transact(task.directory, ledger, context, options, () =>
    texts.map((text) => noted(text, Math.floor(bytes / texts.length))),
  );
  acknowledge(texts.join(' '));
  if (chance.percent(5)) fold(cursor);
}
