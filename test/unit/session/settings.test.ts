import { describe, expect, it } from 'vitest';
import {
  changeMode,
  MOST_STATE_BYTES,
  patchState,
  setOrchestration,
} from '../../../src/session/commands/settings.ts';
import type { PatchOperation } from '../../../src/session/patch.ts';
import type { SessionState } from '../../../src/session/state.ts';
import { SessionStateSchema } from '../../../src/session/state-schema.ts';
import { given, READY, refusalOf, startFacts, stateAfter } from '../../helpers/given.ts';

const set = (place: string, value: unknown): PatchOperation => ({ op: 'set', at: place.split('.'), value });
const patch = (...operations: readonly PatchOperation[]) =>
  given(...READY).when((state) => patchState(state, operations));
const read = (state: SessionState, place: string): unknown =>
  place.split('.').reduce<unknown>((value, name) => Object(value)[name], state);

const VERIFIED = {
  entries: 0,
  last_progress: null,
  verified: { f1: { by: 'check', at: '2026-03-01T08:00:00Z' } },
};

describe('mode and orchestration', () => {
  it('change once', () => {
    const outcome = given(...READY).when((state) => changeMode(state, 'sprint'));
    outcome.gives({ type: 'mode_changed', data: { mode: 'sprint' } });
    expect(outcome.state().session_info.mode).toBe('sprint');
    given(...READY)
      .when((state) => changeMode(state, 'development'))
      .gives();
  });

  it('are switched off and on again', () => {
    const off = given(...READY).when((state) => setOrchestration(state, false));
    off.gives({ type: 'orchestration_set', data: { enabled: false } });
    expect(off.state().runtime_config.orchestration_enabled).toBe(false);
    given(...READY)
      .when((state) => setOrchestration(state, true))
      .gives();
  });
});

