import { describe, expect, it } from 'vitest';
import type { HandoffFacts } from '../../../src/continuity/handoff.ts';
import { buildHandoff, currentTask, editedFiles } from '../../../src/continuity/handoff.ts';
import { HandoffSchema } from '../../../src/continuity/handoff-schema.ts';
import { handoffText } from '../../../src/continuity/handoff-text.ts';
import type { SessionEvent } from '../../../src/session/event.ts';
import { TASK_STATUSES } from '../../../src/session/words.ts';
import { CRASHED, INTERRUPTED, minute, PROMPT, READY, stateAfter } from '../../helpers/given.ts';
import { handoff, task } from './facts.ts';

const ROOT = '/work/app';
const NOW = '2026-03-02T12:00:00.000Z';

function facts(events: readonly SessionEvent[], changes: Partial<HandoffFacts> = {}): HandoffFacts {
  return {
    state: stateAfter([...READY, ...events]),
    sequence: 1,
    reason: 'end',
    to_session: null,
    timestamp: NOW,
    git: null,
    decided: [],
    glance: null,
    root: ROOT,
    ...changes,
  };
}

const edit = (file: string): SessionEvent => ({
  type: 'tool_used',
  data: { tool: 'Edit', outcome: 'ok', duration_ms: 1, agent_id: null, file },
});
const started = (task_id: string): SessionEvent => ({
  type: 'task_started',
  data: { task_id, title: `Task ${task_id}`, assignee: 'ada' },
});
const check = (command: string, outcome: 'ok' | 'failed', tool_use_id: string): SessionEvent => ({
  type: 'check_observed',
  data: {
    command,
    kind: 'test',
    outcome,
    exit_code: outcome === 'ok' ? 0 : 1,
    duration_ms: 5,
    tree: null,
    coverage: null,
    agent_id: null,
    tool_use_id,
    ended_at: NOW,
  },
});
const noted = (kind: 'constraint' | 'decision' | 'recommendation' | 'next', text: string): SessionEvent => ({
  type: 'handoff_noted',
  data: { kind, text },
});

const WORK: readonly SessionEvent[] = [
  {
    type: 'sprint_started',
    data: { sprint_id: 's1', epic_id: 'auth', days: 10, tasks: [{ id: 't3', title: 'Task t3' }] },
  },
  PROMPT,
  started('t0'),
  {
    type: 'task_ended',
    data: { task_id: 't0', outcome: 'completed', reason: null, actual_effort: 2, artifacts: ['schema.sql'] },
  },
  started('t1'),
  {
    type: 'task_progressed',
    data: { task_id: 't1', percentage: 40, actual_effort: null, artifacts: ['token.ts'] },
  },
  started('t2'),
  { type: 'task_blocked', data: { task_id: 't2', reason: 'no clock' } },
  edit('/work/app/src/a.ts'),
  check('npm test', 'ok', 'u1'),
  check('npm test', 'failed', 'u2'),
  check('npm run lint', 'ok', 'u3'),
  {
    type: 'commit_observed',
    data: { hash: 'abc123', subject: 'feat: tokens', at: NOW, files: 1, insertions: 2, deletions: 0 },
  },
  noted('constraint', 'leave the users table alone'),
  noted('decision', 'JWT'),
  noted('next', 'ask about skew'),
  noted('recommendation', 'read RFC 7519'),
];

