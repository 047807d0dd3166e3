import { describe, expect, it } from 'vitest';
import { CLOSED } from '../../helpers/given.ts';
import { planning } from './planning.ts';

describe('work on a task', () => {
  it('goes from start over progress, block and unblock to its end', async () => {
    const { run, answer, sessionIn, taskIn } = planning();
    const session = sessionIn('development');
    const lines = [
      ['task start t1 --agent coder', 't1 is in progress: Do t1\nIts document: .baton/tasks/t1-state.md\n'],
      ['task progress t1 60% --artifact src/a.ts --effort 2', 't1 is 60% done.\n'],
      ['task block t1 --reason key', 't1 is blocked: key\n'],
      ['task unblock t1', 't1 goes on.\n'],
      [
        'task complete t1 --effort 2.5 --artifact src/b.ts',
        't1 is completed.\nIts output was given to: t2.\nNobody wrote its output; Baton put one together. Say it better: baton task output t1 --summary TEXT\n',
      ],
    ] as const;
    for (const [line, out] of lines)
      expect(await run(line, session)).toMatchObject({ exit: 0, out, err: '' });
    expect(taskIn(session, 't1')).toMatchObject({
      status: 'completed',
      assignee: 'coder',
      actual_effort: 2.5,
      progress_percentage: 100,
      artifacts: ['src/a.ts', 'src/b.ts'],
      blockers: [{ reason: 'key' }],
    });
    expect(await answer('task list --status completed')).toMatchObject([{ id: 't1', session_id: session }]);
    expect(await answer('task show t2')).toMatchObject({ dependencies_met: true });
  });

  it('may begin before what it needs, which is then told', async () => {
    const { run, sessionIn } = planning();
    const { out } = await run('task start t2', sessionIn('development'));
    expect(out).toBe(
      't2 is in progress: Do t2\nIt needs what is not completed: t1.\nIts document: .baton/tasks/t2-state.md\n',
    );
  });

  it('answers with the task under --json', async () => {
    const { answer, sessionIn } = planning();
    const session = sessionIn('development');
    expect(await answer('task assign t1 coder', session)).toMatchObject({
      id: 't1',
      status: 'assigned',
      assignee: 'coder',
    });
    expect(await answer('task start t1', session)).toMatchObject({
      status: 'in_progress',
      assignee: 'coder',
    });
    expect(await answer('task progress t1 33.5', session)).toMatchObject({ progress_percentage: 33.5 });
    expect(await answer('task complete t1 --cancelled unwanted', session)).toMatchObject({
      status: 'cancelled',
    });
  });

  it.each([
    ['task progress t1 140', 1, 'Progress is a percentage from 0 to 100; received 140.'],
    ['task progress t1 -1', 2, 'The percentage is a number from 0 to 100; received "-1".'],
    ['task progress t1 NaN', 2, 'The percentage is a number from 0 to 100; received "NaN".'],
    ['task progress t1 half', 2, 'received "half"'],
    ['task progress t1 50 --effort -2', 2, '--effort is a number from 0; received "-2".'],
    ['task complete t1 --failed x --cancelled y', 2, 'give one of --failed and --cancelled'],
    ['task unblock t1', 1, 'Task t1 is in_progress, not blocked.'],
    ['task block t2 --reason x', 1, 'Task t2 has not been started in this session.'],
    ['task progress t11 50', 1, 'There is no task "t11". Known: t1, t2, t3, k1. Did you mean "t1"?'],
    ['task block t11 --reason x', 1, 'Did you mean "t1"?'],
    ['task unblock t11', 1, 'Did you mean "t1"?'],
    ['task complete t11', 1, 'Did you mean "t1"?'],
    ['task start t11', 1, 'Did you mean "t1"?'],
    ['task assign t11 coder', 1, 'Did you mean "t1"?'],
    ['task complete constructor', 1, 'There is no task "constructor".'],
  ])('refuses %s with exit %i, saying why', async (line, exit, text) => {
    const { run, sessionIn, refuses } = planning();
    const session = sessionIn('development');
    await run('task start t1', session);
    await refuses(line, exit, text, session);
  });

  it('is refused to a second session, which is told who has the task', async () => {
    const { run, sessionIn, refuses } = planning();
    const [a, b] = [sessionIn('development'), sessionIn('leadership')];
    await run('task start t1', a);
    const text = `Task t1 is taken: session #1 (${a}) has had it since`;
    await refuses('task start t1', 1, text, b);
    await refuses('task assign t1 coder', 1, text, b);
    await refuses('task complete t1', 1, 'Task t1 has not been started in this session.', b);
    await run('sprint start s1', b);
    await refuses(
      'task complete t1 --cancelled no',
      1,
      "Task t1 is not this session's to end: session #1",
      b,
    );
  });

  it('is taken up by another when its session is gone, and offered first', async () => {
    const { run, answer, sessionIn, add } = planning();
    const [a, b] = [sessionIn('development'), sessionIn('development')];
    await run('task start t3', a);
    add(a, [CLOSED]);
    expect(await answer('task next', b)).toMatchObject({ id: 't3', status: 'in_progress', orphaned: true });
    expect((await run('task next', b)).out).toContain('(a session that is gone left it unfinished)');
    expect(await answer('task start t3', b)).toMatchObject({ status: 'in_progress' });
    expect(await answer('task show t3')).toMatchObject({ session_id: b, orphaned: false });
  });
});
