import { statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { builtPlugin } from '../../helpers/built-plugin.ts';
import { planned, task } from './planned.ts';

beforeAll(() => {
  builtPlugin();
});

const SPRINTS = 500;
const TASKS = 20;

/** 500 sprints of 20 tasks that wait for one another. */
function large() {
  return planned(
    Object.fromEntries(
      Array.from({ length: SPRINTS }, (_, sprint) => [
        `s${sprint}`,
        Array.from({ length: TASKS }, (_one, index) =>
          task(`s${sprint}-t${index}`, {
            estimated_effort: index % 8,
            dependencies: index === 0 ? [] : [`s${sprint}-t${index - 1}`],
          }),
        ),
      ]),
    ),
  );
}

describe('a plan of 10,000 tasks', () => {
  it('answers the same from its documents and from its index, and from the index in well under a second', async () => {
    const { answer, layout } = large();
    const lines = [
      'task next',
      'task list --limit 50 --offset 75',
      'epic progress auth',
      'sprint list --status planned',
    ];
    const ask = () => Promise.all(lines.map((line) => answer(line)));
    const cold = await ask();
    const [next, page, progress, sprints] = cold;
    expect(next).toMatchObject({ id: 's0-t0' });
    expect(page).toHaveLength(50);
    expect(Object(page)[0]).toMatchObject({ id: 's100-t15' });
    expect(progress).toMatchObject({ total_sprints: SPRINTS, overall_progress: 0 });
    expect(sprints).toHaveLength(SPRINTS);
    // The index is kept once the documents are older than the clock of any file system is coarse.
    const board = () => statSync(join(layout.cache, 'plan-board.jsonl'), { throwIfNoEntry: false })?.size;
    await expect
      .poll(() => answer('task next').then(board), { interval: 100, timeout: 20_000 })
      .toBeGreaterThan(0);
    const begin = performance.now();
    const warm = await ask();
    expect((performance.now() - begin) / lines.length).toBeLessThan(1_000);
    expect(warm).toEqual(cold);
  });
});

describe('a sprint of 5,000 tasks', () => {
  it('starts, shows its board, lists and goes on, and leaves the session small', async () => {
    const tasks = Array.from({ length: 5_000 }, (_, index) =>
      task(`t${index}`, { title: `Do number ${index}: ${'with care '.repeat(8)}` }),
    );
    const { answer, baton, layout } = planned({ vast: tasks });
    const { id: session } = Object(await answer('session create --mode sprint'));
    const env = { BATON_SESSION: session };
    const begin = performance.now();
    expect(await answer('sprint start vast', env)).toMatchObject({ session, sprint: 'vast', tasks: 5_000 });
    expect(await answer('sprint board vast', env)).toMatchObject({ sprint: { tasks: 5_000 } });
    expect(await answer('task list --sprint vast --limit 10 --offset 4990', env)).toHaveLength(10);
    expect(await answer('task start t4999', env)).toMatchObject({ id: 't4999', status: 'in_progress' });
    expect(await answer('task complete t4999', env)).toMatchObject({ status: 'completed' });
    expect(performance.now() - begin).toBeLessThan(10_000);
    expect(await answer('sprint show vast', env)).toMatchObject({ progress: { tasks_completed: 1 } });
    expect((await baton('session show', env)).out).toContain('and 4799 more of the sprint, not begun');
    const bytes = (name: string) => statSync(join(layout.session(session), name)).size;
    expect(bytes('000001.jsonl') + bytes('snapshot.json')).toBeLessThan(200_000);
  });
});
