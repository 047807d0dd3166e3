import { describe, expect, it } from 'vitest';
import { openShared } from '../../../src/runtime/session-streams.ts';
import { planning } from './planning.ts';

/** Sprint s1 with t1 done, t2 begun in a session and t3 untouched. */
async function atWork() {
  const world = planning();
  const session = world.sessionIn('leadership');
  await world.run('task start t1', session);
  await world.run('task complete t1', session);
  await world.run('task start t2', session);
  return { ...world, session };
}

const tasksOf = (sprint: { readonly planned_tasks: object } | undefined) =>
  Object.keys(sprint?.planned_tasks ?? {});

describe('a sprint with open tasks', () => {
  it('is not closed before somebody says what becomes of them', async () => {
    const { refuses, session } = await atWork();
    const text =
      'Sprint s1 has 2 open tasks: t2 (in progress), t3 (pending). ' +
      'Move them with `baton sprint close s1 --carry-to SPRINT`, or close it as it is with --leave.';
    await refuses('sprint close s1', 1, text);
    await refuses('sprint close s1', 1, text, session);
  });

  it('is closed as it is with --leave', async () => {
    const { answer, planNow } = await atWork();
    expect(await answer('sprint close s1 --leave')).toEqual({
      outcome: 'changed',
      change: expect.any(String),
      entities: ['sprints/s1'],
      sprint: 's1',
      carried_to: null,
      carried: [],
      left: ['t2', 't3'],
    });
    expect(planNow().sprints.s1).toMatchObject({ status: 'closed', planned_tasks: { t2: {}, t3: {} } });
  });

  it('gives them to another sprint in one change: claims stay, and one undo brings all back', async () => {
    const { answer, run, planNow, session, layout } = await atWork();
    const before = planNow();
    const closed = await answer('sprint close s1 --carry-to s2', session);
    expect(closed).toMatchObject({
      entities: ['sprints/s1', 'sprints/s2'],
      carried_to: 's2',
      carried: ['t2', 't3'],
      left: [],
    });
    const { s1, s2 } = planNow().sprints;
    expect([s1?.status, tasksOf(s1), tasksOf(s2)]).toEqual(['closed', ['t1'], ['k1', 't2', 't3']]);
    expect(s2?.planned_tasks.t2).toEqual(before.sprints.s1?.planned_tasks.t2);
    expect(openShared(layout).state.claims.t2).toMatchObject({ session_id: session, status: 'held' });
    expect(await answer('task show t2')).toMatchObject({ sprint: 's2', status: 'in_progress' });
    expect(await run('task complete t2', session)).toMatchObject({ exit: 0 });

    const { change } = Object(closed);
    expect(await answer('plan history sprints/s2 --limit 1')).toMatchObject([{ id: change, session }]);
    expect(await run(['plan', 'undo', change], session)).toMatchObject({ exit: 0 });
    expect(planNow()).toEqual(before);
  });

  it('tells a person what went where', async () => {
    const { run } = await atWork();
    const { out } = await run('sprint close s1 --carry-to s2');
    expect(out).toMatch(/^Closed sprint s1 \(change .*\)\nCarried over to s2: t2, t3\n$/);
  });

  it.each([
    ['sprint close s1 --carry-to s3', 1, 'There is no sprint "s3". Known: s1, s2.'],
    ['sprint close s1 --carry-to s1', 2, '--carry-to names another sprint than s1'],
    ['sprint close s1 --carry-to s2 --leave', 2, 'Give --carry-to SPRINT or --leave, not both'],
  ])('refuses %s with exit %i', async (line, exit, text) => {
    const { refuses } = await atWork();
    await refuses(line, exit, text);
  });

  it('is not carried over to a closed one', async () => {
    const { refuses, run } = await atWork();
    expect(await run('sprint close s2 --leave')).toMatchObject({ exit: 0 });
    await refuses('sprint close s1 --carry-to s2', 1, 'Sprint s2 is closed.');
  });

  it('of another project rule is proposed, not done, where approval is asked for', async () => {
    const { answer, plan, planNow, session } = await atWork();
    plan('project.json', { version: 1, name: 'app', governance: { approval_required: true, approvers: [] } });
    expect(await answer('sprint close s1 --carry-to s2', session)).toMatchObject({
      outcome: 'proposed',
      carried: ['t2', 't3'],
    });
    expect(planNow().sprints.s1?.status).toBe('planned');
  });
});
