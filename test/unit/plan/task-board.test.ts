import { describe, expect, it } from 'vitest';
import { taskBoard } from '../../../src/plan/task-board.ts';
import { planned, planOf, sprint, standing } from './sample-plan.ts';

describe('the board', () => {
  const plan = planOf([
    sprint('s1', [
      planned('a'),
      planned('b', { dependencies: ['a', 'c'], assigned_team: 'core', priority: 'high' }),
    ]),
    sprint('s2', [planned('c', { estimated_effort: 5 })]),
  ]);

  it('holds every task of the plan, in its order, with what the plan says and how it stands', () => {
    const rows = taskBoard(
      plan,
      standing({ a: { status: 'completed', session_id: 's-1', assignee: 'ada' } }),
    );
    expect(rows.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(rows[0]).toMatchObject({ status: 'completed', assignee: 'ada', session_id: 's-1', sprint: 's1' });
    expect(rows[1]).toEqual({
      id: 'b',
      title: 'Do b',
      status: 'pending',
      assignee: null,
      progress_percentage: 0,
      blockers: [],
      session_id: null,
      orphaned: false,
      sprint: 's1',
      priority: 'high',
      estimated_effort: 0,
      team: 'core',
      dependencies: ['a', 'c'],
      dependencies_met: false,
    });
  });

  it('has dependencies met when all are completed, in whatever sprint', () => {
    const met = (told: Parameters<typeof standing>[0]) =>
      taskBoard(plan, standing(told))[1]?.dependencies_met;
    expect(met({ a: { status: 'completed' }, c: { status: 'completed' } })).toBe(true);
    expect(met({ a: { status: 'completed' }, c: { status: 'failed' } })).toBe(false);
    expect(taskBoard(planOf([sprint('s', [planned('x')])]), standing({}))[0]?.dependencies_met).toBe(true);
  });
});
