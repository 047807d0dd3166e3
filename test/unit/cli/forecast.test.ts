import { describe, expect, it } from 'vitest';
import { sharedProjection } from '../../../src/runtime/session-streams.ts';
import { transact } from '../../../src/store/append.ts';
import { BEGIN, HOUR, project } from './world.ts';

const DAY = 24 * HOUR;

/** A sprint of twenty tasks, of which a session completed `done` so many days after the beginning. */
function working(done: readonly number[]) {
  const world = project();
  world.plan('epics/e.json', { id: 'e', title: 'E' });
  const tasks = Array.from({ length: 20 }, (_, index) => ({
    id: `t${index}`,
    title: `Task ${index}`,
    type: 'api',
    estimated_effort: 2,
  }));
  world.plan('sprints/s.json', {
    ...{ id: 's', epic_id: 'e', name: 'S', length_days: 14 },
    planned_tasks: Object.fromEntries(tasks.map((task) => [task.id, task])),
  });
  const id = world.session();
  world.add(id, [{ type: 'sprint_started', data: { sprint_id: 's', epic_id: 'e', days: 14, tasks: [] } }]);
  for (const [index, day] of done.entries()) {
    const task = { task_id: `t${index}`, session_id: id };
    const at = BEGIN + day * DAY;
    world.add(
      id,
      [{ type: 'task_started', data: { task_id: `t${index}`, title: 'T', assignee: null } }],
      at - 3 * HOUR,
    );
    const end = {
      outcome: 'completed' as const,
      reason: null,
      actual_effort: null,
      artifacts: [],
    };
    world.add(id, [{ type: 'task_ended', data: { task_id: `t${index}`, ...end } }], at);
    transact(
      world.layout.shared,
      sharedProjection,
      { ...world.store, now: () => at },
      { expect: 'version', durable: false },
      () => [
        { type: 'task_claimed', data: task },
        { type: 'task_settled', data: { ...task, outcome: 'completed' } },
      ],
    );
  }
  return { ...world, id };
}

describe('baton forecast', () => {
  it('gives a band of dates for a sprint, and how likely its planned end is', async () => {
    const world = working([0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5]);
    const now = BEGIN + 10 * DAY;
    const { json } = await world.baton(['forecast', 's', '--json'], { now });
    expect(json()).toMatchObject({
      ...{ sprint: 's', unit: 'points', remaining: 20, open_tasks: 10, missing: [], seed: 1 },
      observed: { days: 10, completions: 10, mean_a_day: 2 },
      bands: [
        { band: 50, days: 10, at: new Date(BEGIN + 20 * DAY).toISOString() },
        { band: 85, days: 10 },
        { band: 95, days: 10 },
      ],
      ...{ planned_end: new Date(BEGIN + 14 * DAY).toISOString(), chance_by_planned_end: 0 },
    });
    const { out } = await world.baton(['forecast', '--session', world.id], { now });
    expect(out).toContain('Sprint s: 20 points left in 10 tasks.');
    expect(out).toContain('85              2026-03-22 09:00  10.0');
    expect(out).toContain('Planned end 2026-03-16: kept in 0 of 100.');
    expect(out).toContain('From 10 tasks in 10 days (2 points a day); 5000 futures, seed 1.');
  });

  it('says what it needs instead of a date', async () => {
    const world = working([0.5]);
    const { out, exit } = await world.baton(['forecast'], { now: BEGIN + 2 * DAY });
    expect(exit).toBe(0);
    expect(out).toBe(
      'All open sprints: 38 points left in 19 tasks.\nNo date yet. It needs:\n' +
        '  5 whole days of work on record; there are 2\n  5 completed tasks in them; there are 1\n',
    );
  });

  it('gives the duration of a task from tasks like it', async () => {
    const world = working([1, 2, 3]);
    const { json, out } = await world.baton(['forecast', '--task', 't9', '--json']);
    expect(out).not.toBe('');
    expect(json()).toEqual({
      task_id: 't9',
      estimate: { likely_hours: 3, low_hours: 3, high_hours: 3, tasks: 3, alike: 'type and effort' },
      missing: [],
    });
    const thin = await working([1]).baton(['forecast', '--task', 't9']);
    expect(thin.out).toContain('3 completed tasks whose start and end are on record; there are 1');
    expect(await world.baton(['forecast', '--task', 't99'])).toMatchObject({ exit: 1 });
  });

  it('looks back on its own history', async () => {
    const done = Array.from({ length: 19 }, (_, index) => index / 2 + 0.3);
    const world = working(done);
    const { json } = await world.baton(['forecast', '--backtest', '--json'], { now: BEGIN + 12 * DAY });
    expect(json()).toMatchObject({ bands: [{ band: 50 }, { band: 85 }, { band: 95 }], trials: 1_000 });
    const { out } = await world.baton(['forecast', '--backtest', '--trials', '100'], {
      now: BEGIN + 12 * DAY,
    });
    expect(out).toMatch(/^band {2}held {2}forecasts {2}share\n50 %/);
    const thin = await working([0.5]).baton(['forecast', '--backtest'], { now: BEGIN + 2 * DAY });
    expect(thin.out).toContain('It needs:');
  });

  it('refuses a sprint that is not there, and numbers that are none', async () => {
    const world = working([]);
    expect(await world.baton(['forecast', 'sx'])).toMatchObject({ exit: 1, out: '' });
    expect(await world.baton(['forecast', '--trials', '7'])).toMatchObject({ exit: 2 });
    expect((await world.baton(['forecast', '--seed', 'x'])).err).toContain('--seed needs a whole number');
  });
});
