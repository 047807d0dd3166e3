import { describe, expect, it } from 'vitest';
import { checkpointChange, checkpointDue, makeCheckpoint } from '../../../src/session/checkpoint.ts';
import type { SessionEvent } from '../../../src/session/event.ts';
import { given, minute, PROMPT, READY, stateAfter } from '../../helpers/given.ts';

const EDIT: SessionEvent = {
  type: 'tool_used',
  data: { tool: 'Edit', outcome: 'ok', duration_ms: 1, agent_id: null, file: '/work/app/a.ts' },
};
const READ: SessionEvent = { type: 'tool_used', data: { ...EDIT.data, tool: 'Read', file: null } };
const MARKED: SessionEvent = {
  type: 'checkpoint_made',
  data: { checkpoint_id: 'c-1', label: null, reason: 'stop' },
};

const newId = () => 'c-1';
const stop = (...events: readonly SessionEvent[]) =>
  given(...READY, ...events).when((state) => checkpointChange(state, 'stop', newId));

describe('a checkpoint', () => {
  it('marks the place with a number, and the work as unchanged since', () => {
    const outcome = given(...READY, EDIT).when(() => makeCheckpoint('c-9', 'asked', 'before'));
    outcome.gives({
      type: 'checkpoint_made',
      data: { checkpoint_id: 'c-9', label: 'before', reason: 'asked' },
    });
    expect(outcome.state().observability.checkpoints).toEqual({
      made: 1,
      last_at: minute(3),
      changed: false,
    });
  });

  it.each<[string, SessionEvent]>([
    ['a file was edited', EDIT],
    ['the mode changed', { type: 'mode_changed', data: { mode: 'sprint' } }],
    ['a task was started', { type: 'task_started', data: { task_id: 't', title: 't', assignee: null } }],
    ['a team was switched on', { type: 'team_activated', data: { team_id: 'qa' } }],
    [
      'a setting was made',
      {
        type: 'state_patched',
        data: { operations: [{ op: 'set', at: ['runtime_config', 'values', 'a'], value: 1 }] },
      },
    ],
  ])('is made at the end of a turn in which %s', (_what, event) => {
    stop(event).gives(MARKED);
    stop(event, MARKED).gives();
    stop(event, MARKED, EDIT).gives(MARKED);
  });

  it('is not made for a turn that only talked and read', () => {
    stop(PROMPT, READ).gives();
  });

  it('is due an hour after the last, or after the start, where something has changed', () => {
    const changed = stateAfter([...READY, EDIT]);
    const hour = Date.parse(minute(60));
    expect(checkpointDue(changed, hour - 1, newId)).toEqual([]);
    expect(checkpointDue(changed, hour, newId)).toEqual([
      { type: 'checkpoint_made', data: { ...MARKED.data, reason: 'hourly' } },
    ]);
    const marked = stateAfter([...READY, EDIT, MARKED, EDIT]);
    expect(checkpointDue(marked, hour, newId)).toEqual([]);
    expect(checkpointDue(marked, Date.parse(minute(63)), newId)).toHaveLength(1);
    expect(checkpointDue(stateAfter([...READY, EDIT, MARKED]), hour * 2, newId)).toEqual([]);
  });
});
