/** A task as the choice of what comes next needs it. */
export interface OpenTask {
  readonly task_id: string;
  readonly title: string;
  readonly status: string;
  /** Of the plan: critical, high, medium or low; null for a task that the plan does not know. */
  readonly priority: string | null;
}

/** What there is to go on with. */
export interface OpenWork {
  readonly blockers: readonly { readonly task_id: string; readonly title: string; readonly reason: string }[];
  readonly tasks: readonly OpenTask[];
  readonly uncommitted: readonly string[];
  readonly turn_open: boolean;
  /** True when the project has a plan to take new work from. */
  readonly planned: boolean;
}

/** What a session begins with (PRODUCT C9), and what that is about. */
export type Continuation =
  | { readonly strategy: 'resolve_blockers'; readonly title: string; readonly reason: string }
  | { readonly strategy: 'complete_in_progress'; readonly of: 'task'; readonly title: string }
  | { readonly strategy: 'complete_in_progress'; readonly of: 'turn' | 'changes' }
  | { readonly strategy: 'continue_tasks'; readonly title: string }
  | { readonly strategy: 'start_new_work'; readonly planned: boolean };

const PRIORITIES = ['critical', 'high', 'medium', 'low'];

/**
 * How work goes on: what is blocked is freed first, then what was begun is finished (a task, a turn, changes that lie
 * in the working tree), then open tasks are continued, the most important first; new work comes last.
 */
export function continuationOf(work: OpenWork): Continuation {
  const [blocker] = work.blockers;
  if (blocker !== undefined)
    return { strategy: 'resolve_blockers', title: blocker.title, reason: blocker.reason };
  const started = byPriority(work.tasks).find(({ status }) => status === 'in_progress');
  if (started !== undefined) return { strategy: 'complete_in_progress', of: 'task', title: started.title };
  if (work.turn_open) return { strategy: 'complete_in_progress', of: 'turn' };
  if (work.uncommitted.length > 0) return { strategy: 'complete_in_progress', of: 'changes' };
  const [next] = byPriority(work.tasks);
  if (next !== undefined) return { strategy: 'continue_tasks', title: next.title };
  return { strategy: 'start_new_work', planned: work.planned };
}

// Assigned before merely pending where two are equally important; the order of the list otherwise.
function byPriority(tasks: readonly OpenTask[]): OpenTask[] {
  const rank = ({ priority }: OpenTask) => {
    const place = PRIORITIES.indexOf(priority ?? 'medium');
    return place < 0 ? PRIORITIES.indexOf('medium') : place;
  };
  const eager = ({ status }: OpenTask) => (status === 'assigned' ? 0 : 1);
  return [...tasks].sort((left, right) => rank(left) - rank(right) || eager(left) - eager(right));
}
