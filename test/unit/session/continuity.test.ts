import { describe, expect, it } from 'vitest';
import {
  answerConstraints,
  begunTasks,
  handOverWork,
  hasWorked,
  lacksHandoff,
  markHandoff,
  nextHandoff,
  noteForHandoff,
  restoreWork,
  showTexts,
} from '../../../src/session/commands/continuity.ts';
import type { EventData, SessionEvent } from '../../../src/session/event.ts';
import { CLOSED, given, PROMPT, READY, stateAfter } from '../../helpers/given.ts';

const made = (sequence: number): SessionEvent => ({
  type: 'handoff_made',
  data: { sequence, reason: 'end', to_session: null, git: null },
});
const taken = (...constraints: EventData<'handoff_taken'>['constraints']): SessionEvent => ({
  type: 'handoff_taken',
  data: { from_session: 's-0', from_number: 1, sequence: 1, constraints },
});
const started = (task_id: string): SessionEvent => ({
  type: 'task_started',
  data: { task_id, title: `Task ${task_id}`, assignee: null },
});
const SPRINT: SessionEvent = {
  type: 'sprint_started',
  data: {
    sprint_id: 's1',
    epic_id: 'e1',
    days: 10,
    tasks: [
      { id: 't1', title: 'Task t1' },
      { id: 't2', title: 'Task t2' },
    ],
  },
};
const BLOCKED: SessionEvent = { type: 'task_blocked', data: { task_id: 't1', reason: 'no clock' } };

describe('a note for the next handoff', () => {
  it('is kept without secrets', () => {
    given(...READY)
      .when(() => noteForHandoff('decision', 'use  JWT, password=hunter2secret'))
      .gives({ type: 'handoff_noted', data: { kind: 'decision', text: 'use JWT, password=[redacted]' } });
  });

  it('has words', () => {
    given(...READY)
      .when(() => noteForHandoff('next', ' \n '))
      .isRefused('E_INVALID', 'The note is empty');
  });
});

describe('a session', () => {
  it.each<[string, SessionEvent[], boolean]>([
    ['that was only opened', [], false],
    ['that was asked for something', [PROMPT], true],
    ['that left a note', [{ type: 'handoff_noted', data: { kind: 'next', text: 'x' } }], true],
    ['that began a task', [started('t1')], true],
    ['that only knows a sprint', [SPRINT], false],
  ])('%s has worked: %#', (_, events, worked) => {
    expect(hasWorked(stateAfter([...READY, ...events]))).toBe(worked);
  });

  it('that only took over what another had begun has not worked', () => {
    const former = stateAfter([...READY, SPRINT, started('t1')]);
    // Both in one record, so at one moment.
    const [restored] = restoreWork(former, ['t1']);
    const state = stateAfter([...READY, taken()]);
    expect(restored?.type).toBe('work_restored');
    const { at = '' } = state.communication.handoffs[0] ?? {};
    const after = stateAfter(restored === undefined ? [] : [restored], state);
    const task = after.active_work.execution_state.tasks.t1;
    expect(
      hasWorked({
        ...after,
        active_work: {
          ...after.active_work,
          execution_state: {
            ...after.active_work.execution_state,
            tasks: task === undefined ? {} : { t1: { ...task, last_update: at } },
          },
        },
      }),
    ).toBe(false);
  });

  it.each<[string, SessionEvent[], boolean]>([
    ['has ended after work', [PROMPT, CLOSED], true],
    ['has ended and made one', [PROMPT, CLOSED, made(1)], false],
    ['went on after it had made one', [PROMPT, made(1), PROMPT], true],
    ['did nothing', [CLOSED], false],
  ])('that %s lacks a handoff: %#', (_, events, lacks) => {
    expect(lacksHandoff(stateAfter([...READY, ...events]))).toBe(lacks);
  });

  it('counts its handoffs, and each is made once', () => {
    expect(nextHandoff(stateAfter([...READY, made(1), taken(), made(2)]))).toBe(3);
    const data = { sequence: 1, reason: 'crash' as const, to_session: null, git: null };
    given(...READY)
      .when((state) => markHandoff(state, data))
      .gives({ type: 'handoff_made', data });
    given(...READY, made(1))
      .when((state) => markHandoff(state, data))
      .gives();
  });
});

