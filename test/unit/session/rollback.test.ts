import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBatonError } from '../../../src/errors.ts';
import type { ClaimsState } from '../../../src/session/claims.ts';
import { rollBack } from '../../../src/session/commands/rollback.ts';
import type { SessionEvent } from '../../../src/session/event.ts';
import { evolve } from '../../../src/session/evolve.ts';
import type { SessionState } from '../../../src/session/state.ts';
import { SessionStateSchema } from '../../../src/session/state-schema.ts';
import { claimsForWork } from '../../../src/session/work-claims.ts';
import { workDifference } from '../../../src/session/work-difference.ts';
import { given, minute, READY, stateAfter } from '../../helpers/given.ts';
import { anyCommand } from './commands-arbitrary.ts';

const started = (id: string): SessionEvent => ({
  type: 'task_started',
  data: { task_id: id, title: id, assignee: null },
});
const completed = (id: string): SessionEvent => ({
  type: 'task_ended',
  data: { task_id: id, outcome: 'completed', reason: null, actual_effort: 2, artifacts: [] },
});
const TOOL: SessionEvent = {
  type: 'tool_used',
  data: { tool: 'Edit', outcome: 'ok', duration_ms: 5, agent_id: null, file: '/work/app/a.ts' },
};

const THEN: readonly SessionEvent[] = [...READY, started('T-1')];
const NOW: readonly SessionEvent[] = [
  ...THEN,
  completed('T-1'),
  started('T-2'),
  { type: 'mode_changed', data: { mode: 'sprint' } },
  TOOL,
];
const place = (state: SessionState) => ({ event_id: 'e-1', at: minute(2), checkpoint_id: null, state });
const NONE: ReadonlySet<string> = new Set();
const back = (leftAlone = NONE) =>
  given(...NOW).when((state) => rollBack(state, place(stateAfter(THEN)), leftAlone));
const tasks = (state: SessionState) => state.active_work.execution_state.tasks;

/** What a rollback is about, and nothing else. */
const workOf = (state: SessionState) => {
  const { last_prompt, last_answer, execution_state, ...work } = state.active_work;
  const { mode, teams } = state.session_info;
  return { mode, teams, work, tasks: execution_state.tasks, config: state.runtime_config };
};

describe('a rollback', () => {
  it('sets mode and tasks back to what they were, and takes away those that were not there', () => {
    const state = back().state();
    expect(workOf(state)).toEqual(workOf(stateAfter(THEN)));
    expect(Object.keys(tasks(state))).toEqual(['T-1']);
    expect(state.active_work.current_task).toBe('T-1');
  });

  it('leaves what happened on record', () => {
    const { observability } = back().state();
    expect(observability.metrics.tasks_completed).toBe(1);
    expect(observability.files).toEqual(stateAfter(NOW).observability.files);
    expect(observability.checkpoints.changed).toBe(true);
  });

  it('holds of the tasks only those that differ', () => {
    const many = Array.from({ length: 50 }, (_, index) => started(`K-${index}`));
    const [event] = rollBack(
      stateAfter([...READY, ...many, completed('K-7')]),
      place(stateAfter([...READY, ...many])),
      NONE,
    );
    expect(event?.type === 'session_rolled_back' && Object.keys(event.data.work.tasks)).toEqual(['K-7']);
  });

  it('leaves tasks alone that another session has', () => {
    const state = back(new Set(['T-1'])).state();
    expect(tasks(state)['T-1']?.status).toBe('completed');
    expect(tasks(state)['T-2']).toBeUndefined();
    expect(state.active_work.current_task).toBeNull();
  });

  it('is nothing where the work is so already', () => {
    given(...THEN, TOOL)
      .when((state) => rollBack(state, place(stateAfter(THEN)), NONE))
      .gives();
  });
});