describe('the handoff of a session', () => {
  it('tells all that its log, git, the votes and the document of its task show', () => {
    const made = buildHandoff(
      facts([...WORK, INTERRUPTED], {
        reason: 'crash',
        sequence: 3,
        to_session: 's-9',
        git: { branch: 'side', head: 'def', uncommitted: ['token.ts'], stashes: 2 },
        decided: [{ title: 'Which clock', option: 'monotonic' }],
        glance: {
          task_id: 't1',
          path: '.baton/tasks/t1-state.md',
          state: [],
          next_steps: ['refuse expired ones'],
          issues: [],
          unverified: [],
          passing: [],
        },
      }),
    );
    expect(HandoffSchema.parse(JSON.parse(JSON.stringify(made)))).toEqual(made);
    expect(made).toEqual({
      version: 1,
      from_session: 's-1',
      number: 1,
      sequence: 3,
      reason: 'crash',
      to_session: 's-9',
      timestamp: NOW,
      end_reason: null,
      last_activity: expect.any(String),
      mode: 'development',
      worktree: '/work/app',
      branch: 'side',
      current_epic: 'auth',
      current_sprint: 's1',
      current_task: 't1',
      work_completed: [
        {
          ...task('Task t0', 'completed'),
          task_id: 't0',
          progress: 100,
          assignee: 'ada',
          artifacts: ['schema.sql'],
        },
      ],
      work_in_progress: [
        { ...task('Task t1'), task_id: 't1', progress: 40, assignee: 'ada', artifacts: ['token.ts'] },
        { ...task('Task t2', 'blocked'), task_id: 't2', assignee: 'ada' },
      ],
      work_pending: [{ ...task('Task t3', 'pending'), task_id: 't3' }],
      recommendations: [
        'read RFC 7519',
        'The last run of `npm test` failed: see why before going on.',
        'The last turn was not finished: see how far it came before doing it again.',
        '1 path is uncommitted: finish, commit or stash.',
      ],
      blockers: [{ task_id: 't2', title: 'Task t2', reason: 'no clock', raised_at: expect.any(String) }],
      decisions: ['JWT', 'Which clock: monotonic'],
      next_actions: ['ask about skew', 'refuse expired ones'],
      constraints: [{ id: 'c1-1', text: 'leave the users table alone' }],
      artifacts: ['schema.sql', 'token.ts'],
      commits: [{ hash: 'abc123', subject: 'feat: tokens' }],
      checks: [
        { command: 'npm run lint', kind: 'test', outcome: 'ok', at: expect.any(String) },
        { command: 'npm test', kind: 'test', outcome: 'failed', at: expect.any(String) },
      ],
      files: ['src/a.ts'],
      git: { branch: 'side', head: 'def', uncommitted: ['token.ts'], stashes: 2 },
      last_prompt: 'add a test',
      last_answer: null,
      turn_open: true,
      compactions: 0,
    });
  });

  it('of a crash keeps when it was last seen, and that its turn is open', () => {
    const made = buildHandoff(facts([PROMPT, INTERRUPTED, CRASHED]));
    expect(made).toMatchObject({
      end_reason: 'crashed',
      last_activity: minute(3),
      turn_open: true,
      branch: 'main',
    });
  });

  it('sorts tasks by what is to be done with them', () => {
    const tasks = TASK_STATUSES.map(
      (status): SessionEvent => ({
        type: 'task_mirrored',
        data: { task_id: `client-${status}`, title: status, status, assignee: null },
      }),
    );
    const made = buildHandoff(facts(tasks));
    const titles = (list: typeof made.work_pending) => list.map(({ title }) => title);
    expect(titles(made.work_completed)).toEqual(['completed']);
    expect(titles(made.work_in_progress)).toEqual(['assigned', 'in_progress', 'blocked']);
    expect(titles(made.work_pending)).toEqual(['pending', 'failed']);
  });

  it('passes on the constraints that it was given, unless they were lifted', () => {
    const constraints = [
      { id: 'c0-1', text: 'one' },
      { id: 'c0-2', text: 'two' },
    ];
    const taken: SessionEvent = {
      type: 'handoff_taken',
      data: { from_session: 's-0', from_number: 0, sequence: 1, constraints },
    };
    const lifted: SessionEvent = { type: 'constraints_answered', data: { ids: ['c0-1'], answer: 'lifted' } };
    expect(buildHandoff(facts([taken, lifted, noted('constraint', 'three')])).constraints).toEqual([
      { id: 'c0-2', text: 'two' },
      { id: 'c1-1', text: 'three' },
    ]);
  });

  it('names the task it is on: what is in progress, else what was begun, of the plan only', () => {
    expect(currentTask(stateAfter([...READY, ...WORK]))).toBe('t1');
    const blocked = stateAfter([
      ...READY,
      started('t2'),
      { type: 'task_blocked', data: { task_id: 't2', reason: 'x' } },
    ]);
    expect(currentTask(blocked)).toBe('t2');
    const mirrored: SessionEvent = {
      type: 'task_mirrored',
      data: { task_id: 'client-1', title: 'x', status: 'in_progress', assignee: null },
    };
    expect(currentTask(stateAfter([...READY, mirrored]))).toBeNull();
  });

  it('tells paths in the project without the project', () => {
    const state = stateAfter([edit('/work/app/src/a.ts'), edit('/work/application/b.ts'), edit('/etc/c')]);
    expect(editedFiles(state, ROOT)).toEqual(['/etc/c', '/work/application/b.ts', 'src/a.ts']);
  });
});