describe('work that changes hands', () => {
  const FORMER = stateAfter([...READY, SPRINT, started('t1'), BLOCKED]);

  it('keeps its sprint, its status, its blockers, and what nobody has begun', () => {
    const state = stateAfter([...READY, ...restoreWork(FORMER, ['t1'])]);
    expect(state.active_work).toMatchObject({
      current_epic: 'e1',
      current_sprint: 's1',
      sprint_days: 10,
      execution_state: {
        tasks: {
          t1: { status: 'blocked', blockers: [{ reason: 'no clock', resolved_at: null }] },
          t2: { status: 'pending' },
        },
      },
    });
  });

  it('leaves out what came over to nobody, and never takes the place of own work', () => {
    const state = stateAfter([...READY, started('t1'), ...restoreWork(FORMER, [])]);
    expect(state.active_work.execution_state.tasks.t1?.status).toBe('in_progress');
    expect(begunTasks(stateAfter([...READY, ...restoreWork(FORMER, [])]))).toEqual([]);
  });

  it('is nothing where there is neither task nor sprint', () => {
    expect(restoreWork(stateAfter([...READY, PROMPT]), [])).toEqual([]);
    expect(handOverWork('s-2', [])).toEqual([]);
  });

  it('is no longer that of the session that gave it', () => {
    const state = stateAfter([...READY, started('t1'), started('t2'), ...handOverWork('s-2', ['t1', 't2'])]);
    expect(state.active_work).toMatchObject({ current_task: null, execution_state: { tasks: {} } });
  });
});

describe('a constraint', () => {
  const C1 = { id: 'c1-1', text: 'leave the users table alone' };
  const C2 = { id: 'c1-2', text: 'no new dependency' };

  it('comes with a handoff, once, and waits for an answer', () => {
    const { constraints } = stateAfter([...READY, taken(C1), taken(C1, C2)]).communication;
    expect(constraints).toEqual([
      { ...C1, from_session: 's-0', answer: null },
      { ...C2, from_session: 's-0', answer: null },
    ]);
  });

  it('is acknowledged by name, or all at once, and lifted', () => {
    const all = given(...READY, taken(C1, C2)).when((state) => answerConstraints(state, [], 'acknowledged'));
    all.gives({ type: 'constraints_answered', data: { ids: ['c1-1', 'c1-2'], answer: 'acknowledged' } });
    expect(all.state().communication.constraints.map(({ answer }) => answer)).toEqual([
      'acknowledged',
      'acknowledged',
    ]);
    given(...READY, taken(C1, C2))
      .when((state) => answerConstraints(state, ['c1-2'], 'lifted'))
      .gives({ type: 'constraints_answered', data: { ids: ['c1-2'], answer: 'lifted' } });
    given(...READY)
      .when((state) => answerConstraints(state, [], 'acknowledged'))
      .gives();
    given(...READY, taken(C1))
      .when((state) => answerConstraints(state, ['c9-9'], 'acknowledged'))
      .isRefused('E_NOT_FOUND', 'no constraint c9-9', 'It has: c1-1.');
  });
});

describe('a standing text', () => {
  it('is noted once, until a compaction', () => {
    const shown = given(...READY).when((state) => showTexts(state, ['protocol:full']));
    shown.gives({ type: 'texts_shown', data: { texts: ['protocol:full'] } });
    expect(showTexts(shown.state(), ['protocol:full'])).toEqual([]);
    const compacted = stateAfter([
      ...READY,
      { type: 'texts_shown', data: { texts: ['protocol:full'] } },
      { type: 'compaction_started', data: { trigger: 'auto' } },
    ]);
    expect(showTexts(compacted, ['protocol:full'])).toHaveLength(1);
  });
});

describe('a reality check', () => {
  it('is remembered with its moment', () => {
    const checks = [{ name: 'git', health: 1, status: 'ok' }];
    const state = stateAfter([...READY, { type: 'reality_checked', data: { consensus: 1, checks } }]);
    expect(state.observability.reality).toMatchObject({ consensus: 1, checks });
  });
});
