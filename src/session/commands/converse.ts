import type { SessionEvent } from '../event.ts';
import { excerptOf } from '../excerpt.ts';
import type { SessionState } from '../state.ts';

/** How a turn ended, as the client's Stop or StopFailure says. */
export interface TurnEnd {
  readonly outcome: 'completed' | 'failed';
  readonly error: string | null;
  readonly answer: string | null;
  readonly background: number;
}

const SYNTHETIC = /^\s*<(task-notification|agent-message)[\s>]/;

/** True for a prompt that the client made itself: work in the background ended, a teammate wrote. */
export function isSyntheticPrompt(prompt: string): boolean {
  return SYNTHETIC.test(prompt);
}

/**
 * A prompt opens a turn. One that is still open was interrupted: after Esc, or when a hook stops a turn,
 * the client sends no Stop (CONTRACT, trap 13).
 */
export function submitPrompt(state: SessionState, prompt: string): SessionEvent[] {
  const synthetic = isSyntheticPrompt(prompt);
  const submitted: SessionEvent = {
    type: 'prompt_submitted',
    data: {
      kind: synthetic ? 'synthetic' : 'human',
      excerpt: synthetic ? null : excerptOf(prompt),
      characters: prompt.length,
    },
  };
  if (state.lifecycle.turn === 'idle') return [submitted];
  return [
    { type: 'turn_ended', data: { outcome: 'interrupted', error: null, answer: null, background: 0 } },
    submitted,
  ];
}

/** A turn ends once; a Stop for a turn that has ended (a stop hook went on) only shows a sign of life. */
export function endTurn(state: SessionState, end: TurnEnd): SessionEvent[] {
  if (state.lifecycle.status === 'dormant') return [];
  if (state.lifecycle.turn === 'idle') return [{ type: 'session_seen', data: {} }];
  const answer = end.answer === null ? null : excerptOf(end.answer);
  return [{ type: 'turn_ended', data: { ...end, answer } }];
}
