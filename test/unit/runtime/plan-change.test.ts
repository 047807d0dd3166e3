import { describe, expect, it } from 'vitest';
import { addEpic, addSprint, addTask, updateEpic } from '../../../src/plan/plan-edits.ts';
import type { Plan } from '../../../src/plan/plan-schema.ts';
import { readAudit } from '../../../src/runtime/plan-audit.ts';
import { loadPlan } from '../../../src/runtime/plan-loader.ts';
import { formatDocument } from '../../../src/store/document.ts';
import { refusalOf } from '../../helpers/given.ts';
import { ADA, changing, PAY, SPRINT, TASK } from './changing.ts';

describe('a change of the plan', () => {
  it('of several documents is one change with one line of who, when, by what, before and after', () => {
    const { change, layout } = changing();
    const { id, changes } = change((plan) => addTask(addSprint(addEpic(plan, PAY), SPRINT), 's1', TASK));
    expect(changes.map(({ entity }) => entity)).toEqual(['epics/pay', 'sprints/s1']);
    expect(readAudit(layout)).toEqual({
      damaged: 0,
      records: [
        {
          id,
          at: '2026-03-02T09:00:00.000Z',
          by: 'test',
          ...ADA,
          changes: [
            { entity: 'epics/pay', before: null, after: PAY },
            { entity: 'sprints/s1', before: null, after: { ...SPRINT, planned_tasks: { t1: TASK } } },
          ],
        },
      ],
    });
    expect(loadPlan(layout).plan.sprints.s1?.planned_tasks.t1).toEqual(TASK);
  });

  it.each<[string, (plan: Plan) => unknown, string]>([
    [
      'that is no plan',
      () => 7,
      'The plan would not be valid: it is 7. Expected an object. Nothing was written.',
    ],
    [
      'one document of which is wrong',
      (plan) => ({ ...addEpic(plan, PAY), teams: { core: { id: 'core', name: 7 } } }),
      'The plan would not be valid: teams.core.name is 7. Expected text. Nothing was written.',
    ],
    [
      'one document of which lies under another name',
      (plan) => ({ ...addEpic(plan, PAY), sprints: { s2: SPRINT } }),
      'sprints.s2 has the id "s1". Expected the name under which it stands: letters, digits, ".", "_" or "-". Nothing was written.',
    ],
    [
      'with an id that leads out of its folder',
      (plan) => ({ ...plan, epics: { '../x': { ...PAY, id: '../x' } } }),
      'epics.../x has the id "../x".',
    ],
    [
      'one document of which refers to nothing',
      (plan) => addSprint(addEpic(plan, PAY), { ...SPRINT, epic_id: 'pya' }),
      '.baton/plan/sprints/s1.json: epic_id names the epic "pya", which is not there. Did you mean "pay"? Known: pay. Nothing was written.',
    ],
  ])('%s writes nothing', (_, edit, text) => {
    const { change, files } = changing();
    const before = files();
    const { code, message } = refusalOf(() => change(edit));
    expect(code).toBe('E_INVALID');
    expect(message).toContain(text);
    expect(files()).toEqual(before);
  });

  it('that changes nothing writes nothing', () => {
    const { change, kept } = changing();
    const before = kept();
    expect(change((plan) => ({ ...plan }))).toEqual({ id: null, changes: [] });
    expect(kept()).toEqual(before);
  });

  it('is not hindered by a broken document elsewhere, and leaves it as it is', () => {
    const { change, plan, textOf, layout } = changing();
    plan('sprints/broken.json', '<<<<<<< HEAD\n');
    plan('sprints/lost.json', { id: 'lost', epic_id: 'gone', name: 'x', planned_tasks: {} });
    change((current) => addEpic(current, PAY));
    expect(textOf('sprints/broken.json')).toBe('<<<<<<< HEAD\n');
    expect(loadPlan(layout).plan.epics.pay?.title).toBe('Pay');
  });

  it('never writes over what it could not read', () => {
    const { change, plan, kept } = changing();
    plan('epics/pay.json', '{ "id": "pay", ');
    plan('project.json', '{ "version": 1, "name": ');
    const before = kept();
    for (const edit of [
      (current: Plan) => addEpic(current, PAY),
      (current: Plan) => ({ ...current, project: { ...current.project, name: 'other' } }),
    ]) {
      const { code, message } = refusalOf(() => change(edit));
      expect(code).toBe('E_CORRUPT');
      expect(message).toMatch(/(pay|project)\.json is there but cannot be read .* nothing was written\.$/);
    }
    expect(kept()).toEqual(before);
  });

  it('touches one place of a document that a person wrote', () => {
    const { change, plan, textOf } = changing();
    const written = {
      owner: { who: 'ada' },
      title: 'Sign in',
      features: ['keys'],
      id: 'auth',
      'x-note': [1, null],
    };
    plan('epics/auth.json', written);
    change((current) => updateEpic(current, 'auth', { status: 'active' }));
    expect(textOf('epics/auth.json')).toBe(formatDocument({ ...written, status: 'active' }));
    plan('sprints/s1.json', {
      ...SPRINT,
      epic_id: 'auth',
      planned_tasks: { z: { ...TASK, id: 'z', tag: 1 }, a: { ...TASK, id: 'a' } },
    });
    const before = textOf('sprints/s1.json').split('\n');
    change((current) => addTask(current, 's1', TASK));
    const after = textOf('sprints/s1.json').split('\n');
    // One hunk: what is new lies in one piece, everything else is as it was (but for the comma before it).
    const first = after.findIndex((line, index) => line !== before[index]);
    const tail = before.length - first - 1;
    expect(before[first]?.trim()).toBe('}');
    expect(after.slice(-tail)).toEqual(before.slice(-tail));
  });
});
