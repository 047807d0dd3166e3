import { describe, expect, it } from 'vitest';
import { openSession, openShared } from '../../../src/runtime/session-streams.ts';
import type { SessionEvent } from '../../../src/session/event.ts';
import { planning } from './planning.ts';
import { BEGIN, HOUR, project } from './world.ts';

const patched = (key: string, value: unknown): SessionEvent => ({
  type: 'state_patched',
  data: { operations: [{ op: 'set', at: ['runtime_config', 'values', key], value }] },
});

/** A session that has begun t1, made a checkpoint, and then finished it and changed its mode. */
async function worked() {
  const world = planning();
  const id = world.sessionIn('development');
  await world.run('task start t1', id);
  await world.run('session checkpoint --label before', id);
  await world.run('task complete t1', id);
  await world.run('session mode sprint', id);
  return { ...world, id, statusOf: (task: string) => world.taskIn(id, task)?.status };
}

describe('session checkpoint', () => {
  it('gives the number to go back to, and is listed with what differs from now', async () => {
    const { run, answer, id } = await worked();
    expect(await run('session checkpoint', id)).toMatchObject({
      exit: 0,
      out: 'Checkpoint 2. Back to it: baton session rollback 2\n',
    });
    expect(await answer('session checkpoints', id)).toMatchObject([
      {
        number: 1,
        label: 'before',
        reason: 'asked',
        differences: [
          { place: 'mode', before: 'development', after: 'sprint' },
          { place: 'current_task', before: 't1', after: null },
          { place: 'tasks.t1.status', before: 'in_progress', after: 'completed' },
          { place: 'tasks.t1.progress_percentage', before: 0, after: 100 },
        ],
      },
      { number: 2, label: null, differences: [] },
    ]);
    const { out } = await run('session checkpoints', id);
    expect(out).toMatch(/^#\s+made\s+why\s+label\s+differs from now in\n/);
    expect(out).toMatch(/1\s+\S+ ago\s+asked\s+before\s+1 task, mode, current_task\n/);
    expect(out).toMatch(/2\s+\S+ ago\s+asked\s+nothing\s*\n/);
  });

  it.each(['3', '#3', '10m', '2026-01-01', 'now', ''])('refuses the label %j', async (label) => {
    const { baton, id } = await worked();
    const run = await baton(['session', 'checkpoint', '--label', label], { env: { BATON_SESSION: id } });
    expect(run).toMatchObject({ exit: 2, out: '' });
    expect(run.err).toContain('Give a word, for example before-refactoring.');
  });

  it('is told from the rest by comparison of any two places', async () => {
    const { run, answer, id } = await worked();
    expect((await run('session checkpoints --compare before now', id)).out).toContain(
      'tasks.t1.status               in_progress  completed',
    );
    expect(await answer('session checkpoints --compare 1 before', id)).toMatchObject({ differences: [] });
    expect((await run('session checkpoints --compare 1 1', id)).out).toBe(
      'The work is the same at 1 and 1.\n',
    );
    expect(await run('session checkpoints --compare', id)).toMatchObject({ exit: 2 });
    expect(await run('session checkpoints 1', id)).toMatchObject({ exit: 2 });
  });

  it('is not made in a session that has not begun', async () => {
    const world = project();
    expect(await world.baton(['session', 'checkpoint', 'nobody'])).toMatchObject({ exit: 1 });
    expect((await world.baton(['session', 'checkpoints', '--session', world.session()])).out).toBe(
      'No checkpoint yet. `baton session checkpoint --label NAME` makes one.\n',
    );
  });
});

describe('session rollback', () => {
  it('sets the work back, gives the claim back, and is undone', async () => {
    const { run, answer, statusOf, id, layout } = await worked();
    await run('task start t2', id);
    const claims = () => openShared(layout).state.claims;
    expect(claims()).toMatchObject({ t1: { status: 'completed' }, t2: { status: 'held' } });

    const { out } = await run('session rollback before', id);
    expect(out).toContain('What happened since stays on record.');
    expect(out).toContain('1 task given back, free for every session.');
    expect(statusOf('t1')).toBe('in_progress');
    expect(claims()).toMatchObject({ t1: { session_id: id, status: 'held' } });
    expect(claims().t2).toBeUndefined();
    expect(openSession(layout, id).state.session_info.mode).toBe('development');
    expect(openSession(layout, id).state.observability.metrics.tasks_completed).toBe(1);

    expect(await answer('session rollback --undo', id)).toMatchObject({ changed: true, conflicts: [] });
    expect(statusOf('t1')).toBe('completed');
    expect(claims()).toMatchObject({ t1: { status: 'completed' }, t2: { status: 'held', session_id: id } });
    await run('session rollback --undo', id);
    expect(statusOf('t1')).toBe('in_progress');
  });

  it('leaves alone what another session has meanwhile, and says so', async () => {
    const { run, answer, id, sessionIn, statusOf } = await worked();
    await run('task start t2', id);
    await run('session checkpoint --label two', id);
    await run('session rollback before', id);
    const other = sessionIn('development');
    await run('task start t2', other);
    expect(await answer('session rollback two', id)).toMatchObject({
      conflicts: [{ task_id: 't2', session_id: other, status: 'held' }],
    });
    expect(statusOf('t1')).toBe('completed');
    expect(statusOf('t2')).not.toBe('in_progress');
    expect((await run('session rollback two', id)).out).toContain(
      `t2 stays as it is: session ${other} has it.`,
    );
  });

  it('writes nothing with --dry-run', async () => {
    const { run, id, files } = await worked();
    const before = files();
    const { out } = await run('session rollback 1 --dry-run', id);
    expect(out).toMatch(/^Back to \S+ \S+ would change:\n/);
    expect(files()).toEqual(before);
  });

  it('goes to a time, a span, an event by the beginning of its id', async () => {
    const world = project();
    const id = world.session();
    world.add(id, [patched('a', 1)], BEGIN + HOUR);
    world.add(id, [patched('a', 2)], BEGIN + 2 * HOUR);
    const back = async (to: string) => {
      const run = await world.baton(['session', 'rollback', to, '--json', '--dry-run', '--session', id], {
        now: BEGIN + 3 * HOUR,
      });
      return run.exit === 0 ? run.json() : run;
    };
    const toOne = { differences: [{ place: 'settings.a', before: 2, after: 1 }] };
    expect(await back('90m')).toMatchObject(toOne);
    expect(await back(new Date(BEGIN + HOUR).toISOString())).toMatchObject(toOne);
    const list = await world.baton(['event', 'list', '--json', '--session', id]);
    const [first] = (list.json() as { id: string; type: string }[]).filter(
      ({ type }) => type === 'state_patched',
    );
    expect(await back(first?.id ?? '')).toMatchObject(toOne);
    expect(await back('4h')).toMatchObject({
      exit: 1,
      err: expect.stringContaining("The session's log begins at"),
    });
    expect(await back('id-')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('Give more of the id.'),
    });
  });

  it.each([
    ['rollback', 2, 'Say where to go back to'],
    ['rollback before --undo', 2, 'or --undo'],
    ['rollback --undo', 1, 'Nothing was rolled back in this session'],
    ['rollback befor', 1, 'Did you mean "before"?'],
    ['rollback 7', 1, 'no checkpoint and no event 7'],
  ])('session %s: exit %i, %s', async (line, exit, text) => {
    const { run, id } = await worked();
    const outcome = await run(`session ${line}`, id);
    expect(outcome.exit).toBe(exit);
    expect(outcome.err).toContain(text);
  });
});

