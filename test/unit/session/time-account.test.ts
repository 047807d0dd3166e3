import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SessionEvent } from '../../../src/session/event.ts';
import { evolve } from '../../../src/session/evolve.ts';
import type { SessionState } from '../../../src/session/state.ts';
import { initialSessionState } from '../../../src/session/state.ts';
import { CLOSED, CRASHED, INTERRUPTED, PROMPT, READY, startFacts } from '../../helpers/given.ts';

const BEGIN = Date.parse('2026-03-02T09:00:00.000Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const STOP: SessionEvent = {
  type: 'turn_ended',
  data: { outcome: 'completed', error: null, answer: null, background: 0 },
};
const [START, ACTIVATED] = READY as [SessionEvent, SessionEvent];
const EDIT: SessionEvent = {
  type: 'tool_used',
  data: { tool: 'Edit', outcome: 'ok', duration_ms: 3, agent_id: null, file: '/work/app/a.ts' },
};

/** The state after events at so many minutes from the beginning. */
function told(...history: readonly (readonly [minutes: number, event: SessionEvent])[]): SessionState {
  return history.reduce(
    (state, [minutes, event]) =>
      evolve(state, { ...event, timestamp: new Date(BEGIN + minutes * MINUTE).toISOString() }),
    initialSessionState(),
  );
}

function minutesOf(state: SessionState) {
  const { setup_ms, active_ms, idle_ms } = state.observability.time;
  return { setup: setup_ms / MINUTE, active: active_ms / MINUTE, idle: idle_ms / MINUTE };
}

describe('the time of a session', () => {
  it('is setup up to the first prompt, active in the turn, and active in a short gap after it', () => {
    const state = told([0, START], [0, ACTIVATED], [8, PROMPT], [20, STOP], [25, PROMPT], [26, STOP]);
    expect(minutesOf(state)).toEqual({ setup: 8, active: 18, idle: 0 });
  });

  it('is idle in a gap of more than five minutes between turns, all of it', () => {
    const state = told([0, START], [1, PROMPT], [2, STOP], [7.1, PROMPT], [8, STOP]);
    expect(state.observability.time.idle_ms).toBe(5.1 * MINUTE);
    expect(state.observability.time.active_ms).toBe(1.9 * MINUTE);
  });

  it('is split by signs of life only: a notice that the client waits is none', () => {
    const waits: SessionEvent = { type: 'notification_received', data: { kind: 'idle_prompt' } };
    const state = told([0, START], [0, PROMPT], [1, STOP], [5, waits], [10, PROMPT]);
    expect(minutesOf(state)).toEqual({ setup: 0, active: 1, idle: 9 });
  });

  it('is idle while a question waits for the person longer than five minutes', () => {
    const asks: SessionEvent = { type: 'notification_received', data: { kind: 'permission_prompt' } };
    const state = told([0, START], [0, PROMPT], [3, asks], [40, EDIT], [41, STOP]);
    expect(minutesOf(state)).toEqual({ setup: 0, active: 4, idle: 37 });
  });

  it('counts at most an hour of one silence within a turn', () => {
    const state = told([0, START], [0, PROMPT], [600, STOP]);
    expect(minutesOf(state)).toEqual({ setup: 0, active: 60, idle: 540 });
  });

  it('goes on while an agent runs in the background', () => {
    const agent = { agent_id: 'a-1', agent_type: 'tester' };
    const state = told(
      [0, START],
      [0, PROMPT],
      [1, { type: 'agent_started', data: agent }],
      [2, STOP],
      [32, PROMPT],
    );
    expect(minutesOf(state)).toEqual({ setup: 0, active: 32, idle: 0 });
  });

  it('takes the silence before an interruption that was found later as one between turns', () => {
    const state = told([0, START], [0, PROMPT], [1, EDIT], [90, INTERRUPTED], [90, PROMPT], [92, STOP]);
    expect(minutesOf(state)).toEqual({ setup: 0, active: 3, idle: 89 });
  });

  it('does not count what a crash cut off, nor the time until the next start, whose setup is new', () => {
    const state = told(
      ...([
        [0, START],
        [1, PROMPT],
        [2, EDIT],
        [500, INTERRUPTED],
        [500, CRASHED],
        [501, START],
        [504, PROMPT],
      ] as const),
    );
    expect(minutesOf(state)).toEqual({ setup: 4, active: 1, idle: 0 });
  });

  it('takes no notice of what is told after the end', () => {
    const state = told([0, START], [1, PROMPT], [2, STOP], [3, CLOSED], [9, EDIT]);
    expect(minutesOf(state)).toEqual({ setup: 1, active: 2, idle: 0 });
  });

  it('leaves out a silence of a day, and what lies beyond an hour before the first prompt is idle', () => {
    const slept = told([0, START], [0, PROMPT], [1, STOP], [1 + 24 * 60, PROMPT]);
    expect(minutesOf(slept)).toEqual({ setup: 0, active: 1, idle: 0 });
    const lunch = told([0, START], [90, PROMPT]);
    expect(minutesOf(lunch)).toEqual({ setup: 60, active: 0, idle: 30 });
  });

  it('ends its setup with the first work of any kind, also without a prompt', () => {
    const task: SessionEvent = { type: 'task_started', data: { task_id: 't', title: 'T', assignee: null } };
    const state = told([0, START], [1, { type: 'session_seen', data: {} }], [2, task], [4, task]);
    expect(minutesOf(state)).toEqual({ setup: 2, active: 2, idle: 0 });
  });

  it('knows since when work has gone on unbroken', () => {
    const at = (minutes: number) => new Date(BEGIN + minutes * MINUTE).toISOString();
    const steady = told([0, START], [2, PROMPT], [30, EDIT], [60, STOP], [64, PROMPT]);
    expect(steady.observability.time.active_since).toBe(at(2));
    const broken = told([0, START], [2, PROMPT], [30, STOP], [60, PROMPT], [61, EDIT]);
    expect(broken.observability.time.active_since).toBe(at(60));
  });

  it('is never more than has passed, and never less than nothing, whatever the clock does', () => {
    const event = fc.constantFrom(PROMPT, STOP, EDIT, INTERRUPTED, CLOSED, CRASHED, START, ACTIVATED);
    const step = fc.tuple(fc.integer({ min: -2 * HOUR, max: 30 * HOUR }), event);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let now = BEGIN;
        let passed = 0;
        let state = evolve(initialSessionState(), { ...START, timestamp: new Date(now).toISOString() });
        for (const [gap, one] of steps) {
          now += gap;
          passed += Math.max(0, gap);
          state = evolve(state, { ...one, timestamp: new Date(now).toISOString() });
        }
        const { setup_ms, active_ms, idle_ms } = state.observability.time;
        expect(Math.min(setup_ms, active_ms, idle_ms)).toBeGreaterThanOrEqual(0);
        expect(setup_ms + active_ms + idle_ms).toBeLessThanOrEqual(passed + 2 * HOUR * steps.length);
      }),
    );
  });
});

