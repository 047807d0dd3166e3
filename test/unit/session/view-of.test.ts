import { describe, expect, it } from 'vitest';
import type { SessionEvent } from '../../../src/session/event.ts';
import type { TaskStatus } from '../../../src/session/state.ts';
import { viewOf } from '../../../src/session/view-of.ts';
import { SessionViewSchema } from '../../../src/session/view-schema.ts';
import { minute, READY, startFacts, stateAfter } from '../../helpers/given.ts';

const task = (id: number, status: TaskStatus): SessionEvent => ({
  type: 'task_mirrored',
  data: { task_id: `client-${id}`, title: `task ${id}`, status, assignee: null },
});

const WORKING = stateAfter([
  ...READY,
  task(1, 'completed'),
  task(2, 'in_progress'),
  task(3, 'blocked'),
  task(4, 'cancelled'),
  task(5, 'pending'),
  { type: 'agent_started', data: { agent_id: 'a-1', agent_type: 'Explore' } },
  { type: 'context_injected', data: { hook: 'SessionStart', bytes: 321 } },
]);

describe('the view of a session', () => {
  it('holds what fast readers need', () => {
    expect(viewOf(WORKING)).toEqual({
      session_id: 's-1',
      number: 1,
      label: null,
      mode: 'development',
      orchestration_enabled: true,
      status: 'active',
      turn: 'idle',
      agents: { running: 1, total: 1 },
      tasks: { total: 4, completed: 1, in_progress: 1, blocked: 1 },
      current_task: 'task 2',
      epic: null,
      sprint: null,
      blockers: 0,
      unread: 0,
      score: 0.4286,
      injected_bytes: 321,
      branch: 'main',
      worktree: '/work/app',
      created_at: minute(0),
      last_activity: minute(7),
      end_reason: null,
      process: { pid: 100, started: '5000', host: 'here' },
    });
  });

  it('names epic and sprint, and counts unresolved blockers', () => {
    const work = WORKING.active_work;
    const tasks = Object.entries(work.execution_state.tasks).map(([id, one]) => [
      id,
      {
        ...one,
        blockers: [
          { reason: 'no key', raised_at: minute(1), resolved_at: null },
          { reason: 'no disk', raised_at: minute(1), resolved_at: minute(2) },
        ],
      },
    ]);
    const view = viewOf({
      ...WORKING,
      active_work: {
        ...work,
        current_epic: 'E-1',
        current_sprint: 'S-1',
        sprint_started_at: minute(0),
        execution_state: { ...work.execution_state, tasks: Object.fromEntries(tasks) },
      },
    });
    expect(view.epic).toBe('E-1');
    expect(view.sprint).toEqual({ id: 'S-1', started_at: minute(0), days: null });
    expect(view.blockers).toBe(4);
  });

  it.each([
    ['x', 'plain letters'],
    ['界', 'wide letters'],
    ['😀', 'pairs of surrogates'],
    ['\u0001', 'controls, six bytes each as JSON'],
    ['\ud83d', 'halves of surrogates'],
  ])('is at most 2 KB when every text is long (%j, %s)', (letter) => {
    const long = letter.repeat(5_000);
    const state = stateAfter([
      {
        type: 'session_started',
        data: startFacts({
          session_id: 'x'.repeat(128),
          number: 999_999_999,
          label: long,
          branch: long,
          worktree: long,
          process: { pid: 4_194_304, started: '99999999999', host: `${'h'.repeat(64)}/pid:[4026531836]` },
        }),
      },
      { type: 'task_mirrored', data: { task_id: long, title: long, status: 'in_progress', assignee: long } },
      {
        type: 'state_patched',
        data: {
          operations: ['current_epic', 'current_sprint', 'sprint_started_at'].map((name) => ({
            op: 'set' as const,
            at: ['active_work', name],
            value: long,
          })),
        },
      },
      { type: 'session_closed', data: { reason: long, clean: true, closed_by: long } },
    ]);
    const view = viewOf(state);
    expect(Buffer.byteLength(JSON.stringify(view))).toBeLessThanOrEqual(2048);
    expect(SessionViewSchema.safeParse(view).success).toBe(true);
    expect(view.label).toMatch(/…$/);
  });

  it('leaves ordinary names and paths whole', () => {
    const branch = `feature/${'b'.repeat(200)}`;
    const worktree = `/home/${'w'.repeat(300)}`;
    const state = stateAfter([{ type: 'session_started', data: startFacts({ branch, worktree }) }]);
    expect(viewOf(state)).toMatchObject({ branch, worktree });
  });
});