describe('event replay', () => {
  it('shows the state at a moment, and now the state as it is', async () => {
    const { answer, run, id } = await worked();
    expect(await answer('event replay --until before', id)).toMatchObject({
      session_info: { mode: 'development' },
      active_work: { execution_state: { tasks: { t1: { status: 'in_progress' } } } },
    });
    const [replayed, shown] = [await answer('event replay', id), await answer('session show', id)] as {
      active_work: object;
      observability: object;
    }[];
    expect(replayed?.observability).toEqual(shown?.observability);
    const { out } = await run('event replay --until 1', id);
    expect(out).toMatch(/^\d+ of \d+ events, up to \S+ \S+ \(checkpoint_made \S+\)\nSession #1/);
    expect(await run('event replay --until nowhere', id)).toMatchObject({ exit: 1 });
    expect((await run('event replay --until 2000-01-01', id)).out).toBe(
      'Nothing had happened by 2000-01-01.\n',
    );
  });

  it('shows progress on a terminal where it takes long', async () => {
    const world = project();
    const id = world.session();
    const words = ['event', 'replay', id];
    const quiet = await world.baton(words, { isTty: true });
    expect(quiet.err).toBe('');
    expect((await world.baton(words, { isTty: true, tick: 1_000 })).err).toContain('Reading the log:   0 %');
    expect((await world.baton(words, { tick: 1_000 })).err).toBe('');
  });
});

describe('session merge', () => {
  it('moves work, claims and waiting messages, and closes the one that gave', async () => {
    const { run, answer, baton, sessionIn, taskIn, layout } = planning();
    const [giving, taking] = [sessionIn('development'), sessionIn('development')];
    await run('task start t1', giving);
    await run('task progress t1 30', giving);
    await baton(['message', 'send', giving, 'hello']);
    const outcome = await run(`session merge ${giving} ${taking}`);
    expect(outcome).toMatchObject({ exit: 0, err: '' });
    expect(outcome.out).toMatch(/^Session #1 is merged into #2 and closed.\n/);
    expect(taskIn(taking, 't1')).toMatchObject({ status: 'in_progress', progress_percentage: 30 });
    expect(taskIn(giving, 't1')).toBeUndefined();
    const { claims, messaging } = openShared(layout).state;
    expect(claims.t1).toMatchObject({ session_id: taking, status: 'held' });
    expect(messaging.messages[0]?.waiting).toEqual([taking]);
    expect(await answer('session list')).toMatchObject([
      { number: 2, status: 'live' },
      { number: 1, status: 'closed' },
    ]);
    await run('task complete t1', taking);
    expect(openShared(layout).state.claims.t1?.status).toBe('completed');
  });

  it('refuses what the two say differently, and writes nothing', async () => {
    const world = project();
    const [giving, taking] = [world.session({}, [patched('a', 1)]), world.session({}, [patched('a', 2)])];
    const before = world.files();
    const refused = await world.baton(['session', 'merge', giving, taking, '--json']);
    expect(refused.exit).toBe(1);
    expect(JSON.parse(refused.err).error.details).toEqual({
      conflicts: [{ place: 'settings.a', from: 1, into: 2 }],
    });
    expect(world.files()).toEqual(before);
    const dry = await world.baton(['session', 'merge', giving, taking, '--dry-run']);
    expect(dry.out).toContain('settings.a: #1 says 1; #2 says 2 (nobody has decided: --prefer)');
    expect(world.files()).toEqual(before);
    expect((await world.baton(['session', 'merge', giving, taking, '--prefer', 'from'])).exit).toBe(0);
    expect(openSession(world.layout, taking).state.runtime_config.values).toEqual({ a: 1 });
    expect(await world.baton(['session', 'merge', giving, taking, '--prefer', 'form'])).toMatchObject({
      exit: 2,
      err: expect.stringContaining('Did you mean "from"?'),
    });
  });
});
