import { describe, expect, it } from 'vitest';
import { addEpic, addSprint, addTask, found, updateEpic } from '../../../src/plan/plan-edits.ts';
import { EpicSchema } from '../../../src/plan/plan-schema.ts';
import { refusalOf } from '../../helpers/given.ts';
import { planned, planOf, sprint } from './sample-plan.ts';

const BASE = planOf([sprint('s1', [planned('t1')]), sprint('s2')]);

describe('an edit', () => {
  it('takes no id twice', () => {
    expect(refusalOf(() => addEpic(BASE, EpicSchema.parse({ id: 'auth', title: 'x' }))).message).toBe(
      'There is an epic auth already. Choose another id, or change that one.',
    );
    expect(refusalOf(() => addSprint(BASE, sprint('s1'))).message).toContain('There is a sprint s1 already.');
    expect(refusalOf(() => addTask(BASE, 's2', planned('t1'))).message).toBe(
      'There is a task t1 already, in sprint s1. Task ids are unique in the plan: choose another.',
    );
  });

  it('of what is not there lists what is, twenty at most', () => {
    const { code, message, details } = refusalOf(() => updateEpic(BASE, 'pay', {}));
    expect(code).toBe('E_NOT_FOUND');
    expect(message).toBe('There is no epic "pay". Known: auth.');
    expect(details).toEqual({ kind: 'epic', id: 'pay', known: ['auth'] });
    expect(refusalOf(() => found({}, 'x', 'team')).message).toBe(
      'There is no team "x". There is no team yet.',
    );
    expect(() => found(BASE.epics, 'toString', 'epic')).toThrow('There is no epic "toString".');
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`e${index}`, index]));
    expect(refusalOf(() => found(many, 'x', 'epic')).message).toContain('e19 …');
  });
});
