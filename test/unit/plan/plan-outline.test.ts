import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readyTasks } from '../../../src/plan/next-task.ts';
import { nextPlace, outlineOf, progressRows } from '../../../src/plan/plan-outline.ts';
import { sprintProgress } from '../../../src/plan/progress.ts';
import type { TaskStanding } from '../../../src/plan/task-board.ts';
import { taskBoard } from '../../../src/plan/task-board.ts';
import { planned, planOf, sprint, standing } from './sample-plan.ts';

const DONE = { status: 'completed' } as const;

const IDS = ['a', 'b', 'c', 'd', 'e', 'f'];
const someTasks = fc
  .tuple(
    ...IDS.map((id, index) =>
      fc.record({
        id: fc.constant(id),
        priority: fc.constantFrom('low', 'medium', 'high', 'critical'),
        estimated_effort: fc.nat(3),
        dependencies: fc.subarray([...IDS.slice(0, index), 'not-there'], {
          maxLength: Math.min(2, index + 1),
        }),
      }),
    ),
  )
  .map((all) => all.map(({ id, ...rest }) => planned(id, rest)));
const someStandings = fc.dictionary(
  fc.constantFrom(...IDS),
  fc.record({
    status: fc.constantFrom<TaskStanding['status'][]>(
      'pending',
      'assigned',
      'in_progress',
      'blocked',
      'completed',
      'failed',
      'cancelled',
    ),
    orphaned: fc.boolean(),
    session_id: fc.constantFrom(null, 's-1'),
  }),
);

describe('the outline of a plan', () => {
  it('knows the first of the ready tasks, in any plan, or that it cannot tell', () => {
    fc.assert(
      fc.property(someTasks, someStandings, fc.nat(6), (tasks, told, cut) => {
        const plan = planOf([sprint('s1', tasks.slice(0, cut)), sprint('s2', tasks.slice(cut))]);
        const outline = outlineOf(plan);
        const place = nextPlace(outline, standing(told));
        const [first] = readyTasks(taskBoard(plan, standing(told)));
        if (place !== undefined) expect(outline.ids[place]).toBe(first?.id);
      }),
      { numRuns: 500 },
    );
  });

  it('cannot tell where a task was finished before one that it needs', () => {
    const tasks = [planned('a'), planned('b', { dependencies: ['a'] })];
    const outline = outlineOf(planOf([sprint('s1', tasks)]));
    expect(nextPlace(outline, standing({ b: DONE }))).toBeUndefined();
    expect(nextPlace(outline, standing({ a: DONE }))).toBe(1);
    expect(nextPlace(outline, standing({ a: DONE, b: DONE }))).toBe(-1);
  });

  it('gives each sprint the progress that its rows give', () => {
    fc.assert(
      fc.property(someTasks, someStandings, fc.nat(6), (tasks, told, cut) => {
        const plan = planOf([sprint('s1', tasks.slice(0, cut)), sprint('s2', tasks.slice(cut))]);
        const outline = outlineOf(plan);
        const rows = taskBoard(plan, standing(told));
        for (const [id, from, count] of [
          ['s1', 0, cut],
          ['s2', cut, 6 - cut],
        ] as const) {
          const facts = { id, name: id, status: 'planned' };
          const own = progressRows(outline, standing(told), id, from, count);
          expect(sprintProgress(facts, own)).toEqual(sprintProgress(facts, rows));
        }
      }),
    );
  });

  it('finds the next of 10,000 tasks in under 50 ms', () => {
    const tasks = Array.from({ length: 10_000 }, (_, index) =>
      planned(`t${index}`, { dependencies: index % 20 === 0 ? [] : [`t${index - 1}`] }),
    );
    const outline = outlineOf(planOf([sprint('s1', tasks)]));
    const begin = performance.now();
    expect(nextPlace(outline, standing({ t0: DONE }))).toBe(100);
    expect(performance.now() - begin).toBeLessThan(50);
  });
});
