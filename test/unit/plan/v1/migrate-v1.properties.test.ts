import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBatonError } from '../../../../src/errors.ts';
import { PlanSchema } from '../../../../src/plan/plan-schema.ts';
import type { V1Migration } from '../../../../src/plan/v1/migrate-v1.ts';
import { migrateV1 } from '../../../../src/plan/v1/migrate-v1.ts';
import { SessionStateSchema } from '../../../../src/session/state-schema.ts';
import { isSafeId } from '../../../../src/store/safe-id.ts';
import { READY, stateAfter } from '../../../helpers/given.ts';

const AT = '2026-03-02T09:00:00.000Z';

function migrated(state: unknown): V1Migration | undefined {
  try {
    return migrateV1(state, { at: AT, isSafe: isSafeId });
  } catch (error) {
    if (isBatonError(error, 'E_INVALID')) return undefined;
    throw error;
  }
}

const id = fc.oneof(
  fc.constantFrom(
    't1',
    't2',
    'T1',
    'e1',
    's1',
    's2',
    'a b',
    '../x',
    '__proto__',
    'constructor',
    'client-1',
    '',
  ),
  fc.string({ maxLength: 12 }),
);
const any = fc.jsonValue({ maxDepth: 2 });
const odd = <Value>(value: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 8, arbitrary: value }, { weight: 1, arbitrary: any });
const some = (fields: Record<string, fc.Arbitrary<unknown>>) => odd(fc.record(fields, { requiredKeys: [] }));
const byId = (value: fc.Arbitrary<unknown>) => odd(fc.dictionary(id, value, { maxKeys: 5 }));

const task = some({
  id,
  title: odd(fc.string()),
  status: odd(fc.constantFrom('pending', 'in_progress', 'done', 'blocked', 'nonsense')),
  dependencies: odd(fc.array(id)),
  progress_percentage: odd(fc.integer({ min: -10, max: 120 })),
  blockers: odd(fc.array(odd(fc.string()))),
  artifacts: odd(fc.array(fc.string())),
  sprint_id: id,
  assigned_team: id,
  surplus: any,
});
const sprint = some({
  epic_id: id,
  name: odd(fc.string()),
  planned_tasks: fc.oneof(byId(task), odd(fc.array(odd(id)))),
  tasks: fc.oneof(byId(task), odd(fc.array(odd(id)))),
  team_allocations: byId(some({ capacity: odd(fc.nat()), members: odd(fc.array(id)) })),
});
const epic = some({
  title: odd(fc.string()),
  sprints: fc.oneof(odd(fc.array(odd(id))), byId(sprint)),
  features: any,
});
const team = some({
  name: odd(fc.string()),
  orchestrator: odd(id),
  available_agents: odd(fc.array(odd(id))),
  policies: any,
});
const state = some({
  session: some({
    id,
    mode: any,
    current_sprint: id,
    current_epic: id,
    active_teams: odd(fc.array(id)),
    lifecycle: any,
  }),
  execution: some({
    tasks: byId(task),
    agents: byId(some({ agent_type: odd(fc.string()), current_task: id, status: any })),
    workflows: some({ epics: byId(epic), sprints: byId(sprint) }),
  }),
  organization: some({ teams: byId(team) }),
  projects: byId(some({ tasks: byId(task), agents: any, name: any })),
  observability: any,
});

describe('any JSON', () => {
  it('is migrated or refused as no version 1 state', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => void migrated(value)),
      { numRuns: 300 },
    );
  });
});

describe('any version 1 state', () => {
  it('becomes a plan and a session that have their shapes', () => {
    fc.assert(
      fc.property(state, (value) => {
        const result = migrated(value);
        if (result === undefined) return;
        const plan = PlanSchema.safeParse({ project: { version: 1, name: 'p' }, ...result.plan });
        expect(plan.error?.issues).toBeUndefined();
        const folded = stateAfter([...READY, ...result.session.events.flat()]);
        expect(SessionStateSchema.safeParse(folded).error?.issues).toBeUndefined();
        for (const kind of Object.values(result.plan))
          for (const [key, document] of Object.entries(kind)) {
            expect(document.id).toBe(key);
            expect(isSafeId(key)).toBe(true);
          }
      }),
      { numRuns: 300 },
    );
  });

  it('loses no task: each is in the plan, in the session or in the report', () => {
    fc.assert(
      fc.property(fc.dictionary(id, fc.oneof(task, any)), fc.dictionary(id, sprint), (tasks, sprints) => {
        const input: unknown = JSON.parse(
          JSON.stringify({ execution: { tasks, workflows: { epics: { e1: {} }, sprints } } }),
        );
        const result = migrated(input);
        if (result === undefined) throw new Error('refused');
        const folded = stateAfter([...READY, ...result.session.events.flat()]);
        const planned = Object.values(result.plan.sprints).flatMap((one) =>
          Object.keys(one.planned_tasks ?? {}),
        );
        const there = new Set([...planned, ...Object.keys(folded.active_work.execution_state.tasks)]);
        const newId = (old: string) =>
          result.report.renamed.find(({ kind, from }) => kind === 'task' && from === old)?.to ?? old;
        for (const [old, value] of Object.entries(tasks)) {
          const isEmpty = value === null || value === '' || (Array.isArray(value) && value.length === 0);
          const step = /^[A-Za-z_][\w-]*$/.test(old) ? `.${old}` : `[${JSON.stringify(old)}]`;
          const isReported = result.report.unplaced.some(({ path }) =>
            path.startsWith(`execution.tasks${step}`),
          );
          expect(isEmpty || there.has(newId(old)) || isReported, `${old}: ${JSON.stringify(value)}`).toBe(
            true,
          );
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is migrated the same way twice', () => {
    fc.assert(
      fc.property(state, (value) => {
        expect(JSON.stringify(migrated(value))).toBe(JSON.stringify(migrated(value)));
      }),
      { numRuns: 50 },
    );
  });
});
