import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readyTasks, workBehind } from '../../../src/plan/next-task.ts';
import type { PlannedTask } from '../../../src/plan/plan-schema.ts';
import type { TaskStanding } from '../../../src/plan/task-board.ts';
import { planned, rowsOf } from './sample-plan.ts';

const idsOf = (tasks: readonly PlannedTask[], told: Record<string, Partial<TaskStanding>> = {}) =>
  readyTasks(rowsOf(tasks, told)).map(({ id }) => id);
const HELD = { session_id: 's-1', assignee: 'coder' } as const;

describe('the tasks that can be begun', () => {
  it('are those whose dependencies are all completed', () => {
    const tasks = [
      planned('a'),
      planned('b', { dependencies: ['a'] }),
      planned('c', { dependencies: ['a', 'b'] }),
    ];
    expect(idsOf(tasks)).toEqual(['a']);
    expect(idsOf(tasks, { a: { status: 'completed' } })).toEqual(['b']);
    expect(idsOf(tasks, { a: { status: 'cancelled' } })).toEqual([]);
    expect(idsOf([planned('d', { dependencies: ['not-there'] })])).toEqual([]);
  });

  it.each<[TaskStanding['status'], string[]]>([
    ['pending', ['a']],
    ['assigned', []],
    ['in_progress', []],
    ['blocked', []],
    ['completed', []],
    ['failed', []],
    ['cancelled', []],
  ])('include a task that is %s with a session that is there: %j', (status, ids) => {
    expect(idsOf([planned('a')], { a: { ...HELD, status } })).toEqual(ids);
  });

  it.each<[TaskStanding['status'], string[]]>([
    ['assigned', ['a']],
    ['in_progress', ['a']],
    ['blocked', ['a']],
    ['completed', []],
    ['cancelled', []],
  ])('include a task that is %s with a session that is gone: %j', (status, ids) => {
    expect(idsOf([planned('a')], { a: { ...HELD, status, orphaned: true } })).toEqual(ids);
  });

  it('begin with what was left, then go by priority, work behind, effort and id', () => {
    const tasks = [
      planned('z-left', { priority: 'low' }),
      planned('low', { priority: 'low' }),
      planned('high', { priority: 'high' }),
      planned('critical', { priority: 'critical' }),
      planned('medium-b', { estimated_effort: 3 }),
      planned('medium-a', { estimated_effort: 3 }),
      planned('medium-holds-up', { estimated_effort: 1 }),
      planned('after', { estimated_effort: 9, dependencies: ['medium-holds-up'] }),
    ];
    const left = { 'z-left': { ...HELD, status: 'in_progress', orphaned: true } } as const;
    expect(idsOf(tasks, left)).toEqual([
      'z-left',
      'critical',
      'high',
      'medium-holds-up',
      'medium-a',
      'medium-b',
      'low',
    ]);
  });

  it('come in the same order whatever the plan’s', () => {
    const task = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
      priority: fc.constantFrom('low', 'medium', 'high', 'critical'),
      estimated_effort: fc.nat(4),
      dependencies: fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 1 }),
    });
    const tasks = fc
      .uniqueArray(task, { selector: ({ id }) => id })
      .map((all) => all.map(({ id, ...rest }) => planned(id, rest)));
    fc.assert(
      fc.property(tasks, (all) => {
        expect(idsOf([...all].reverse())).toEqual(idsOf(all));
      }),
    );
  });
});

describe('the work behind a task', () => {
  const behind = (tasks: readonly PlannedTask[], told: Record<string, Partial<TaskStanding>> = {}) => {
    const length = workBehind(rowsOf(tasks, told));
    return Object.fromEntries(tasks.map(({ id }) => [id, length(id)]));
  };

  it('is the longest chain that waits for it, itself included; a task without an estimate counts one', () => {
    const tasks = [
      planned('a', { estimated_effort: 2 }),
      planned('b', { estimated_effort: 3, dependencies: ['a'] }),
      planned('c', { dependencies: ['a'] }),
      planned('d', { estimated_effort: 8, dependencies: ['c'] }),
    ];
    expect(behind(tasks)).toEqual({ a: 11, b: 3, c: 9, d: 8 });
    expect(behind(tasks, { d: { status: 'completed' } })).toEqual({ a: 5, b: 3, c: 1, d: 0 });
    expect(behind(tasks, { c: { status: 'cancelled' } })).toMatchObject({ a: 5, d: 8 });
  });

  it('ends in a circle, too', () => {
    const [a, b] = [planned('a', { dependencies: ['b'] }), planned('b', { dependencies: ['a'] })];
    for (const length of Object.values(behind([a, b]))) expect(length).toBeGreaterThan(0);
  });

  it('is what the plain recursion says, for any plan without circles', () => {
    const ids = Array.from({ length: 12 }, (_, index) => `t${index}`);
    const needs = fc.tuple(
      ...ids.map((_, index) => fc.subarray(ids.slice(0, index), { maxLength: Math.min(3, index) })),
    );
    fc.assert(
      fc.property(needs, fc.array(fc.nat(5), { minLength: 12, maxLength: 12 }), (all, efforts) => {
        const tasks = ids.map((id, index) =>
          planned(id, { dependencies: all[index] ?? [], estimated_effort: efforts[index] ?? 0 }),
        );
        const plainly = (task: PlannedTask): number =>
          (task.estimated_effort || 1) +
          Math.max(0, ...tasks.filter((one) => one.dependencies.includes(task.id)).map(plainly));
        expect(behind(tasks)).toEqual(Object.fromEntries(tasks.map((task) => [task.id, plainly(task)])));
      }),
      { numRuns: 40 },
    );
  });

  it.each<[string, (index: number) => string[]]>([
    ['in one chain', (index) => (index === 0 ? [] : [`t${index - 1}`])],
    ['that all wait for one', (index) => (index === 0 ? [] : ['t0'])],
  ])('is known for 10,000 tasks %s in under 200 ms', (_, needs) => {
    const tasks = Array.from({ length: 10_000 }, (_one, index) =>
      planned(`t${index}`, { dependencies: needs(index) }),
    );
    const rows = rowsOf(tasks);
    const begin = performance.now();
    expect(workBehind(rows)('t0')).toBe(needs(2)[0] === 't1' ? 10_000 : 2);
    expect(readyTasks(rows).map(({ id }) => id)).toEqual(['t0']);
    expect(performance.now() - begin).toBeLessThan(200);
  });
});
