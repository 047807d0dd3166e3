import { describe, expect, it } from 'vitest';
import {
  activateTeam,
  assignTask,
  blockTask,
  deactivateTeam,
  endTask,
  leaveSprint,
  progressTask,
  startSprint,
  startTask,
  unblockTask,
} from '../../../src/session/commands/planned-work.ts';
import type { SessionEvent } from '../../../src/session/event.ts';
import { evolve } from '../../../src/session/evolve.ts';
import { sprintMetrics } from '../../../src/session/sprint-metrics.ts';
import type { SessionState } from '../../../src/session/state.ts';
import { viewOf } from '../../../src/session/view-of.ts';
import { given, minute, READY, stateAfter } from '../../helpers/given.ts';

const TASK = { id: 'T-1', title: 'Write the parser' };
const SPRINT = {
  sprint_id: 'S-1',
  epic_id: 'E-1',
  days: 14,
  tasks: [TASK, { id: 'T-2', title: 'Write the docs' }],
};
const SPRINTING: readonly SessionEvent[] = [...READY, { type: 'sprint_started', data: SPRINT }];
const STARTED: SessionEvent = {
  type: 'task_started',
  data: { task_id: 'T-1', title: TASK.title, assignee: null },
};
const BLOCKED: SessionEvent = { type: 'task_blocked', data: { task_id: 'T-1', reason: 'no key' } };
const END = {
  task_id: 'T-1',
  outcome: 'completed',
  reason: null,
  actual_effort: 3,
  artifacts: ['a.ts'],
} as const;
const ENDED: SessionEvent = { type: 'task_ended', data: { ...END, artifacts: ['a.ts'] } };

const taskOf = (state: SessionState, id = 'T-1') => state.active_work.execution_state.tasks[id];

describe('a sprint in a session', () => {
  it('is a reference and tracking for each of its tasks', () => {
    const outcome = given(...READY).when((state) => startSprint(state, SPRINT));
    outcome.gives({ type: 'sprint_started', data: SPRINT });
    expect(outcome.state().active_work).toMatchObject({
      current_epic: 'E-1',
      current_sprint: 'S-1',
      sprint_started_at: minute(2),
      sprint_days: 14,
    });
    expect(taskOf(outcome.state())).toMatchObject({ title: TASK.title, source: 'plan', status: 'pending' });
    expect(Object.keys(outcome.state().active_work.execution_state.tasks)).toEqual(['T-1', 'T-2']);
  });

  it('is started once, and leaves the one before', () => {
    given(...SPRINTING)
      .when((state) => startSprint(state, SPRINT))
      .gives();
    const other = { ...SPRINT, sprint_id: 'S-2', tasks: [] };
    given(...SPRINTING)
      .when((state) => startSprint(state, other))
      .gives({ type: 'sprint_left', data: { sprint_id: 'S-1' } }, { type: 'sprint_started', data: other });
  });

  it('takes what was only planned with it when it is left, and leaves what was begun', () => {
    const state = given(...SPRINTING, STARTED)
      .when((before) => leaveSprint(before, 'S-1'))
      .state();
    expect(Object.keys(state.active_work.execution_state.tasks)).toEqual(['T-1']);
    expect(state.active_work).toMatchObject({
      current_sprint: null,
      sprint_started_at: null,
      sprint_days: null,
    });
  });

  it('of thousands of tasks lists the first 200 and counts the others, each until it is begun', () => {
    const tasks = Array.from({ length: 5_000 }, (_, index) => ({ id: `t-${index}`, title: 'x'.repeat(500) }));
    const large = { ...SPRINT, tasks };
    const state = given(...READY)
      .when((before) => startSprint(before, large))
      .state();
    const listed = ({ active_work }: SessionState) => Object.keys(active_work.execution_state.tasks).length;
    expect([listed(state), state.active_work.untracked_tasks]).toEqual([200, 4_800]);
    expect(JSON.stringify(state).length).toBeLessThan(100_000);
    expect(viewOf(state).tasks.total).toBe(5_000);
    expect(sprintMetrics(state, Date.parse(minute(9))).tasks_pending).toBe(5_000);

    const begun = evolve(state, {
      type: 'task_started',
      data: { task_id: 't-4999', title: 'the last', assignee: null },
      timestamp: minute(4),
    });
    expect([listed(begun), begun.active_work.untracked_tasks, viewOf(begun).tasks.total]).toEqual([
      201, 4_799, 5_000,
    ]);
    const left = evolve(begun, { type: 'sprint_left', data: { sprint_id: 'S-1' }, timestamp: minute(5) });
    expect([listed(left), left.active_work.untracked_tasks]).toEqual([1, 0]);
    const [again] = startSprint(left, large);
    expect(again).toMatchObject({ data: { task_count: 5_000, tasks: { length: 201 } } });
  });

  it('keeps how far its tasks were when it is started again', () => {
    const state = stateAfter([...SPRINTING, STARTED, { type: 'sprint_started', data: SPRINT }]);
    expect(taskOf(state)?.status).toBe('in_progress');
  });

  it('can only be left by a session that is on it', () => {
    given(...READY)
      .when((state) => leaveSprint(state, 'S-1'))
      .isRefused('E_RULE', 'is on no sprint');
    given(...SPRINTING)
      .when((state) => leaveSprint(state, 'S-2'))
      .isRefused('E_RULE', 'is on sprint S-1, not on S-2');
  });
});

