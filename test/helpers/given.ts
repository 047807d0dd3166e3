import { expect } from 'vitest';
import { BatonError } from '../../src/errors.ts';
import type { StartFacts } from '../../src/session/commands/life.ts';
import type { SessionEvent } from '../../src/session/event.ts';
import { evolve } from '../../src/session/evolve.ts';
import type { SessionState } from '../../src/session/state.ts';
import { initialSessionState } from '../../src/session/state.ts';

/** When the first event of a told history was written; each further one comes a minute later. */
const BEGIN = Date.parse('2026-03-02T09:00:00.000Z');

/** The time of the event at `index` in a told history. */
export function minute(index: number): string {
  return new Date(BEGIN + index * 60_000).toISOString();
}

/** The state that `events` fold to, one a minute. */
export function stateAfter(events: readonly SessionEvent[], from = initialSessionState()): SessionState {
  return events.reduce((state, event, index) => evolve(state, { ...event, timestamp: minute(index) }), from);
}

/** A command of a session: what it answers its state with. */
export type Decide = (state: SessionState) => readonly SessionEvent[];

/** What a command made of a history. */
export interface Outcome {
  /** Expects exactly these events. */
  gives(...events: readonly SessionEvent[]): void;
  /** Expects a refusal with this code, whose text holds each of `words`. */
  isRefused(code: BatonError['code'], ...words: readonly string[]): void;
  /** The state after the history and what the command added to it. */
  state(): SessionState;
}

/** `given(history).when(command).gives(events)`: a rule of the session as an example. */
export function given(...history: readonly SessionEvent[]): { when(decide: Decide): Outcome } {
  return {
    when: (decide) => ({
      gives: (...events) => expect(decide(stateAfter(history))).toEqual(events),
      isRefused: (code, ...words) => {
        const refusal = refusalOf(() => decide(stateAfter(history)));
        expect(refusal.code).toBe(code);
        for (const word of words) expect(refusal.message).toContain(word);
      },
      state: () => stateAfter([...history, ...decide(stateAfter(history))]),
    }),
  };
}

/** The refusal that `work` must end with. */
export function refusalOf(work: () => unknown): BatonError {
  try {
    work();
  } catch (error) {
    if (error instanceof BatonError) return error;
    throw error;
  }
  throw new Error('Expected a refusal, and there was none.');
}

/** All that is known when the session `s-1` starts, with what a test needs otherwise. */
export function startFacts(changes: Partial<StartFacts> = {}): StartFacts {
  return {
    session_id: 's-1',
    number: 1,
    source: 'startup',
    mode: 'development',
    orchestration_enabled: true,
    label: null,
    user: 'ada',
    cwd: '/work/app',
    worktree: '/work/app',
    branch: 'main',
    model: 'claude-opus-4-8',
    transcript_path: '/tmp/s-1.jsonl',
    process: { pid: 100, started: '5000', host: 'here' },
    predecessor: null,
    ...changes,
  };
}

/** A session that has just become ready for work. */
export const READY: readonly SessionEvent[] = [
  { type: 'session_started', data: startFacts() },
  { type: 'session_activated', data: {} },
];

/** A person's prompt that opens a turn. */
export const PROMPT: SessionEvent = {
  type: 'prompt_submitted',
  data: { kind: 'human', excerpt: 'add a test', characters: 10 },
};

/** What is written for a turn that ended without a word. */
export const INTERRUPTED: SessionEvent = {
  type: 'turn_ended',
  data: { outcome: 'interrupted', error: null, answer: null, background: 0 },
};

/** An orderly close, and a crash found by another session. */
export const CLOSED: SessionEvent = {
  type: 'session_closed',
  data: { reason: 'other', clean: true, closed_by: null },
};
export const CRASHED: SessionEvent = {
  type: 'session_closed',
  data: { reason: 'crashed', clean: false, closed_by: 's-2' },
};
