import type { NewTask } from '../../../src/documents/new-task-document.ts';
import type { ProgressEntry } from '../../../src/documents/progress-entry.ts';

/** A planned task with everything that a document takes from it. */
export const TASK: NewTask = {
  id: 't2',
  title: 'Refuse old tokens',
  description: 'Tokens end after an hour.\n\nSee the policy.',
  criteria: ['An old token is refused', 'A new one is accepted'],
  requirements: ['No clock skew'],
  epic: 'auth: Sign in',
  sprint: 's1: Tokens',
  team: 'core',
  dependencies: ['t1'],
  inputs: [{ task_id: 't1', title: 'Write tokens', stale: false, text: '### Summary\n\nTokens are JWTs.' }],
};

/** A progress entry with one line each. */
export const ENTRY: ProgressEntry = {
  who: 'Session 4',
  at: '2026-03-02T09:00:00Z',
  did: ['wrote the check', 'tested it'],
  issues: ['the clock drifts'],
  state: ['half done'],
  next: ['the other half'],
};
