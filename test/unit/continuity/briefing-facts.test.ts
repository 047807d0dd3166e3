import { describe, expect, it } from 'vitest';
import { lackingProtocol, openTasks, siblingFacts } from '../../../src/continuity/briefing-facts.ts';
import type { SessionEvent } from '../../../src/session/event.ts';
import { viewOf } from '../../../src/session/view-of.ts';
import { TASK_STATUSES } from '../../../src/session/words.ts';
import { READY, stateAfter } from '../../helpers/given.ts';

const tasks = TASK_STATUSES.map(
  (status): SessionEvent => ({
    type: 'task_mirrored',
    data: { task_id: `client-${status}`, title: status, status, assignee: null },
  }),
);
const STARTED: SessionEvent = {
  type: 'task_started',
  data: { task_id: 'T-1', title: 'Issue tokens', assignee: null },
};
const SPRINT: SessionEvent = {
  type: 'sprint_started',
  data: { sprint_id: 's1', epic_id: 'e1', days: null, tasks: [] },
};
const shown = (...texts: string[]): SessionEvent => ({ type: 'texts_shown', data: { texts } });
const COMPACTED: SessionEvent = { type: 'compaction_started', data: { trigger: 'auto' } };

describe('what a session is told', () => {
  it('of its unfinished tasks: the most urgent first', () => {
    expect(openTasks(stateAfter(tasks)).map(({ title }) => title)).toEqual([
      'in_progress',
      'blocked',
      'assigned',
      'pending',
    ]);
  });

  it('of a sibling: number, mode, branch and task', () => {
    expect(siblingFacts([viewOf(stateAfter(READY))])).toEqual([
      { number: 1, mode: 'development', branch: 'main', current_task: null },
    ]);
  });

  it.each<[string, SessionEvent[], string | null]>([
    ['nothing without planned work', tasks, null],
    ['a line on a sprint', [SPRINT], 'line'],
    ['all of it on a planned task', [SPRINT, STARTED], 'full'],
    ['nothing twice', [SPRINT, STARTED, shown('protocol:full')], null],
    ['no line after all of it', [SPRINT, shown('protocol:full')], null],
    ['no line twice', [SPRINT, shown('protocol:line')], null],
    ['all of it after the line', [SPRINT, shown('protocol:line'), STARTED], 'full'],
    ['all of it again after a compaction', [STARTED, shown('protocol:full'), COMPACTED], 'full'],
  ])('of the protocol: %s', (_, events, form) => {
    expect(lackingProtocol(stateAfter([...READY, ...events]))).toBe(form);
  });
});