describe('context switches', () => {
  const begin = (task_id: string): SessionEvent => ({
    type: 'task_mirrored',
    data: { task_id, title: null, status: 'in_progress', assignee: null },
  });
  const put = (task_id: string, status: 'pending' | 'completed'): SessionEvent => ({
    type: 'task_mirrored',
    data: { task_id, title: null, status, assignee: null },
  });

  it('are counted from one unfinished task to another, not after one was completed', () => {
    const switched = told([0, START], [1, begin('a')], [2, begin('b')], [3, put('a', 'pending')]);
    expect(switched.observability.metrics.context_switches).toBe(1);
    const wentOn = told([0, START], [1, begin('a')], [2, begin('b')], [3, put('a', 'completed')]);
    expect(wentOn.observability.metrics.context_switches).toBe(0);
  });

  it('are counted when a session is taken up again on another branch', () => {
    const again: SessionEvent = { type: 'session_started', data: startFacts({ branch: 'fix/a' }) };
    const state = told([0, START], [1, CLOSED], [2, again]);
    expect(state.observability.metrics.context_switches).toBe(1);
  });
});

describe('edits', () => {
  it('are counted, those of documents apart, and each file once', () => {
    const edit = (file: string): SessionEvent => ({
      type: 'tool_used',
      data: { tool: 'Edit', outcome: 'ok', duration_ms: 3, agent_id: null, file },
    });
    const state = told(
      [0, START],
      [1, edit('/a/src/x.ts')],
      [2, edit('/a/README.md')],
      [3, edit('/a/src/x.ts')],
    );
    expect(state.observability.metrics).toMatchObject({ edits: 3, documentation_edits: 1, files_edited: 2 });
  });
});

describe('what agents used', () => {
  it('is added up once for an agent that went on', () => {
    const stop = (agent_id: string, output: number, cost_usd: number | null): SessionEvent => ({
      type: 'agent_stopped',
      data: {
        ...{ agent_id, agent_type: 'tester', description: null, tool_calls: 1, cost_usd },
        tokens: { input: 10, output, cache_read: 0, cache_write: 0 },
      },
    });
    const state = told([0, START], [1, stop('a', 5, 1)], [2, stop('a', 9, 1.5)], [3, stop('b', 1, 2)]);
    expect(state.observability.agent_usage).toEqual({
      tokens: { input: 20, output: 10, cache_read: 0, cache_write: 0 },
      cost_usd: 3.5,
    });
    const unpriced = told([0, START], [1, stop('a', 5, null)], [2, stop('b', 9, 1)]);
    expect(unpriced.observability.agent_usage.cost_usd).toBeNull();
  });
});
