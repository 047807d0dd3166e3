import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openCursor } from '../../../src/store/open-cursor.ts';
import { fromLogAlone, ledger } from '../../helpers/ledger.ts';
import type { Child } from '../processes.ts';
import { delay, startWorker } from '../processes.ts';
import type { Scenario, Trial } from '../scenario.ts';
import { scaled } from '../scenario.ts';

/** How many kills one stream sees before it is looked at and another one is begun. */
const KILLS_A_STREAM = 60;
const WRITERS = 3;
/** So long after an acknowledgement a writer is killed at most: about one append, fold or seal. */
const MOST_DELAY_MS = 4;

/** Writers race on one stream and are killed at any moment; the clocks of some jump by a day. */
export const streamKills: Scenario = {
  name: 'writers killed on one stream',
  promise: 'acknowledged is kept; never half',
  async run(trial) {
    const streams = Math.ceil(scaled(trial, 3_000, 60) / KILLS_A_STREAM);
    const counts = { kills: 0, acknowledged: 0, records: 0, segments: 0 };
    const violations: string[] = [];
    for (let index = 0; index < streams; index++) {
      const seen = await oneStream(
        trial,
        join(trial.folder, `stream-${index}`),
        index % 4 === 3 ? 86_400_000 : 0,
      );
      counts.kills += seen.kills;
      counts.acknowledged += seen.acknowledged;
      counts.records += seen.records;
      counts.segments += seen.segments;
      violations.push(...seen.violations);
    }
    return { counts, violations };
  },
};

async function oneStream(trial: Trial, directory: string, clockJumpMs: number) {
  const everyone: Child[] = [];
  let begun = 0;
  const begin = async (): Promise<Child> => {
    const name = `w${begun++}`;
    const seed = trial.chance.below(2 ** 31);
    const child = await startWorker('stream-worker', {
      directory,
      name,
      seed,
      count: 1_000_000,
      clockJumpMs,
    });
    everyone.push(child);
    return child;
  };
  const active = await Promise.all(Array.from({ length: WRITERS }, begin));
  for (let kills = 0; kills < KILLS_A_STREAM; kills++) {
    const at = kills % WRITERS;
    const victim = active[at] ?? (await begin());
    await victim.printed(1 + trial.chance.below(6));
    await delay(trial.chance.next() * MOST_DELAY_MS);
    await victim.kill();
    active[at] = await begin();
  }
  await Promise.all(active.map((child) => child.kill()));
  return { kills: KILLS_A_STREAM + WRITERS, ...examine(directory, everyone) };
}

interface Examined {
  readonly acknowledged: number;
  readonly records: number;
  readonly segments: number;
  readonly violations: readonly string[];
}

function examine(directory: string, everyone: readonly Child[]): Examined {
  const violations: string[] = [];
  const claim = (holds: boolean, what: string) => {
    if (!holds) violations.push(`${directory}: ${what}`);
  };
  const acknowledged = everyone.flatMap(({ lines }) => lines.flatMap((line) => line.split(' ')));
  const cursor = openCursor(directory, ledger);
  const kept = new Set(cursor.state.texts);
  const lost = acknowledged.filter((text) => !kept.has(text));
  claim(lost.length === 0, `${lost.length} acknowledged are lost: ${lost.slice(0, 3).join(', ')}`);
  claim(kept.size === cursor.state.texts.length, 'an event counts twice');
  claim(halfBatches(cursor.state.texts).length === 0, `half a record: ${halfBatches(cursor.state.texts)[0]}`);
  const fresh = fromLogAlone(directory);
  claim(
    JSON.stringify(fresh.state.texts) === JSON.stringify(cursor.state.texts),
    'the caches tell another story than the log',
  );
  return {
    acknowledged: acknowledged.length,
    records: fresh.version,
    segments: readdirSync(directory).filter((name) => name.endsWith('.jsonl')).length,
    violations,
  };
}

// The texts of a batch end in :1, :2 and :3 and stand together.
function halfBatches(texts: readonly string[]): string[] {
  return texts.filter((text, index) => {
    const [writer, number, part] = text.split(':');
    if (part === undefined) return false;
    const first = index - Number(part) + 1;
    return [1, 2, 3].some((wanted) => texts[first + wanted - 1] !== `${writer}:${number}:${wanted}`);
  });
}
