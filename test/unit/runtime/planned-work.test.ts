import { describe, expect, it } from 'vitest';
import { beginTask, claimFor, finishTask, giveTask, releaseFor } from '../../../src/runtime/planned-work.ts';
import { openSession, openShared } from '../../../src/runtime/session-streams.ts';
import { CLOSED, refusalOf } from '../../helpers/given.ts';
import { BEGIN, GONE, HOUR, project } from '../cli/world.ts';

const T1 = { id: 't1', title: 'Do it' };
const END = {
  task_id: 't1',
  outcome: 'completed',
  reason: null,
  actual_effort: 2,
  artifacts: ['a.ts'],
} as const;
const ended = { ...END, artifacts: ['a.ts'] };

function two() {
  const world = project();
  const [a, b] = [world.session(), world.session()];
  const taskOf = (id: string) => openSession(world.layout, id).state.active_work.execution_state.tasks.t1;
  const claim = () => openShared(world.layout).state.claims.t1;
  const logs = () =>
    Object.fromEntries(Object.entries(world.files()).filter(([name]) => name.endsWith('.jsonl')));
  return { ...world, a, b, taskOf, claim, logs };
}

function closed({ add, a }: ReturnType<typeof two>): number {
  add(a, [CLOSED]);
  return BEGIN;
}

describe('work on a planned task', () => {
  it('is claimed for all and begun in the session, once', () => {
    const { layout, store, a, taskOf, claim, logs } = two();
    beginTask(layout, store, a, T1, 'coder');
    expect(claim()).toMatchObject({ session_id: a, status: 'held' });
    expect(taskOf(a)).toMatchObject({ status: 'in_progress', assignee: 'coder' });
    const before = logs();
    beginTask(layout, store, a, T1, 'coder');
    expect(logs()).toEqual(before);
  });

  it('is refused to a second session, which is told who has it and writes nothing', () => {
    const { layout, store, a, b, logs } = two();
    beginTask(layout, store, a, T1, null);
    const before = logs();
    for (const attempt of [
      () => beginTask(layout, store, b, T1, null),
      () => giveTask(layout, store, b, T1, 'coder'),
      () => claimFor(layout, store, b, 't1'),
    ]) {
      const { code, message } = refusalOf(attempt);
      expect(code).toBe('E_RULE');
      expect(message).toContain(
        `Task t1 is taken: session #1 (${a}) has had it since 2026-03-02T09:00:00.000Z.`,
      );
    }
    expect(logs()).toEqual(before);
  });

  it.each<[string, (world: ReturnType<typeof two>) => number]>([
    ['has closed', closed],
    ['has not been heard of for longer than a day', () => BEGIN + 25 * HOUR],
  ])('is taken over from a session that %s', (_, leave) => {
    const world = two();
    const { layout, store, a, b, claim } = world;
    beginTask(layout, store, a, T1, null);
    const now = leave(world);
    beginTask(layout, { ...store, now: () => now }, b, T1, null);
    expect(claim()).toMatchObject({ session_id: b });
  });

  it('is taken over from a session whose process has died', () => {
    const world = project();
    const [dead, b] = [world.session({ process: GONE }), world.session()];
    beginTask(world.layout, world.store, dead, T1, null);
    beginTask(world.layout, world.store, b, T1, null);
    expect(openShared(world.layout).state.claims.t1).toMatchObject({ session_id: b });
  });

  it('ends for all', () => {
    const { layout, store, a, taskOf, claim } = two();
    beginTask(layout, store, a, T1, null);
    finishTask(layout, store, a, ended);
    expect(claim()).toMatchObject({ session_id: a, status: 'completed' });
    expect(taskOf(a)).toMatchObject({ status: 'completed', actual_effort: 2, artifacts: ['a.ts'] });
  });

  it('is not ended by a session that lost it to another, in neither log', () => {
    const { layout, store, a, b, claim, logs } = two();
    const later = { ...store, now: () => BEGIN + 25 * HOUR };
    beginTask(layout, store, a, T1, null);
    beginTask(layout, later, b, T1, null);
    const before = logs();
    const { code, message } = refusalOf(() => finishTask(layout, later, a, ended));
    expect(code).toBe('E_RULE');
    expect(message).toContain(`Task t1 is not this session's to end: session #2 (${b}) has had it since`);
    expect(logs()).toEqual(before);
    finishTask(layout, later, b, ended);
    expect(claim()).toMatchObject({ session_id: b, status: 'completed' });
    expect(refusalOf(() => finishTask(layout, later, a, ended)).message).toContain(
      'was completed by session #2',
    );
  });

  it('that is not legal is not claimed', () => {
    const { layout, store, a, logs } = two();
    beginTask(layout, store, a, T1, null);
    finishTask(layout, store, a, ended);
    const before = logs();
    expect(refusalOf(() => giveTask(layout, store, a, T1, 'coder')).message).toContain(
      'cannot become assigned',
    );
    expect(refusalOf(() => finishTask(layout, store, a, ended)).message).toContain('cannot become completed');
    expect(logs()).toEqual(before);
  });

  it('is given back for others to take', () => {
    const { layout, store, a, b, claim } = two();
    giveTask(layout, store, a, T1, 'coder');
    releaseFor(layout, store, b, 't1');
    expect(claim()).toMatchObject({ session_id: a });
    releaseFor(layout, store, a, 't1');
    expect(claim()).toBeUndefined();
    beginTask(layout, store, b, T1, null);
    expect(claim()).toMatchObject({ session_id: b });
  });
});
