import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuditRecord } from '../../../src/plan/plan-change.ts';
import {
  currentOf,
  inverseOf,
  planDifference,
  refuseNewProblems,
  withChanges,
} from '../../../src/plan/plan-change.ts';
import { addEpic, addSprint, addTask, updateEpic, updateSprint } from '../../../src/plan/plan-edits.ts';
import type { Plan } from '../../../src/plan/plan-schema.ts';
import { EpicSchema, PlanSchema } from '../../../src/plan/plan-schema.ts';
import { refusalOf } from '../../helpers/given.ts';
import { planned, planOf, somePlan, sprint, team } from './sample-plan.ts';

const recordOf = (changes: AuditRecord['changes']): AuditRecord => ({
  id: 'c-1',
  at: '2026-03-02T09:00:00.000Z',
  by: 'test',
  user: 'ada',
  session: null,
  mode: null,
  changes,
});
const again = (plan: unknown): Plan => PlanSchema.parse(plan);
const PAY = EpicSchema.parse({ id: 'pay', title: 'Pay' });
const BASE = planOf([sprint('s1', [planned('t1')]), sprint('s2')], [team('core', [{ agent_id: 'ada' }])]);

describe('the difference of two plans', () => {
  it('names each document that differs, before and after', () => {
    const next = addTask(addEpic(BASE, PAY), 's2', planned('t2'));
    expect(planDifference(BASE, BASE)).toEqual([]);
    expect(planDifference(BASE, next)).toEqual([
      { entity: 'epics/pay', before: null, after: PAY },
      { entity: 'sprints/s2', before: BASE.sprints.s2, after: next.sprints.s2 },
    ]);
  });

  it('carried out on the first gives the second, and taken back the first again', () => {
    fc.assert(
      fc.property(somePlan, somePlan, (before, after) => {
        const changes = planDifference(before, after);
        const next = again(withChanges(before, changes));
        expect(next).toEqual(after);
        expect(planDifference(next, after)).toEqual([]);
        const back = inverseOf(recordOf(changes), next);
        expect(again(withChanges(next, back))).toEqual(before);
        // And back once more: an undo is a change like any other.
        expect(again(withChanges(before, inverseOf(recordOf(back), before)))).toEqual(after);
      }),
    );
  });

  it('leaves the plans as they are', () => {
    const before = structuredClone(BASE);
    withChanges(BASE, [
      { entity: 'epics/auth', after: null },
      { entity: 'project', after: {} },
    ]);
    expect(BASE).toEqual(before);
  });

  it.each([
    ['epics/auth', BASE.epics.auth],
    ['project', BASE.project],
    ['epics/none', null],
    ['epics/constructor', null],
    ['nothing', null],
    ['nothing/at-all', null],
  ])('knows %s as it stands', (entity, value) => {
    expect(currentOf(BASE, entity)).toEqual(value);
  });
});

describe('taking a change back', () => {
  it('is refused once one of its documents has been changed again, naming it', () => {
    const next = updateEpic(BASE, 'auth', { title: 'Log in' });
    const record = recordOf(planDifference(BASE, next));
    const { code, message, details } = refusalOf(() =>
      inverseOf(record, updateEpic(next, 'auth', { status: 'active' })),
    );
    expect(code).toBe('E_RULE');
    expect(message).toBe(
      'epics/auth changed since c-1. Undo the later changes first (`baton plan history epics/auth`).',
    );
    expect(details).toEqual({ entities: ['epics/auth'] });
  });

  it('is possible after changes elsewhere', () => {
    const next = updateEpic(BASE, 'auth', { title: 'Log in' });
    const record = recordOf(planDifference(BASE, next));
    expect(inverseOf(record, updateSprint(next, 's1', { name: 'First' }))).toHaveLength(1);
  });
});

describe('a change that breaks something', () => {
  it('is refused with the first problem, how many more there are, and all of them for a program', () => {
    const broken = addSprint(
      addSprint(BASE, sprint('s3', [], { epic_id: 'pay' })),
      sprint('s4', [], { epic_id: 'pay' }),
    );
    const { code, message, details } = refusalOf(() => refuseNewProblems(BASE, broken));
    expect(code).toBe('E_INVALID');
    expect(message).toBe(
      '.baton/plan/sprints/s3.json: epic_id names the epic "pay", which is not there. Known: auth. (and 1 more) Nothing was written.',
    );
    expect(details.problems).toHaveLength(2);
  });

  it('is told from what was broken before, which is no obstacle', () => {
    const tasks = [planned('t2', { dependencies: ['t3', 'lost'] }), planned('t3', { dependencies: ['t2'] })];
    const before = addSprint(BASE, sprint('s3', tasks, { epic_id: 'gone' }));
    const lead = team('web', [{ agent_id: 'bob' }]);
    for (const after of [
      addEpic(before, PAY),
      addTask(before, 's1', planned('a0')),
      addTask(before, 's1', planned('a0', { dependencies: ['t2'] })),
      { ...before, teams: { ...before.teams, web: lead } },
    ]) {
      expect(() => refuseNewProblems(before, after)).not.toThrow();
    }
    const { message } = refusalOf(() =>
      refuseNewProblems(before, addTask(before, 's1', planned('a0', { dependencies: ['a0'] }))),
    );
    expect(message).toContain('go in a circle: a0 → a0.');
  });

  it('may be the mending of it', () => {
    const before = addSprint(BASE, sprint('s3', [], { epic_id: 'pay' }));
    expect(() => refuseNewProblems(before, addEpic(before, PAY))).not.toThrow();
  });
});
