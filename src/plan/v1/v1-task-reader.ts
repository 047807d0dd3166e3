import type { TaskState, TaskStatus } from '../../session/state.ts';
import type { PlanDocument } from './v1-definitions.ts';
import { compact } from './v1-definitions.ts';
import type { V1Object } from './v1-object.ts';
import { blockersOf, statusOf } from './v1-status.ts';

/**
 * One task of version 1, from all places that speak of it: what a sprint says counts for what it is, what stands
 * outside for how far it has come. What a second place says otherwise is reported.
 */
export class V1Task {
  readonly #planned: readonly V1Object[];
  readonly #tracked: readonly V1Object[];

  constructor(planned: V1Object | undefined, tracked: V1Object | undefined) {
    const both = [planned, tracked].filter((one) => one !== undefined);
    this.#planned = both;
    this.#tracked = both.toReversed();
  }

  /** The title, or the id where there is none. */
  title(id: string): string {
    const title = this.#what('title', (task) => task.text('title', 'name'));
    if (title === undefined) this.#planned[0]?.note('It has no title and is shown by its id.');
    return title ?? id;
  }

  /** What the plan says of the task. `resolve` gives new ids, undefined for what is not there. */
  definition(
    id: string,
    title: string,
    resolve: { task(old: string): string | undefined; team(old: string): string | undefined },
  ): PlanDocument {
    const needed = this.#what('dependencies', (task) => task.texts('dependencies')) ?? [];
    const team = this.#what('assigned_team', (task) => task.text('assigned_team', 'team'));
    const known = team === undefined ? undefined : resolve.team(team);
    if (team !== undefined && known === undefined)
      this.#leave('assigned_team', team, 'There is no such team.');
    const dependencies = needed.flatMap((old) => {
      const task = resolve.task(old);
      if (task === undefined) this.#leave('dependencies', old, 'No sprint plans a task of that name.');
      return task === undefined ? [] : [task];
    });
    const document = compact({
      id,
      title,
      description: this.#what('description', (task) => task.text('description')),
      type: this.#what('type', (task) => task.text('type')),
      estimated_effort: this.#what('estimated_effort', (task) =>
        task.number(['estimated_effort', 'planned_effort']),
      ),
      priority: this.#priority(),
      requirements: this.#what('requirements', (task) => task.texts('requirements')),
      acceptance_criteria: this.#what('acceptance_criteria', (task) => task.texts('acceptance_criteria')),
      dependencies: dependencies.length === 0 ? undefined : [...new Set(dependencies)],
      assigned_team: known,
    });
    return { ...document, id };
  }

  /** How far the task has come; `at` stands for times that version 1 did not keep. */
  progress(id: string, title: string, at: string): TaskState {
    const status = this.#status();
    const percentage = this.#how('progress_percentage', (task) =>
      task.number(['progress_percentage', 'progress'], 0, 100),
    );
    const isDone = status === 'completed';
    if (isDone && percentage !== undefined && percentage !== 100)
      this.#leave('progress_percentage', percentage, 'A completed task counts as 100.');
    const completedAt = this.#how('completed_at', (task) => task.time('completed_at'));
    if (!isDone && completedAt !== undefined)
      this.#leave('completed_at', completedAt, `The task is ${status}, not completed.`);
    const startedAt = this.#how('started_at', (task) => task.time('started_at')) ?? null;
    const lastUpdate = this.#how('last_update', (task) => task.time('last_update', 'updated_at'));
    return {
      id,
      title,
      source: 'plan',
      status,
      assignee: this.#how('assignee', (task) => task.text('assignee', 'assigned_to')) ?? null,
      started_at: startedAt,
      completed_at: isDone ? (completedAt ?? null) : null,
      actual_effort: this.#how('actual_effort', (task) => task.number(['actual_effort'])) ?? 0,
      progress_percentage: isDone ? 100 : (percentage ?? 0),
      blockers: this.#tracked.flatMap((task) => blockersOf(task, lastUpdate ?? at)),
      artifacts: [...new Set(this.#how('artifacts', (task) => task.texts('artifacts')) ?? [])],
      last_update: lastUpdate ?? at,
    };
  }

  /** Reports all that was not taken. */
  leaveRest(reason: string): void {
    for (const task of this.#planned) task.leaveRest(reason);
  }

  #status(): TaskStatus {
    const word = this.#how('status', (task) => task.text('status'));
    if (word === undefined) return 'pending';
    const status = statusOf(word);
    if (status === undefined)
      this.#leave('status', word, 'This status is not known; the task counts as pending.');
    return status ?? 'pending';
  }

  #priority(): string | undefined {
    const word = this.#what('priority', (task) => task.text('priority'));
    const priority = word?.toLowerCase();
    if (priority === undefined || ['low', 'medium', 'high', 'critical'].includes(priority)) return priority;
    this.#leave('priority', word, 'This priority is not known; the task has the usual one.');
    return undefined;
  }

  #what<Value>(name: string, read: (task: V1Object) => Value | undefined): Value | undefined {
    return first(this.#planned, name, read);
  }

  #how<Value>(name: string, read: (task: V1Object) => Value | undefined): Value | undefined {
    return first(this.#tracked, name, read);
  }

  #leave(name: string, value: unknown, reason: string): void {
    this.#tracked[0]?.leave(name, value, reason);
  }
}

function first<Value>(
  places: readonly V1Object[],
  name: string,
  read: (task: V1Object) => Value | undefined,
): Value | undefined {
  let found: Value | undefined;
  for (const place of places) {
    const value = read(place);
    if (found === undefined) found = value;
    else if (value !== undefined && JSON.stringify(value) !== JSON.stringify(found))
      place.leave(name, value, 'Another place says otherwise of this task, and counts.');
  }
  return found;
}
