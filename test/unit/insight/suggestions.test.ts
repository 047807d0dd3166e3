import { describe, expect, it } from 'vitest';
import { fittingTasks } from '../../../src/insight/fitting-tasks.ts';
import type { Forecast } from '../../../src/insight/forecast.ts';
import { improvements, noticesOf, overlapNotices } from '../../../src/insight/suggestions.ts';
import type { TaskRow } from '../../../src/plan/task-board.ts';
import { UNTOUCHED } from '../../../src/plan/task-board.ts';
import type { SessionEvent } from '../../../src/session/event.ts';
import { evolve } from '../../../src/session/evolve.ts';
import type { SessionState } from '../../../src/session/state.ts';
import { initialSessionState } from '../../../src/session/state.ts';
import { PROMPT, READY } from '../../helpers/given.ts';

const BEGIN = Date.parse('2026-03-02T09:00:00.000Z');
const at = (minutes: number) => BEGIN + minutes * 60_000;
const STOP: SessionEvent = {
  type: 'turn_ended',
  data: { outcome: 'completed', error: null, answer: null, background: 0 },
};
const edit = (file: string): SessionEvent => ({
  type: 'tool_used',
  data: { tool: 'Edit', outcome: 'ok', duration_ms: 1, agent_id: null, file },
});

function told(...history: readonly (readonly [minutes: number, event: SessionEvent])[]): SessionState {
  const started = READY.map((event): readonly [number, SessionEvent] => [0, event]);
  return [...started, ...history].reduce(
    (state, [minutes, event]) => evolve(state, { ...event, timestamp: new Date(at(minutes)).toISOString() }),
    initialSessionState(),
  );
}

const notices = (state: SessionState, minutes: number) =>
  noticesOf(state, 24, at(minutes)).map(({ kind, text }) => `${kind}: ${text}`);

describe('the notices of a live session', () => {
  it('are none while it works', () => {
    expect(notices(told([1, PROMPT], [2, edit('/a')]), 3)).toEqual([]);
  });

  it('tell that it idles, with its task, that it waits, and that it will expire', () => {
    const task: SessionEvent = { type: 'task_started', data: { task_id: 't-1', title: 'T', assignee: null } };
    const idle = told([1, PROMPT], [2, task], [3, STOP]);
    expect(notices(idle, 33)).toEqual([]);
    expect(notices(idle, 40)).toEqual(['idle: Idle for 37m, with task t-1 in progress: go on, or close it.']);
    expect(notices(idle, 3 + 21 * 60)).toEqual([
      'expiry: Silent for 21h00: it expires in 3h00. Go on, hand over, or close it.',
    ]);
    const asks: SessionEvent = { type: 'notification_received', data: { kind: 'permission_prompt' } };
    expect(notices(told([1, PROMPT], [2, asks]), 12)).toEqual([
      'waiting: Has been waiting for an answer for 11m.',
    ]);
  });

  it('tell of long work without a pause, and of edits that were not committed', () => {
    const steady = Array.from({ length: 24 }, (_, index): [number, SessionEvent] => [
      1 + index * 4,
      index === 0 ? PROMPT : edit(`/a/${index % 6}`),
    ]);
    expect(notices(told(...steady), 95)).toEqual([
      'focus: At work for 1h34 without a pause: commit what holds, and look up.',
      'uncommitted: 6 files edited since the start, 1h35 ago: commit what holds.',
    ]);
    const commit: SessionEvent = {
      type: 'commit_observed',
      data: {
        hash: 'c',
        subject: 's',
        at: new Date(at(90)).toISOString(),
        files: 1,
        insertions: 1,
        deletions: 0,
      },
    };
    const kinds = noticesOf(told(...steady, [94, commit]), 24, at(95)).map(({ kind }) => kind);
    expect(kinds).toEqual(['focus']);
  });

  it('tell of red tests and of old blockers', () => {
    const check: SessionEvent = {
      type: 'check_observed',
      data: {
        ...{ command: 'npm test', kind: 'test', outcome: 'failed', exit_code: 1, duration_ms: 1, tree: null },
        ...{ coverage: null, agent_id: null, tool_use_id: 'x' },
      },
    };
    const blocked: SessionEvent = { type: 'task_blocked', data: { task_id: 't-1', reason: 'no key' } };
    const state = told([1, blocked], [25 * 60, PROMPT], [25 * 60 + 1, check]);
    expect(notices(state, 25 * 60 + 2)).toEqual([
      'tests_red: The last test run failed 1m ago: nothing else before it is green.',
      'blocked: Task t-1 has been blocked for 1d 1h: no key',
    ]);
  });

  it('tell of files that another session edits', () => {
    const overlap = {
      ...{ file: 'a.ts', edited_at: new Date(at(0)).toISOString() },
      ...{ session: { id: 's-2', number: 2 }, other: { id: 's-1', number: 1 } },
    };
    const texts = overlapNotices(
      [
        { ...overlap, same_file: true },
        { ...overlap, same_file: false },
      ],
      at(9),
    );
    expect(texts).toEqual([
      { kind: 'overlap', session: 2, text: 'a.ts: also edited by session #1 9m ago.' },
      {
        kind: 'overlap',
        session: 2,
        text: 'a.ts: also edited by session #1 9m ago, in another working tree; git will have to merge it.',
      },
    ]);
  });
});