describe('a change to a session’s state', () => {
  it.each([
    ['session_info.label', 'payments'],
    ['session_info.teams', ['backend', 'docs']],
    ['active_work.current_epic', 'E-1'],
    ['active_work.current_sprint', 'S-1'],
    ['runtime_config.output_style', 'Baton'],
    ['runtime_config.values.deep.er', { any: [1, null, 'x'] }],
    ['communication.messages', [{ from: 'a' }]],
  ])('may set %s', (place, value) => {
    const outcome = patch(set(place, value));
    outcome.gives({ type: 'state_patched', data: { operations: [set(place, value)] } });
    expect(read(outcome.state(), place)).toEqual(value);
    expect(SessionStateSchema.safeParse(outcome.state()).success).toBe(true);
  });

  it('carries several out in order, as one event', () => {
    const outcome = patch(
      set('runtime_config.values.a', { x: 1 }),
      { op: 'merge', at: ['runtime_config', 'values', 'a'], value: { y: 2 } },
      { op: 'delete', at: ['runtime_config', 'values', 'a', 'x'] },
    );
    expect(outcome.state().runtime_config.values).toEqual({ a: { y: 2 } });
  });

  it('that changes nothing is not written', () => {
    patch(set('session_info.label', null)).gives();
    patch({ op: 'delete', at: ['runtime_config', 'values', 'absent'] }).gives();
  });

  it.each([
    ['session_info.mode', 'sprint', '`baton session mode MODE`'],
    ['session_info.id', 's-2', 'session_info.label'],
    ['session_info.number', 7, 'session_info.label'],
    ['lifecycle.status', 'dormant', '`baton session close`'],
    ['lifecycle.turn', 'working', '`baton session close`'],
    ['observability.metrics.tool_calls', 9, 'counted from what happened'],
    ['active_work.task_documents', { t1: VERIFIED }, '`baton task verify`'],
    ['runtime_config.orchestration_enabled', false, '`baton session disable`'],
  ])('is refused at %s, which follows from the log', (place, value, instead) => {
    patch(set(place, value)).isRefused('E_RULE', 'follows from the session', instead);
  });

  it('is refused as a whole when one of its places is', () => {
    patch(set('session_info.label', 'x'), set('lifecycle.status', 'dormant')).isRefused('E_RULE');
  });

  it.each([
    ['session_info.lable', 'x'],
    ['colour', 'red'],
    ['active_work.execution_state.sprint_metrics.velocity', 3],
    ['active_work.execution_state.tasks.T-1.title', 'x'],
  ])('is refused at %s, which the state does not have', (place, value) => {
    patch(set(place, value)).isRefused('E_INVALID', 'Nothing was written', 'runtime_config.values');
  });

  it.each([
    ['session_info.label', 7, 'session_info.label'],
    ['session_info.teams', 'backend', 'session_info.teams'],
    ['runtime_config', null, 'runtime_config'],
    ['active_work.execution_state.agents', [], 'active_work.execution_state.agents'],
  ])('is refused at %s for a value of the wrong type, naming the field', (place, value, named) => {
    patch(set(place, value)).isRefused('E_INVALID', named);
  });

  it('that takes a field away is refused', () => {
    patch({ op: 'delete', at: ['active_work'] }).isRefused('E_INVALID', 'active_work');
  });

  it.each([[[]], [['__proto__', 'x']], [['session_info', 'constructor']], [['prototype']]])(
    'is refused at %j, which is no field',
    (at) => {
      patch({ op: 'set', at, value: 1 }).isRefused('E_INVALID', 'cannot be changed');
      expect(Object.prototype).not.toHaveProperty('x');
    },
  );

  it('does not smuggle a prototype in with a value', () => {
    const value: unknown = JSON.parse('{"__proto__": {"polluted": true}, "kept": 1}');
    const merged = patch({ op: 'merge', at: ['runtime_config', 'values'], value }).state();
    expect(merged.runtime_config.values).toEqual({ kept: 1 });
    expect(Object.getPrototypeOf(merged.runtime_config.values)).toBe(Object.prototype);
    expect({}).not.toHaveProperty('polluted');
  });

  it('is possible although a newer Baton has written fields that this one does not know', () => {
    const newer = { ...startFacts().process, boot: 'b-1' } as ReturnType<typeof startFacts>['process'];
    const state = stateAfter([{ type: 'session_started', data: startFacts({ process: newer }) }]);
    expect(patchState(state, [set('session_info.label', 'x')])).toHaveLength(1);
    expect(refusalOf(() => patchState(state, [set('session_info.process', null)])).code).toBe('E_RULE');
  });

  it('is possible whatever order the fields of the log were written in', () => {
    const turned = { host: 'here', started: '5000', pid: 100 };
    const state = stateAfter([{ type: 'session_started', data: startFacts({ process: turned }) }]);
    expect(patchState(state, [set('session_info.label', 'x')])).toHaveLength(1);
    expect(patchState(state, [set('session_info.label', null)])).toEqual([]);
  });

  it('may fill the state up to 1 MB, and no byte more; what is there can still be deleted', () => {
    const place = 'runtime_config.values.text';
    const begun = stateAfter([{ type: 'session_started', data: startFacts({}) }]);
    const tooMuch = refusalOf(() => patchState(begun, [set(place, 'x'.repeat(MOST_STATE_BYTES))]));
    const room = 2 * MOST_STATE_BYTES - Number(tooMuch.details.bytes);
    const full = stateAfter(patchState(begun, [set(place, 'x'.repeat(room))]), begun);
    // One letter more that takes two bytes more.
    const refusal = refusalOf(() => patchState(begun, [set(place, `${'x'.repeat(room - 1)}é`)]));
    expect(refusal.code).toBe('E_RULE');
    expect(refusal.message).toContain(
      `would take ${MOST_STATE_BYTES + 1} bytes; the most is ${MOST_STATE_BYTES}`,
    );
    expect(patchState(full, [{ op: 'delete', at: ['runtime_config', 'values', 'text'] }])).toHaveLength(1);
  });
});