describe('a planned task', () => {
  it('is assigned, started, progressed, blocked, unblocked and completed', () => {
    const state = stateAfter([
      ...SPRINTING,
      ...assignTask(stateAfter(SPRINTING), TASK, 'coder'),
      STARTED,
      {
        type: 'task_progressed',
        data: { task_id: 'T-1', percentage: 40, actual_effort: 2, artifacts: ['a.ts', 'b.ts'] },
      },
      BLOCKED,
      { type: 'task_unblocked', data: { task_id: 'T-1' } },
      ENDED,
    ]);
    expect(taskOf(state)).toEqual({
      id: 'T-1',
      title: TASK.title,
      source: 'plan',
      status: 'completed',
      assignee: 'coder',
      started_at: minute(4),
      completed_at: minute(8),
      actual_effort: 3,
      progress_percentage: 100,
      blockers: [{ reason: 'no key', raised_at: minute(6), resolved_at: minute(7) }],
      artifacts: ['a.ts', 'b.ts'],
      last_update: minute(8),
    });
    expect(state.observability.metrics.tasks_completed).toBe(1);
    expect(state.active_work.current_task).toBeNull();
  });

  it('is the current one while it is in progress', () => {
    expect(stateAfter([...SPRINTING, STARTED]).active_work.current_task).toBe('T-1');
  });

  it('is not started twice', () => {
    given(...SPRINTING, STARTED)
      .when((state) => startTask(state, TASK, null))
      .gives();
  });

  it('that is not of the sprint may be started all the same', () => {
    const other = { id: 'T-9', title: 'Else' };
    const outcome = given(...READY).when((state) => startTask(state, other, 'coder'));
    expect(taskOf(outcome.state(), 'T-9')).toMatchObject({
      title: 'Else',
      status: 'in_progress',
      assignee: 'coder',
    });
  });

  it.each([-1, 101, Number.NaN, Number.POSITIVE_INFINITY])('cannot be %d percent done', (percentage) => {
    given(...SPRINTING, STARTED)
      .when((state) =>
        progressTask(state, { task_id: 'T-1', percentage, actual_effort: null, artifacts: [] }),
      )
      .isRefused('E_INVALID', 'from 0 to 100');
  });

  it('makes no progress, is not blocked and does not end before it is begun', () => {
    const progress = { task_id: 'T-1', percentage: 10, actual_effort: null, artifacts: [] };
    given(...SPRINTING)
      .when((state) => progressTask(state, progress))
      .isRefused('E_RULE', 'T-1 is pending', 'baton task start T-1');
    given(...READY)
      .when((state) => progressTask(state, progress))
      .isRefused('E_RULE', 'has not been started in this session');
    given(...SPRINTING)
      .when((state) => blockTask(state, 'T-1', 'x'))
      .isRefused('E_RULE', 'T-1 is pending and cannot become blocked');
    given(...SPRINTING)
      .when((state) => endTask(state, { ...END, artifacts: [] }))
      .isRefused('E_RULE', 'From pending it can become assigned, in_progress, cancelled.');
    given(...SPRINTING, STARTED)
      .when((state) => unblockTask(state, 'T-1'))
      .isRefused('E_RULE', 'is in_progress, not blocked');
  });

  it('has its blockers resolved however it ends', () => {
    const state = stateAfter([
      ...SPRINTING,
      STARTED,
      BLOCKED,
      { type: 'task_ended', data: { ...END, outcome: 'failed', artifacts: [] } },
    ]);
    expect(taskOf(state)?.blockers).toEqual([
      { reason: 'no key', raised_at: minute(4), resolved_at: minute(5) },
    ]);
    expect(state.observability.metrics.tasks_completed).toBe(0);
  });

  it('is linked to the agent that works on it', () => {
    const state = stateAfter([
      ...SPRINTING,
      { type: 'agent_started', data: { agent_id: 'a-1', agent_type: 'coder' } },
      { type: 'agent_linked', data: { agent_id: 'a-1', task_id: 'T-1' } },
      { type: 'agent_linked', data: { agent_id: 'toString', task_id: 'T-1' } },
    ]);
    expect(state.active_work.execution_state.agents).toMatchObject({ 'a-1': { current_task: 'T-1' } });
    expect(Object.keys(state.active_work.execution_state.agents)).toEqual(['a-1']);
  });
});

describe('a team in a session', () => {
  it('is switched on and off once', () => {
    const on = given(...READY).when((state) => activateTeam(state, 'core'));
    on.gives({ type: 'team_activated', data: { team_id: 'core' } });
    expect(on.state().session_info.teams).toEqual(['core']);
    given(...READY, { type: 'team_activated', data: { team_id: 'core' } })
      .when((state) => activateTeam(state, 'core'))
      .gives();
    given(...READY)
      .when((state) => deactivateTeam(state, 'core'))
      .gives();
    const off = given(...READY, { type: 'team_activated', data: { team_id: 'core' } }).when((state) =>
      deactivateTeam(state, 'core'),
    );
    off.gives({ type: 'team_deactivated', data: { team_id: 'core' } });
    expect(off.state().session_info.teams).toEqual([]);
  });
});
