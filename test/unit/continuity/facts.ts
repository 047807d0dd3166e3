import type { BriefingFacts, PredecessorFacts } from '../../../src/continuity/briefing.ts';

export const NOW = Date.parse('2026-03-02T12:00:00.000Z');

/** A first session in an untouched project, with what a test needs otherwise. */
export function facts(changes: Partial<BriefingFacts> = {}): BriefingFacts {
  return {
    number: 1,
    mode: 'development',
    occasion: 'start',
    now: NOW,
    branch: 'main',
    uncommitted: [],
    stashes: 0,
    predecessor: null,
    siblings: [],
    crowded: false,
    own: { open_tasks: [], files: [] },
    ...changes,
  };
}

/** A session that ended two hours ago in good order, without anything left open. */
export function former(changes: Partial<PredecessorFacts> = {}): PredecessorFacts {
  return {
    number: 4,
    link: 'worktree',
    ended: 'cleanly',
    end_reason: 'prompt_input_exit',
    last_activity: '2026-03-02T10:00:00.000Z',
    branch: 'main',
    last_prompt: 'add a parser',
    last_answer: 'The parser is in.',
    turn_open: false,
    open_tasks: [],
    files: [],
    compactions: 0,
    ...changes,
  };
}
