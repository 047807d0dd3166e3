import { describe, expect, it } from 'vitest';
import {
  editedFiles,
  openTasks,
  predecessorFacts,
  siblingFacts,
} from '../../../src/continuity/briefing-facts.ts';
import type { SessionEvent } from '../../../src/session/event.ts';
import { viewOf } from '../../../src/session/view-of.ts';
import { TASK_STATUSES } from '../../../src/session/words.ts';
import { CLOSED, CRASHED, INTERRUPTED, minute, PROMPT, READY, stateAfter } from '../../helpers/given.ts';

const ROOT = '/work/app';
const LINK = { session_id: 's-1', number: 4, by: 'branch' } as const;

const tasks = TASK_STATUSES.map(
  (status): SessionEvent => ({
    type: 'task_mirrored',
    data: { task_id: `client-${status}`, title: status, status, assignee: null },
  }),
);
const edit = (file: string): SessionEvent => ({
  type: 'tool_used',
  data: { tool: 'Edit', outcome: 'ok', duration_ms: 1, agent_id: null, file },
});

describe('what a session leaves behind', () => {
  it('are its unfinished tasks, the most urgent first', () => {
    expect(openTasks(stateAfter(tasks)).map(({ title }) => title)).toEqual([
      'in_progress',
      'blocked',
      'assigned',
      'pending',
    ]);
  });

  it('are the files it edited, newest first, relative to the project where they lie in it', () => {
    const state = stateAfter([edit('/work/app/src/a.ts'), edit('/work/application/b.ts'), edit('/etc/c')]);
    expect(editedFiles(state, ROOT)).toEqual(['/etc/c', '/work/application/b.ts', 'src/a.ts']);
  });

  it('is told with how it ended', () => {
    const told = predecessorFacts(
      stateAfter([...READY, PROMPT, INTERRUPTED, CRASHED]),
      LINK,
      'crashed',
      ROOT,
    );
    expect(told).toEqual({
      number: 4,
      link: 'branch',
      ended: 'crashed',
      end_reason: 'crashed',
      last_activity: minute(3),
      branch: 'main',
      last_prompt: 'add a test',
      last_answer: null,
      turn_open: true,
      open_tasks: [],
      files: [],
      compactions: 0,
    });
  });

  it.each([
    ['closed', 'cleanly'],
    ['live', 'cleanly'],
    ['expired', 'expired'],
    ['crashed', 'crashed'],
  ] as const)('that is %s ended %s', (liveness, ended) => {
    expect(predecessorFacts(stateAfter([...READY, CLOSED]), LINK, liveness, ROOT).ended).toBe(ended);
  });

  it.each([
    ['a turn that is open', [PROMPT], true],
    ['a turn that was interrupted', [PROMPT, INTERRUPTED], true],
    ['no turn', [], false],
    [
      'a turn that has ended',
      [
        PROMPT,
        { type: 'turn_ended', data: { outcome: 'completed', error: null, answer: 'x', background: 0 } },
      ],
      false,
    ],
  ] satisfies [string, SessionEvent[], boolean][])('with %s: turn open %#', (_, events, open) => {
    expect(predecessorFacts(stateAfter([...READY, ...events]), LINK, 'closed', ROOT).turn_open).toBe(open);
  });

  it('shows a sibling only by number, mode, branch and task', () => {
    expect(siblingFacts([viewOf(stateAfter(READY))])).toEqual([
      { number: 1, mode: 'development', branch: 'main', current_task: null },
    ]);
  });
});
