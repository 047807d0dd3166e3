import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { initProject } from '../../../src/runtime/init-project.ts';
import { loadPlan } from '../../../src/runtime/plan-loader.ts';
import { layoutOf } from '../../../src/store/layout.ts';
import { bytesBelow } from '../../helpers/bytes-below.ts';
import { delay, startCli } from '../processes.ts';
import type { Scenario } from '../scenario.ts';
import { scaled } from '../scenario.ts';

const FIXTURE = join(import.meta.dirname, '../../fixtures/v1/full.json');
const MOST_LIFE_MS = 260;

/** A migration, or the way back, is killed at any moment and then done again. */
export const migrationKills: Scenario = {
  name: 'migrations and rollbacks killed',
  promise: 'rollback gives the exact bytes back, whatever was killed on the way',
  async run(trial) {
    const good = join(trial.folder, 'good');
    initProject(good);
    cpSync(FIXTURE, join(good, 'v1.json'));
    writeFileSync(
      layoutOf(good).planEntity('epics', 'epic-later'),
      '{ "id": "epic-later",\t"title": "By hand" }',
    );
    const before = JSON.stringify(bytesBelow(layoutOf(good).plan));
    const counts = { rounds: 0, kills: 0 };
    const violations: string[] = [];
    const rounds = scaled(trial, 150, 5);
    for (let round = 0; round < rounds; round++) {
      const root = join(trial.folder, 'hurt');
      rmSync(root, { recursive: true, force: true });
      cpSync(good, root, { recursive: true });
      counts.rounds++;
      const cli = async (words: readonly string[], life: number | null) => {
        const child = await startCli(words, root);
        if (life !== null) {
          const first = await Promise.race([
            child.ended().then(() => 'ended'),
            delay(life).then(() => 'alive'),
          ]);
          if (first === 'alive') {
            counts.kills++;
            await child.kill();
            return null;
          }
        }
        return { code: await child.ended(), complaint: child.complaint };
      };
      const life = () => trial.chance.next() * MOST_LIFE_MS;
      await cli(['migrate', 'v1', 'v1.json', '--merge'], life());
      if (trial.chance.percent(50)) await cli(['migrate', 'rollback'], life());
      const again = await cli(['migrate', 'v1', 'v1.json', '--merge'], null);
      if (again?.code !== 0 && !/already|rollback/.test(again?.complaint ?? ''))
        violations.push(
          `round ${round}: the second migration ended with ${again?.code}: ${again?.complaint.slice(0, 300)}`,
        );
      const problems = loadPlan(layoutOf(root)).problems;
      if (problems.length > 0) violations.push(`round ${round}: ${JSON.stringify(problems[0])}`);
      await cli(['migrate', 'rollback'], life());
      // Two migrations may stand one on the other: joining the same file twice is allowed.
      let back = await cli(['migrate', 'rollback'], null);
      for (let more = 0; more < 3 && back?.code === 0; more++)
        back = await cli(['migrate', 'rollback'], null);
      const left = bytesBelow(layoutOf(root).plan);
      delete left['audit.jsonl'];
      const wanted = JSON.parse(before);
      delete wanted['audit.jsonl'];
      if (JSON.stringify(left) !== JSON.stringify(wanted))
        violations.push(
          `round ${round}: the plan has other bytes after the rollback (${back?.code}: ${back?.complaint.slice(0, 200)})`,
        );
    }
    return { counts, violations };
  },
};
