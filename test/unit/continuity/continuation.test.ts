import { describe, expect, it } from 'vitest';
import type { OpenTask, OpenWork } from '../../../src/continuity/continuation.ts';
import { continuationOf } from '../../../src/continuity/continuation.ts';

const task = (title: string, status: string, priority: string | null = null): OpenTask => ({
  task_id: title,
  title,
  status,
  priority,
});
const NOTHING: OpenWork = { blockers: [], tasks: [], uncommitted: [], turn_open: false, planned: false };
const BLOCKERS = [{ task_id: 't9', title: 'Stuck', reason: 'no clock' }];
const STARTED = [task('Started', 'in_progress')];

describe('how work goes on', () => {
  it('first frees what is blocked', () => {
    const all = { ...NOTHING, blockers: BLOCKERS, tasks: STARTED, uncommitted: ['a'], turn_open: true };
    expect(continuationOf(all)).toEqual({ strategy: 'resolve_blockers', title: 'Stuck', reason: 'no clock' });
  });

  it('then finishes what was begun: a task, a turn, changes', () => {
    const complete = (of: string, more: object = {}) => ({ strategy: 'complete_in_progress', of, ...more });
    const all = {
      ...NOTHING,
      tasks: [task('Open', 'pending', 'critical'), ...STARTED],
      uncommitted: ['a'],
      turn_open: true,
    };
    expect(continuationOf(all)).toEqual(complete('task', { title: 'Started' }));
    expect(continuationOf({ ...all, tasks: [] })).toEqual(complete('turn'));
    expect(continuationOf({ ...all, tasks: [], turn_open: false })).toEqual(complete('changes'));
  });

  it('then continues open tasks, the most important first', () => {
    const next = (...tasks: OpenTask[]) => continuationOf({ ...NOTHING, tasks });
    const named = (title: string) => ({ strategy: 'continue_tasks', title });
    expect(
      next(task('a', 'pending', 'low'), task('b', 'pending', 'critical'), task('c', 'pending', 'high')),
    ).toEqual(named('b'));
    expect(next(task('a', 'pending'), task('b', 'pending', 'high'))).toEqual(named('b'));
    expect(next(task('a', 'pending', 'urgent'), task('b', 'pending', 'low'))).toEqual(named('a'));
    expect(next(task('a', 'pending', 'high'), task('b', 'assigned', 'high'))).toEqual(named('b'));
    expect(next(task('a', 'pending'), task('b', 'pending'))).toEqual(named('a'));
  });

  it('last begins new work', () => {
    expect(continuationOf({ ...NOTHING, planned: true })).toEqual({
      strategy: 'start_new_work',
      planned: true,
    });
  });
});
