import { loadPlan } from '../../../src/runtime/plan-loader.ts';
import { layoutOf } from '../../../src/store/layout.ts';
import { acknowledge, taskText } from './task.ts';

// Reads the plan as fast as it can and says what it saw in the three documents, each time.
const task: { readonly root: string; readonly looks: number } = JSON.parse(taskText());
const layout = layoutOf(task.root);

for (let look = 0; look < task.looks; look++) {
  const { plan, problems } = loadPlan(layout);
  const seen = [plan.epics.e1?.description, plan.sprints.s1?.goals[0], plan.teams.t1?.name];
  acknowledge(`${seen.join(' ')} ${problems.length}`);
}
