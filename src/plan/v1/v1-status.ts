import type { TaskState, TaskStatus } from '../../session/state.ts';
import { TASK_STATUSES } from '../../session/words.ts';
import type { V1Object } from './v1-object.ts';

/** Words for a status that mean one of ours. */
const SYNONYMS: Readonly<Record<string, TaskStatus>> = {
  done: 'completed',
  complete: 'completed',
  todo: 'pending',
  not_started: 'pending',
  active: 'in_progress',
  canceled: 'cancelled',
};

/** The status that a word of version 1 stands for; undefined for an unknown word. */
export function statusOf(word: string): TaskStatus | undefined {
  const plain = word
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
  const known = TASK_STATUSES.find((status) => status === plain);
  return known ?? (Object.hasOwn(SYNONYMS, plain) ? SYNONYMS[plain] : undefined);
}

/** The blockers of a task; `at` stands for the time of those that have none. */
export function blockersOf(task: V1Object, at: string): TaskState['blockers'] {
  const { ids, entries } = task.members('blockers', 'reason');
  const named = ids.map((reason) => ({ reason, raised_at: at, resolved_at: null }));
  const whole = entries.map(({ id, object }) => {
    const raised = object.time('raised_at', 'created_at') ?? at;
    const blocker = { reason: id, raised_at: raised, resolved_at: object.time('resolved_at') ?? null };
    object.leaveRest('Version 2 keeps of a blocker its reason and when it was raised and resolved.');
    return blocker;
  });
  return [...named, ...whole];
}
