import { rmSync, writeFileSync } from 'node:fs';
import { initProject } from '../../../src/runtime/init-project.ts';
import { loadPlan } from '../../../src/runtime/plan-loader.ts';
import { layoutOf } from '../../../src/store/layout.ts';
import { mutatedJson } from '../mutate.ts';
import type { Target } from '../target.ts';
import { finding } from '../target.ts';

const EPIC = {
  id: 'e1',
  title: 'Sign in',
  status: 'active',
  features: ['a'],
  requirements: { functional: ['b'], non_functional: [] },
};
const SPRINT = {
  id: 's1',
  epic_id: 'e1',
  name: 'One',
  goals: ['g'],
  planned_tasks: {
    t1: { id: 't1', title: 'x', estimated_effort: 3, dependencies: [], acceptance_criteria: ['c'] },
    t2: { id: 't2', title: 'y', dependencies: ['t1'], priority: 'high', assigned_team: 'core' },
  },
  team_allocations: { core: { capacity: 50, members: ['a1'] } },
};
const TEAM = {
  id: 'core',
  name: 'Core',
  orchestrator: 'a1',
  available_agents: [{ agent_id: 'a1', role: 'lead', skills: ['ts'] }],
};

/** A document of the plan as a person or a bad merge may leave it. The rest of the plan must stay usable. */
export const planFiles: Target = {
  name: 'plan documents',
  cases: 15_000,
  prepare: async (folder) => {
    initProject(folder);
    const layout = layoutOf(folder);
    writeFileSync(layout.planEntity('epics', 'e2'), JSON.stringify({ id: 'e2', title: 'Second' }));
    const places = [
      [layout.planEntity('epics', 'e1'), EPIC],
      [layout.planEntity('sprints', 's1'), SPRINT],
      [layout.planEntity('teams', 'core'), TEAM],
      [layout.project, { version: 1, name: 'p', governance: { approval_required: true, approvers: ['a'] } }],
    ] as const;
    for (const [path, value] of places) writeFileSync(path, JSON.stringify(value));
    return {
      attempt: (chance) => {
        const [path, value] = places[chance.below(places.length)] ?? places[0];
        const text = mutatedJson(value, chance);
        writeFileSync(path, text);
        try {
          const { plan } = loadPlan(layout);
          return plan.epics.e2?.title === 'Second' ? undefined : finding('another epic is gone', text);
        } catch (error) {
          return finding(error, text);
        } finally {
          if (chance.percent(50)) writeFileSync(path, JSON.stringify(value));
          else if (path !== layout.project) rmSync(path, { force: true });
        }
      },
    };
  },
};
