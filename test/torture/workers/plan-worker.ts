import { changePlan } from '../../../src/runtime/plan-change.ts';
import { layoutOf } from '../../../src/store/layout.ts';
import { storeContext } from '../../helpers/ledger.ts';
import { acknowledge, taskText } from './task.ts';

/** What a writer of the plan is told. Each of its changes writes the same number into three documents. */
export interface PlanWorkerTask {
  readonly root: string;
  readonly count: number;
}

const task: PlanWorkerTask = JSON.parse(taskText());
const layout = layoutOf(task.root);
const author = { user: 'torture', session: null, mode: null };

for (let index = 0; index < task.count; index++) {
  let next = 0;
  changePlan(layout, storeContext({ by: 'torture', patienceMs: 30_000 }), author, (plan) => {
    next = Number(plan.epics.e1?.description ?? 0) + 1;
    const [epic, sprint, team] = [plan.epics.e1, plan.sprints.s1, plan.teams.t1];
    if (epic === undefined || sprint === undefined || team === undefined)
      throw new Error('a document is gone');
    return {
      ...plan,
      epics: { ...plan.epics, e1: { ...epic, description: String(next) } },
      sprints: { ...plan.sprints, s1: { ...sprint, goals: [String(next)] } },
      teams: { ...plan.teams, t1: { ...team, name: String(next) } },
    };
  });
  acknowledge(String(next));
}