const FORECAST: Forecast = {
  ...{ unit: 'tasks', remaining: 9, open_tasks: 9, bands: [], missing: [], trials: 1, seed: 1 },
  observed: { days: 9, completions: 9, mean_a_day: 1, from: null },
  planned_end: '2026-03-09T00:00:00.000Z',
  chance_by_planned_end: 0.5,
};

describe('what is worth changing', () => {
  it('is what shows in three of the last sessions', () => {
    const slow = told([30, PROMPT], [31, STOP]);
    const [first] = improvements([slow, slow, slow], FORECAST);
    expect(first).toEqual({
      kind: 'slow_setup',
      text: 'In 3 of the last 3 sessions; in the newest of them: Setup took 30 minutes: let a script or a slash command do it.',
      session: null,
    });
    expect(improvements([slow, slow], FORECAST)).toEqual([]);
  });

  it('is a plan that will not hold, and agents that cost most of the money', () => {
    const agent: SessionEvent = {
      type: 'agent_stopped',
      data: {
        ...{ agent_id: 'a', agent_type: 'tester', description: null, tool_calls: 1, cost_usd: 9 },
        tokens: { input: 1, output: 1, cache_read: 0, cache_write: 0 },
      },
    };
    const costly = told(
      [1, PROMPT],
      [2, agent],
      [3, { type: 'context_injected', data: { hook: 'SessionStart', bytes: 20_000 } }],
    );
    const texts = improvements([costly], { ...FORECAST, chance_by_planned_end: 0.12 }).map(
      ({ text }) => text,
    );
    expect(texts).toEqual([
      'The planned end 2026-03-09 is kept in 12 of 100 futures: take some of the 9 tasks out, or move it.',
      'Agents cost $9.00 of $9.00 in the last 1 session: give routine ones a smaller model in their definition.',
      'Baton put 20 KB into the context of each start: lower briefing.max_characters.',
    ]);
  });
});

describe('what fits into the time that is left', () => {
  const row = (id: string, effort: number): TaskRow => ({
    ...UNTOUCHED,
    ...{ id, title: `Do ${id}`, sprint: 's', priority: 'medium', estimated_effort: effort, team: null },
    ...{ dependencies: [], dependencies_met: true },
  });
  const finished = [1, 2, 3].flatMap((hours) => [
    { id: `a${hours}`, type: 'api', effort: 2, hours },
    { id: `b${hours}`, type: 'api', effort: 8, hours: hours * 4 },
  ]);

  it('is taken in order, as long as it likely fits; what is too long is passed over', () => {
    const fitting = fittingTasks(
      [row('x', 2), row('long', 8), row('y', 2), row('z', 2)],
      () => 'api',
      finished,
      4,
    );
    expect(fitting.tasks.map(({ id }) => id)).toEqual(['x', 'y']);
    expect(fitting).toMatchObject({ likely_hours: 4, unknown: 0, missing: [] });
    expect(fitting.too_long.map(({ id }) => id)).toEqual(['long', 'z']);
    expect(fitting.tasks[0]).toEqual({ id: 'x', title: 'Do x', likely_hours: 2, high_hours: 2.8 });
  });

  it('cannot be said without three tasks that were timed', () => {
    const fitting = fittingTasks([row('x', 2)], () => 'api', finished.slice(0, 2), 4);
    expect(fitting).toMatchObject({
      ...{ tasks: [], unknown: 1 },
      missing: ['three completed tasks whose start and end are on record'],
    });
  });
});
