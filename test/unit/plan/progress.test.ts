import { describe, expect, it } from 'vitest';
import type { PlannedTask } from '../../../src/plan/plan-schema.ts';
import { epicProgress, sprintProgress } from '../../../src/plan/progress.ts';
import type { TaskStanding } from '../../../src/plan/task-board.ts';
import { taskBoard } from '../../../src/plan/task-board.ts';
import { planned, planOf, rowsOf, sprint, standing } from './sample-plan.ts';

const DONE = { status: 'completed' } as const;
const progressOf = (
  tasks: readonly PlannedTask[],
  told: Record<string, Partial<TaskStanding>> = {},
  changes = {},
) => sprintProgress(sprint('s1', tasks, changes), rowsOf(tasks, told));

describe('the progress of a sprint', () => {
  it('is the part of its points that is completed', () => {
    const tasks = [
      planned('a', { estimated_effort: 6 }),
      planned('b', { estimated_effort: 2 }),
      planned('c'),
    ];
    expect(progressOf(tasks, { a: DONE })).toEqual({
      sprint_id: 's1',
      name: 'Sprint s1',
      status: 'in_progress',
      tasks: 3,
      tasks_completed: 1,
      points: 8,
      points_completed: 6,
      progress: 75,
    });
  });

  it('is the part of its tasks where none has an estimate', () => {
    const tasks = [planned('a'), planned('b'), planned('c')];
    expect(progressOf(tasks, { a: DONE, b: DONE })).toMatchObject({ progress: 67, points: 0 });
  });

  it('leaves cancelled tasks out', () => {
    const tasks = [planned('a', { estimated_effort: 1 }), planned('b', { estimated_effort: 9 })];
    expect(progressOf(tasks, { a: DONE, b: { status: 'cancelled' } })).toMatchObject({
      tasks: 1,
      points: 1,
      progress: 100,
      status: 'completed',
    });
  });

  it.each<[string, string, Record<string, Partial<TaskStanding>>, object]>([
    ['planned', 'nothing is begun', {}, {}],
    ['in_progress', 'something is begun', { a: { status: 'assigned' } }, {}],
    ['in_progress', 'one of two is done', { a: DONE }, {}],
    ['completed', 'everything is done', { a: DONE, b: DONE }, {}],
    ['closed', 'the plan says so', { a: { status: 'in_progress' } }, { status: 'closed' }],
  ])('has the status %s where %s', (status, _, told, changes) => {
    expect(progressOf([planned('a'), planned('b')], told, changes).status).toBe(status);
  });

  it('of one without tasks is nothing, and that is no division by nothing', () => {
    expect(progressOf([])).toMatchObject({ status: 'planned', tasks: 0, points: 0, progress: 0 });
  });
});

describe('the progress of an epic', () => {
  const tasks = [
    [planned('a', { estimated_effort: 9 })],
    [planned('b', { estimated_effort: 1 })],
    [planned('c', { estimated_effort: 10 })],
  ];
  const plan = planOf([
    ...tasks.map((own, index) => sprint(`s${index}`, own)),
    sprint('other', [planned('o', { estimated_effort: 50 })], { epic_id: 'pay' }),
    sprint('empty'),
  ]);
  const told = (tale: Record<string, Partial<TaskStanding>>) =>
    epicProgress(plan, 'auth', taskBoard(plan, standing(tale)));

  it('is the sum over its sprints, by their points', () => {
    expect(told({ a: DONE, c: { status: 'in_progress' }, o: DONE })).toEqual({
      epic_id: 'auth',
      total_sprints: 4,
      sprints_completed: 1,
      sprints_in_progress: 1,
      overall_progress: 45,
    });
    expect(told({}).overall_progress).toBe(0);
    expect(told({ a: DONE, b: DONE, c: DONE }).overall_progress).toBe(100);
  });

  it('of one without sprints, or with a name that objects have, is nothing', () => {
    for (const id of ['none', 'constructor', '__proto__']) {
      expect(epicProgress(plan, id, [])).toEqual({
        epic_id: id,
        total_sprints: 0,
        sprints_completed: 0,
        sprints_in_progress: 0,
        overall_progress: 0,
      });
    }
  });
});