describe('whatever a session went through', () => {
  const history = fc.tuple(fc.array(anyCommand, { maxLength: 40, size: 'max' }), fc.nat(40));

  it('going back and undoing it changes nothing in the work, and going back reaches the work there', () => {
    fc.assert(
      fc.property(history, ([commands, at]) => {
        let [state, there] = [stateAfter(READY), stateAfter(READY)];
        commands.forEach(({ decide }, index) => {
          try {
            state = decide(state).reduce(
              (one, event) => evolve(one, { ...event, timestamp: minute(9) }),
              state,
            );
          } catch (error) {
            if (!isBatonError(error)) throw error;
          }
          if (index <= at) there = state;
        });
        const apply = (from: SessionState, to: SessionState) =>
          rollBack(from, place(to), NONE).reduce(
            (one, event) =>
              evolve(one, { ...event, data: JSON.parse(JSON.stringify(event.data)), timestamp: minute(10) }),
            from,
          );
        const rolled = apply(state, there);
        expect(SessionStateSchema.safeParse(rolled).success).toBe(true);
        expect(workOf(rolled)).toEqual(workOf(there));
        expect(rolled.observability.usage).toEqual(state.observability.usage);
        expect(rolled.active_work.execution_state.agents).toEqual(state.active_work.execution_state.agents);
        expect(workOf(apply(rolled, state))).toEqual(workOf(state));
      }),
    );
  });
});

describe('the claims that go with it', () => {
  const [now, then] = [stateAfter(NOW), stateAfter(THEN)];
  const held = (session_id: string) => ({ session_id, status: 'held', at: minute(3) }) as const;
  const done = (session_id: string) => ({ session_id, status: 'completed', at: minute(3) }) as const;
  const claims = (state: ClaimsState) => claimsForWork(state, 's-1', now, then);

  it('are taken again for what goes on, and given back for what was not begun', () => {
    expect(claims({ 'T-1': done('s-1'), 'T-2': held('s-1') })).toEqual({
      events: [
        { type: 'task_claimed', data: { task_id: 'T-1', session_id: 's-1' } },
        { type: 'task_released', data: { task_id: 'T-2', session_id: 's-1' } },
      ],
      conflicts: [],
    });
  });

  it('of another session are left alone and told', () => {
    expect(claims({ 'T-1': held('s-2'), 'T-2': held('s-2') })).toEqual({
      events: [],
      conflicts: [{ task_id: 'T-1', session_id: 's-2', status: 'held' }],
    });
  });

  it('are settled again for what was ended then', () => {
    expect(claimsForWork({ 'T-1': held('s-1') }, 's-1', then, now).events).toEqual([
      { type: 'task_settled', data: { task_id: 'T-1', session_id: 's-1', outcome: 'completed' } },
      { type: 'task_claimed', data: { task_id: 'T-2', session_id: 's-1' } },
    ]);
  });

  it('are nothing to tasks of the client’s own list', () => {
    const mirrored = stateAfter([
      ...READY,
      {
        type: 'task_mirrored',
        data: { task_id: 'client-1', title: 'x', status: 'completed', assignee: null },
      },
    ]);
    expect(claimsForWork({}, 's-1', mirrored, stateAfter(READY))).toEqual({ events: [], conflicts: [] });
  });
});

describe('the difference of two places', () => {
  it('names mode, tasks and what of them differs', () => {
    expect(workDifference(stateAfter(THEN), stateAfter(NOW))).toEqual([
      { place: 'mode', before: 'development', after: 'sprint' },
      { place: 'current_task', before: 'T-1', after: 'T-2' },
      { place: 'tasks.T-1.status', before: 'in_progress', after: 'completed' },
      { place: 'tasks.T-1.progress_percentage', before: 0, after: 100 },
      { place: 'tasks.T-1.actual_effort', before: 0, after: 2 },
      { place: 'tasks.T-2', before: undefined, after: 'in_progress' },
    ]);
  });

  it('names open blockers and settings', () => {
    const after = stateAfter([
      ...THEN,
      { type: 'task_blocked', data: { task_id: 'T-1', reason: 'no key' } },
      {
        type: 'state_patched',
        data: { operations: [{ op: 'set', at: ['runtime_config', 'values', 'theme'], value: 'dark' }] },
      },
    ]);
    expect(workDifference(stateAfter(THEN), after)).toEqual([
      { place: 'current_task', before: 'T-1', after: null },
      { place: 'tasks.T-1.status', before: 'in_progress', after: 'blocked' },
      { place: 'tasks.T-1.blockers', before: [], after: ['no key'] },
      { place: 'settings.theme', before: undefined, after: 'dark' },
    ]);
  });
});
