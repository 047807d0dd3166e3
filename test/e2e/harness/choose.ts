import type { Body, Script, Turn } from './script.ts';
import { askedText } from './shown.ts';

/** What a request is for: the conversation itself, a compaction's summary, or a question without tools. */
export type Purpose = 'turn' | 'summary' | 'aside';

/** The choice made for one request. */
export interface Choice {
  readonly purpose: Purpose;
  readonly scene?: string;
  /** Number of the turn within its scene, from 0. */
  readonly at: number;
  readonly turn: Turn;
}

const CUE = /\[\[scene:([\w-]+)\]\]/g;
const SUMMARY_WANTED = /create a detailed summary of|summarize (this|the) conversation/i;
const EXHAUSTED: Turn = { say: 'The script has nothing more.' };

/**
 * Picks the answer from the conversation alone, so that retries, resumed sessions and parallel subagents
 * need no memory here: the newest asked text with a cue names the scene, and the answers after it count
 * its turns. A cue in text that a hook or a reminder put there does not count.
 */
export function choose(script: Script, body: Body): Choice {
  const messages = body.messages ?? [];
  const lastUser = messages.findLast((message) => message.role === 'user');
  if (lastUser !== undefined && SUMMARY_WANTED.test(askedText(lastUser))) {
    const turn = script.summary ?? { say: '<summary>\nThe scripted summary.\n</summary>' };
    return { purpose: 'summary', at: 0, turn };
  }
  if ((body.tools ?? []).length === 0) {
    return { purpose: 'aside', at: 0, turn: script.aside ?? { say: '{"title":"Scripted session"}' } };
  }
  for (let i = messages.length - 1; i >= 0; i -= 1) {
    const message = messages[i];
    if (message === undefined) continue;
    const name = [...askedText(message).matchAll(CUE)].at(-1)?.[1];
    if (name === undefined) continue;
    const at = messages.slice(i + 1).filter((later) => later.role === 'assistant').length;
    const scene = script.scenes[name];
    const turn = typeof scene === 'function' ? scene(at, body) : scene?.[at];
    const unknown: Turn = { say: `There is no scene "${name}".` };
    return { purpose: 'turn', scene: name, at, turn: turn ?? (scene === undefined ? unknown : EXHAUSTED) };
  }
  return { purpose: 'turn', at: 0, turn: { say: 'No scene was asked for.' } };
}
