import { describe, expect, it } from 'vitest';
import { endTurn, isSyntheticPrompt, submitPrompt } from '../../../src/session/commands/converse.ts';
import type { SessionEvent } from '../../../src/session/event.ts';
import { CLOSED, given, INTERRUPTED, minute, PROMPT, READY, stateAfter } from '../../helpers/given.ts';

const STOP = { outcome: 'completed', error: null, answer: 'Done.', background: 0 } as const;
const STOPPED: SessionEvent = { type: 'turn_ended', data: STOP };

describe('a prompt', () => {
  it('of a person opens a turn and is remembered', () => {
    const outcome = given(...READY).when((state) => submitPrompt(state, 'add  a\ntest'));
    outcome.gives({
      type: 'prompt_submitted',
      data: { kind: 'human', excerpt: 'add a test', characters: 11 },
    });
    const state = outcome.state();
    expect(state.lifecycle).toMatchObject({ turn: 'working', last_activity: minute(2) });
    expect(state.active_work.last_prompt).toBe('add a test');
    expect(state.observability.metrics).toMatchObject({ human_prompts: 1, synthetic_prompts: 0 });
  });

  it('of the client itself opens a turn, and its text is not kept', () => {
    const text = '<task-notification>agent a-1 has finished</task-notification>';
    const outcome = given(...READY, PROMPT, STOPPED).when((state) => submitPrompt(state, text));
    outcome.gives({
      type: 'prompt_submitted',
      data: { kind: 'synthetic', excerpt: null, characters: text.length },
    });
    const state = outcome.state();
    expect(state.active_work.last_prompt).toBe('add a test');
    expect(state.observability.metrics).toMatchObject({ human_prompts: 1, synthetic_prompts: 1 });
  });

  it.each([
    ['<task-notification>x', true],
    ['  \n<agent-message from="tester">', true],
    ['<agent-messages>', false],
    ['look at <task-notification>', false],
    ['', false],
  ])('that reads %j is the client’s own: %s', (prompt, expected) => {
    expect(isSyntheticPrompt(prompt)).toBe(expected);
  });

  it.each([
    ['working', []],
    [
      'waiting',
      [{ type: 'notification_received', data: { kind: 'permission_prompt' } }] satisfies SessionEvent[],
    ],
  ])('ends a turn that is still %s as interrupted', (turn, after) => {
    const history = [...READY, PROMPT, ...after];
    expect(stateAfter(history).lifecycle.turn).toBe(turn);
    const outcome = given(...history).when((state) => submitPrompt(state, 'go on'));
    outcome.gives(INTERRUPTED, {
      type: 'prompt_submitted',
      data: { kind: 'human', excerpt: 'go on', characters: 5 },
    });
    expect(outcome.state().observability.metrics).toMatchObject({ human_prompts: 2, turns_interrupted: 1 });
    expect(outcome.state().lifecycle.last_turn).toBe('interrupted');
  });

  it('has its secrets taken out before it is written', () => {
    const key = `sk-ant-${'a1B2'.repeat(8)}`;
    const [event] = submitPrompt(stateAfter(READY), `use ${key} please`);
    expect(JSON.stringify(event)).not.toContain(key);
    expect(event).toMatchObject({ data: { excerpt: 'use [redacted] please' } });
  });
});

describe('a Stop', () => {
  it('ends the turn and keeps the first words of the answer', () => {
    const outcome = given(...READY, PROMPT).when((state) => endTurn(state, { ...STOP, background: 2 }));
    outcome.gives({ type: 'turn_ended', data: { ...STOP, background: 2 } });
    const state = outcome.state();
    expect(state.lifecycle).toMatchObject({ turn: 'idle', last_turn: 'completed' });
    expect(state.active_work.last_answer).toBe('Done.');
    expect(state.observability.metrics.turns_completed).toBe(1);
  });

  it('after the turn has ended shows only a sign of life', () => {
    const outcome = given(...READY, PROMPT, STOPPED).when((state) => endTurn(state, STOP));
    outcome.gives({ type: 'session_seen', data: {} });
    expect(outcome.state().observability.metrics.turns_completed).toBe(1);
  });

  it('of a session that has ended says nothing', () => {
    given(...READY, CLOSED)
      .when((state) => endTurn(state, STOP))
      .gives();
  });

  it('by an error counts as failed and leaves the answer before it', () => {
    const failed = { outcome: 'failed', error: 'rate_limit', answer: null, background: 0 } as const;
    const state = given(...READY, PROMPT, STOPPED, PROMPT)
      .when((before) => endTurn(before, failed))
      .state();
    expect(state.lifecycle.last_turn).toBe('failed');
    expect(state.active_work.last_answer).toBe('Done.');
    expect(state.observability.metrics).toMatchObject({ turns_completed: 1, turns_failed: 1 });
  });
});

describe('what happens between prompt and Stop', () => {
  const ASKED: SessionEvent = { type: 'notification_received', data: { kind: 'permission_prompt' } };
  const TOOL: SessionEvent = {
    type: 'tool_used',
    data: { tool: 'Bash', outcome: 'ok', duration_ms: 1, agent_id: null, file: null },
  };

  it('is waiting from a permission prompt until a tool has run', () => {
    expect(stateAfter([...READY, PROMPT, ASKED]).lifecycle.turn).toBe('waiting');
    expect(stateAfter([...READY, PROMPT, ASKED, TOOL]).lifecycle.turn).toBe('working');
  });

  it('is not opened by a tool that ran after the turn', () => {
    expect(stateAfter([...READY, PROMPT, STOPPED, TOOL]).lifecycle.turn).toBe('idle');
  });

  it('counts notifications and compactions', () => {
    const state = stateAfter([
      ...READY,
      { type: 'notification_received', data: { kind: 'idle_prompt' } },
      { type: 'compaction_started', data: { trigger: 'auto' } },
      { type: 'compaction_finished', data: { trigger: 'auto', summary_characters: 900 } },
    ]);
    expect(state.lifecycle.turn).toBe('idle');
    expect(state.observability.metrics).toMatchObject({ notifications: 1, compactions: 1 });
  });

  it('adds up what hooks put into the context, also for a hook with a prototype’s name', () => {
    const injected = (hook: string, bytes: number): SessionEvent => ({
      type: 'context_injected',
      data: { hook, bytes },
    });
    const state = stateAfter([
      injected('SessionStart', 300),
      injected('toString', 5),
      injected('SessionStart', 20),
    ]);
    expect(state.observability.injected).toEqual({
      bytes: 325,
      by_hook: { SessionStart: 320, toString: 5 },
      texts: [],
    });
  });
});
