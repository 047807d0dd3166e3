import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { beginTask, finishTask, giveTask } from '../../../src/runtime/planned-work.ts';
import { changeSession } from '../../../src/runtime/session-streams.ts';
import { readStandings } from '../../../src/runtime/standings.ts';
import { blockTask, progressTask, startSprint } from '../../../src/session/commands/planned-work.ts';
import { project } from '../cli/world.ts';

const T1 = { id: 't1', title: 'Do it' };
const END = { task_id: 't1', reason: null, actual_effort: null, artifacts: [] };

function working() {
  const world = project();
  const { layout, store } = world;
  const [a, b] = [world.session(), world.session()];
  const standing = (task = 't1', seer?: string, gone: readonly string[] = []) =>
    readStandings(layout, seer, (id) => !gone.includes(id))(task);
  const act = (id: string, decide: Parameters<typeof changeSession>[3]) =>
    changeSession(layout, id, store, decide);
  return { ...world, a, b, standing, act };
}

describe('how a task stands', () => {
  it('is not told of one that nobody has touched', () => {
    const { standing, a, act } = working();
    expect(standing()).toBeUndefined();
    act(a, (state) => startSprint(state, { sprint_id: 's1', epic_id: 'e', days: null, tasks: [T1] }));
    expect(standing('t1', a)).toBeUndefined();
    expect(standing('constructor')).toBeUndefined();
  });

  it('is seen by all sessions from the log of the one that has it', () => {
    const { layout, store, a, b, standing, act } = working();
    beginTask(layout, store, a, T1, 'coder');
    act(a, (state) =>
      progressTask(state, { task_id: 't1', percentage: 40, actual_effort: 1, artifacts: [] }),
    );
    const seen = {
      status: 'in_progress',
      assignee: 'coder',
      progress_percentage: 40,
      blockers: [],
      session_id: a,
      orphaned: false,
    };
    expect([standing(), standing('t1', a), standing('t1', b)]).toEqual([seen, seen, seen]);
    act(a, (state) => blockTask(state, 't1', 'no key'));
    expect(standing('t1', b)).toEqual({ ...seen, status: 'blocked', blockers: ['no key'] });
    expect(standing('t1', b, [a])).toMatchObject({ status: 'blocked', orphaned: true });
  });

  it.each([
    ['completed', 100],
    ['failed', 0],
    ['cancelled', 0],
  ] as const)('is %s for all when it ended so, and is never left behind then', (outcome, percent) => {
    const { layout, store, a, b, standing } = working();
    beginTask(layout, store, a, T1, null);
    finishTask(layout, store, a, { ...END, outcome });
    expect(standing('t1', b, [a])).toEqual({
      status: outcome,
      assignee: null,
      progress_percentage: percent,
      blockers: [],
      session_id: a,
      orphaned: false,
    });
  });

  it('is assigned while it is claimed and not begun, also where the claim is all there is', () => {
    const { layout, store, a, b, standing } = working();
    giveTask(layout, store, a, T1, 'coder');
    expect(standing('t1', b)).toMatchObject({ status: 'assigned', assignee: 'coder', session_id: a });
    rmSync(layout.session(a), { recursive: true });
    expect(standing('t1', b, [a])).toMatchObject({ status: 'assigned', assignee: null, orphaned: true });
  });

  it('is told of all other tasks where one session’s log cannot be read', () => {
    const { layout, store, a, b, standing } = working();
    beginTask(layout, store, a, T1, 'coder');
    beginTask(layout, store, b, { id: 't2', title: 'x' }, 'tester');
    rmSync(layout.session(a), { recursive: true });
    writeFileSync(join(layout.sessions, a), 'no folder');
    expect(standing('t1')).toMatchObject({ status: 'assigned', session_id: a });
    expect(standing('t2')).toMatchObject({ status: 'in_progress', assignee: 'tester' });
  });
});
