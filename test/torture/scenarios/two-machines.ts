import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { initProject } from '../../../src/runtime/init-project.ts';
import { readAudit } from '../../../src/runtime/plan-audit.ts';
import { changePlan } from '../../../src/runtime/plan-change.ts';
import { loadPlan } from '../../../src/runtime/plan-loader.ts';
import { layoutOf } from '../../../src/store/layout.ts';
import { storeContext } from '../../helpers/ledger.ts';
import type { Scenario } from '../scenario.ts';
import { scaled } from '../scenario.ts';

const DAY = 86_400_000;

/** Two clones of one plan, one clock a day ahead and one a day behind, change it at once and are merged by git. */
export const twoMachines: Scenario = {
  name: 'two machines, clocks two days apart, one plan',
  promise: 'git merges what does not touch the same entity; no change is lost from the plan or its audit log',
  async run(trial) {
    const counts = { merges: 0, changes: 0 };
    const violations: string[] = [];
    const rounds = scaled(trial, 40, 2);
    for (let round = 0; round < rounds; round++) {
      const [one, two] = [join(trial.folder, `${round}-one`), join(trial.folder, `${round}-two`)];
      initProject(one);
      git(one, 'init', '-q', '-b', 'main');
      commit(one, 'begin');
      git(trial.folder, 'clone', '-q', one, two);
      const made: string[] = [];
      const change = (root: string, id: string, skew: number) => {
        const author = { user: id, session: null, mode: null };
        const { id: audited } = changePlan(
          layoutOf(root),
          storeContext({ by: id, now: () => Date.now() + skew }),
          author,
          (plan) => ({
            ...plan,
            epics: { ...plan.epics, [id]: { id, title: id } },
          }),
        );
        made.push(audited ?? '');
        counts.changes++;
      };
      for (let index = 0; index < 1 + trial.chance.below(5); index++) {
        change(one, `ahead-${index}`, DAY);
        change(two, `behind-${index}`, -DAY);
      }
      commit(one, 'ahead');
      commit(two, 'behind');
      try {
        git(one, 'pull', '-q', '--no-rebase', '--no-edit', two, 'main');
        counts.merges++;
      } catch (error) {
        violations.push(`round ${round}: git could not merge: ${String(error).slice(0, 200)}`);
        continue;
      }
      const layout = layoutOf(one);
      const { plan, problems } = loadPlan(layout);
      const ids = new Set(readAudit(layout).records.map(({ id }) => id));
      if (problems.length > 0) violations.push(`round ${round}: ${JSON.stringify(problems[0])}`);
      if (Object.keys(plan.epics).length !== made.length) violations.push(`round ${round}: an epic is lost`);
      if (made.some((id) => !ids.has(id)))
        violations.push(`round ${round}: a change is lost from the audit log`);
    }
    return { counts, violations };
  },
};

function git(cwd: string, ...words: readonly string[]): void {
  const who = ['-c', 'user.name=torture', '-c', 'user.email=torture@localhost'];
  execFileSync('git', [...who, ...words], {
    cwd,
    stdio: 'pipe',
    env: { PATH: process.env.PATH ?? '', HOME: cwd },
  });
}

function commit(root: string, message: string): void {
  git(root, 'add', '-A');
  git(root, 'commit', '-q', '-m', message);
}