describe('the page of a handoff', () => {
  it('is readable from top to bottom', () => {
    expect(
      handoffText(
        handoff({
          current_epic: 'auth',
          current_sprint: 's1',
          current_task: 't1',
          constraints: [{ id: 'c4-1', text: 'leave the users table alone' }],
          blockers: [{ task_id: 't2', title: 'Refuse', reason: 'no clock', raised_at: NOW }],
          work_in_progress: [{ ...task('Issue tokens'), task_id: 't1', progress: 40, assignee: 'ada' }],
          next_actions: ['refuse expired ones'],
          recommendations: ['read RFC 7519'],
          work_pending: [task('Later', 'pending')],
          work_completed: [task('Design', 'completed')],
          decisions: ['JWT'],
          commits: [{ hash: 'abcdef0123456789', subject: 'feat: tokens' }],
          checks: [{ command: 'npm test', kind: 'test', outcome: 'ok', at: NOW }],
          git: { branch: 'main', head: 'abcdef0123456789', uncommitted: ['a.ts'], stashes: 1 },
          files: ['src/a.ts'],
          artifacts: ['schema.sql'],
        }),
      ),
    ).toBe(`# Handoff of session 4

- **Session:** s-4 (development mode)
- **For:** whoever comes next
- **Made:** 2026-03-02T10:00:00.000Z, number 1 of this session: the session ended
- **Epic:** auth
- **Sprint:** s1
- **Task:** t1
- **Git:** branch main at abcdef012345

## Constraints to acknowledge

- c4-1: leave the users table alone

## Blockers

- Refuse: no clock

## In progress

- t1 Issue tokens (in progress, 40 %, ada)

## Next

- refuse expired ones

## Recommended

- read RFC 7519

## Pending

- Later Later (pending)

## Completed

- Design Design (completed)

## Decided

- JWT

## Commits

- abcdef012345 feat: tokens

## Checks

- npm test: ok, 2026-03-02T12:00:00.000Z

## Uncommitted

- a.ts

Stashed: 1.

## Edited

- src/a.ts

## Artifacts

- schema.sql

## Last words

- asked: add a parser
- answered: The parser is in.
`);
  });

  it('lets nothing that was quoted become markup or a line of its own', () => {
    const text = handoffText(
      handoff({
        to_session: 's-9',
        last_prompt: '# big\n<img src=x> [a](b) `c` *d*\n- e',
        turn_open: true,
        git: { branch: null, head: null, uncommitted: [], stashes: 0 },
      }),
    );
    expect(text).toContain('- asked: \\# big \\<img src=x\\> \\[a\\](b) \\`c\\` \\*d\\* - e\n');
    expect(text).toContain('- the last turn was not finished\n');
    expect(text).toContain('- **For:** s-9\n');
    expect(text).toContain('- **Git:** no branch\n');
    expect(text).not.toContain('answered');
  });
});
