import { describe, expect, it } from 'vitest';
import type { SessionEvent } from '../../../src/session/event.ts';
import { presentSession, sprintMetrics } from '../../../src/session/sprint-metrics.ts';
import type { TaskStatus } from '../../../src/session/state.ts';
import { initialSessionState } from '../../../src/session/state.ts';
import { CLOSED, minute, READY, stateAfter } from '../../helpers/given.ts';

const task = (id: number, status: TaskStatus): SessionEvent => ({
  type: 'task_mirrored',
  data: { task_id: `client-${id}`, title: `task ${id}`, status, assignee: null },
});

const WORKING = stateAfter([
  ...READY,
  task(1, 'completed'),
  task(2, 'in_progress'),
  task(3, 'blocked'),
  task(4, 'cancelled'),
  task(5, 'pending'),
  { type: 'agent_started', data: { agent_id: 'a-1', agent_type: 'Explore' } },
  { type: 'context_injected', data: { hook: 'SessionStart', bytes: 321 } },
]);

describe('the numbers of a sprint', () => {
  const now = Date.parse(minute(120));

  it('are counted from the session’s tasks', () => {
    expect(sprintMetrics(WORKING, now)).toEqual({
      tasks_completed: 1,
      tasks_in_progress: 1,
      tasks_pending: 2,
      velocity: 0.5,
      time_elapsed_hours: 2,
      // Three are open, at one in two hours.
      estimated_completion: minute(120 + 6 * 60),
    });
  });

  it('stop with the session', () => {
    const closed = stateAfter([...READY, task(1, 'completed'), CLOSED]);
    expect(sprintMetrics(closed, now).time_elapsed_hours).toBe(0.05);
  });

  it('are zero for a session of which nothing is known, and before any time has passed', () => {
    const zero = {
      tasks_completed: 0,
      tasks_in_progress: 0,
      tasks_pending: 0,
      velocity: 0,
      time_elapsed_hours: 0,
      estimated_completion: null,
    };
    expect(sprintMetrics(initialSessionState(), now)).toEqual(zero);
    expect(sprintMetrics(stateAfter(READY), Date.parse(minute(0)))).toEqual(zero);
    expect(sprintMetrics(stateAfter(READY), Date.parse(minute(-5)))).toEqual(zero);
  });

  it('are shown within the session’s execution state, and the state itself is left alone', () => {
    const shown = presentSession(WORKING, now);
    expect(shown.active_work.execution_state.sprint_metrics).toEqual(sprintMetrics(WORKING, now));
    expect(WORKING.active_work.execution_state).not.toHaveProperty('sprint_metrics');
  });
});
