import type { BriefingFacts } from '../../../src/continuity/briefing.ts';
import type { Handoff, HandoffTask } from '../../../src/continuity/handoff.ts';
import type { Mission } from '../../../src/continuity/mission.ts';
import type { RecordFacts } from '../../../src/continuity/predecessor-line.ts';

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
    gone: [],
    mission: null,
    constraints: [],
    reality: null,
    work: { blockers: [], tasks: [], uncommitted: [], turn_open: false, planned: false },
    protocol: null,
    ...changes,
  };
}

/** The record of a session that ended two hours ago in good order, without anything left open. */
export function former(changes: Partial<RecordFacts> = {}, left: Partial<Handoff> = {}): RecordFacts {
  return {
    handoff: handoff(left),
    link: 'worktree',
    ended: 'cleanly',
    made_now: false,
    taken_by: null,
    taken_over: [],
    ...changes,
  };
}

/** The handoff of session 4, which did one thing that was asked. */
export function handoff(changes: Partial<Handoff> = {}): Handoff {
  return {
    version: 1,
    from_session: 's-4',
    number: 4,
    sequence: 1,
    reason: 'end',
    to_session: null,
    timestamp: '2026-03-02T10:00:00.000Z',
    end_reason: 'prompt_input_exit',
    last_activity: '2026-03-02T10:00:00.000Z',
    mode: 'development',
    worktree: '/work/app',
    branch: 'main',
    current_epic: null,
    current_sprint: null,
    current_task: null,
    work_completed: [],
    work_in_progress: [],
    work_pending: [],
    recommendations: [],
    blockers: [],
    decisions: [],
    next_actions: [],
    constraints: [],
    artifacts: [],
    commits: [],
    checks: [],
    files: [],
    git: null,
    last_prompt: 'add a parser',
    last_answer: 'The parser is in.',
    turn_open: false,
    compactions: 0,
    ...changes,
  };
}

/** A task of a handoff. */
export function task(title: string, status: HandoffTask['status'] = 'in_progress'): HandoffTask {
  return { task_id: title, title, status, progress: 0, assignee: null, artifacts: [] };
}

/** A mission on the task T-1, with what a test needs otherwise. */
export function mission(changes: Partial<Mission> = {}): Mission {
  return {
    epic: 'Sign in with a key',
    sprint: { name: 'Tokens', goal: 'Tokens that expire', day: 2, days: 10 },
    task: { task_id: 'T-1', title: 'Issue tokens', status: 'in_progress', priority: 'high', progress: 40 },
    document: '.baton/tasks/T-1-state.md',
    glance: {
      task_id: 'T-1',
      path: '.baton/tasks/T-1-state.md',
      state: ['issue() works'],
      next_steps: ['refuse expired ones'],
      issues: ['the clock of CI is wrong'],
      unverified: [{ id: 'f-2', description: 'expired tokens are refused' }],
      passing: [{ id: 'f-1', description: 'tokens are issued' }],
    },
    ...changes,
  };
}
