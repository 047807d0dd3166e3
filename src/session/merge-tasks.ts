import type { TaskState } from './state.ts';

/** Which of two sessions decides where they say different things; `newest`: the one that changed it last. */
export const MERGE_PREFERENCES = ['from', 'into', 'newest'] as const;
export type MergePreference = (typeof MERGE_PREFERENCES)[number];

/** Something of which two sessions say different things. */
export interface MergeConflict {
  /** Dotted: `tasks.T-1`, `sprint`, `settings.theme`. */
  readonly place: string;
  readonly from: unknown;
  readonly into: unknown;
}

/** True when both have worked on the task and it stands differently with them. */
export function isTaskConflict(from: TaskState, into: TaskState): boolean {
  if (from.status === 'pending' || into.status === 'pending') return false;
  return standing(from) !== standing(into);
}

/** How a task stands with a session, in a few words. */
export function standing(task: TaskState): string {
  const who = task.assignee === null ? '' : `, ${task.assignee}'s`;
  return `${task.status}, ${task.progress_percentage}%${who}`;
}

/**
 * One task of two sessions as one: as it stands with the session that decides, with the blockers, the artifacts and
 * the hours of both. A task that only one of them has begun stands as it does there.
 */
export function mergedTask(from: TaskState, into: TaskState, prefer: MergePreference): TaskState {
  const chosen = decides(from, into, prefer) === 'from' ? from : into;
  const last_update = from.last_update > into.last_update ? from.last_update : into.last_update;
  return {
    ...chosen,
    started_at: earlier(from.started_at, into.started_at),
    actual_effort: from.actual_effort + into.actual_effort,
    blockers: mergedBlockers(from, into, chosen.status === 'blocked' ? null : last_update),
    artifacts: [...new Set([...into.artifacts, ...from.artifacts])],
    last_update,
  };
}

function decides(from: TaskState, into: TaskState, prefer: MergePreference): 'from' | 'into' {
  if (into.status === 'pending') return from.status === 'pending' ? 'into' : 'from';
  if (from.status === 'pending') return 'into';
  if (prefer !== 'newest') return prefer;
  return from.last_update > into.last_update ? 'from' : 'into';
}

// A blocker that both know is one. What goes on is blocked by nothing: its blockers are resolved.
function mergedBlockers(from: TaskState, into: TaskState, resolvedAt: string | null): TaskState['blockers'] {
  const all = new Map<string, TaskState['blockers'][number]>();
  for (const blocker of [...into.blockers, ...from.blockers]) {
    const key = `${blocker.raised_at} ${blocker.reason}`;
    const resolved_at = all.get(key)?.resolved_at ?? blocker.resolved_at ?? resolvedAt;
    all.set(key, { ...blocker, resolved_at });
  }
  return [...all.values()];
}

function earlier(left: string | null, right: string | null): string | null {
  if (left === null || right === null) return left ?? right;
  return left < right ? left : right;
}
