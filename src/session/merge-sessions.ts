import { own } from '../own-field.ts';
import type { MergeConflict, MergePreference } from './merge-tasks.ts';
import { isTaskConflict, mergedTask, standing } from './merge-tasks.ts';
import type { SessionState, TaskDocumentState, TaskState } from './state.ts';
import { tasksOf } from './work-state.ts';

/** The work of two sessions as one. */
export interface MergedWork {
  /** `into` with the work of both. */
  readonly state: SessionState;
  /** Where they say different things; `state` holds what the preference makes of it. */
  readonly conflicts: readonly MergeConflict[];
}

/** What `from` knows of its tasks' documents and `into` does not, or knows less of; each document is one file. */
export function mergedDocuments(from: SessionState, into: SessionState): Documents {
  const theirs = Object.entries(from.active_work.task_documents).map(
    ([id, document]): [string, TaskDocumentState] => {
      const other = own(into.active_work.task_documents, id);
      if (other === undefined) return [id, document];
      const isLater = (document.last_progress?.at ?? '') > (other.last_progress?.at ?? '');
      return [
        id,
        {
          entries: document.entries + other.entries,
          last_progress: isLater ? document.last_progress : other.last_progress,
          verified: { ...document.verified, ...other.verified },
        },
      ];
    },
  );
  return Object.fromEntries(theirs);
}

type Documents = Readonly<Record<string, TaskDocumentState>>;

/**
 * What one session has joined to what another has: tasks with their blockers, artifacts and hours, teams, the sprint
 * where the other is on none, free settings, and what was kept of its communication. Mode and label stay those of
 * `into`; what happened in `from` (usage, agents, commits) stays on record there.
 */
export function mergeWork(from: SessionState, into: SessionState, prefer: MergePreference): MergedWork {
  const tasks = mergeTasks(from, into, prefer);
  const sprint = mergeSprints(from, into, prefer);
  const settings = mergeSettings(from, into, prefer);
  const all = { ...tasksOf(into), ...tasks.merged };
  const wanted = into.active_work.current_task ?? nameOfTask(from.active_work.current_task, from);
  const state: SessionState = {
    ...into,
    session_info: {
      ...into.session_info,
      teams: [...new Set([...into.session_info.teams, ...from.session_info.teams])],
    },
    active_work: {
      ...into.active_work,
      ...sprint.work,
      current_task: workedOn(all, wanted),
      execution_state: { ...into.active_work.execution_state, tasks: all },
    },
    communication: {
      // Each session's handoffs are its own: their numbers would mean something else in another's list.
      ...into.communication,
      messages: union(into.communication.messages, from.communication.messages),
      events: union(into.communication.events, from.communication.events),
      notes: union(into.communication.notes, from.communication.notes),
      constraints: union(into.communication.constraints, from.communication.constraints),
    },
    runtime_config: settings.config,
  };
  return { state, conflicts: [...tasks.conflicts, ...sprint.conflicts, ...settings.conflicts] };
}

// Tasks of the client's own list have numbers of their own in each session: they keep apart.
function nameOfTask(id: string | null, from: SessionState): string | null {
  const isMirrored = id !== null && own(tasksOf(from), id)?.source === 'client';
  return isMirrored ? `${id}-of-${from.session_info.number}` : id;
}

function mergeTasks(from: SessionState, into: SessionState, prefer: MergePreference) {
  const conflicts: MergeConflict[] = [];
  const entries = Object.values(tasksOf(from)).map((task): [string, TaskState] => {
    const id = nameOfTask(task.id, from) ?? task.id;
    const other = own(tasksOf(into), id);
    if (other === undefined) return [id, { ...task, id }];
    if (isTaskConflict(task, other))
      conflicts.push({ place: `tasks.${id}`, from: standing(task), into: standing(other) });
    return [id, mergedTask(task, other, prefer)];
  });
  return { merged: Object.fromEntries(entries), conflicts };
}

function mergeSprints(from: SessionState, into: SessionState, prefer: MergePreference) {
  const [theirs, ours] = [sprintOf(from), sprintOf(into)];
  const nothing = { work: {}, conflicts: [] as MergeConflict[] };
  if (theirs.current_sprint === null && theirs.current_epic === null) return nothing;
  if (ours.current_sprint === null && (ours.current_epic ?? theirs.current_epic) === theirs.current_epic)
    return { ...nothing, work: theirs };
  if (ours.current_sprint === theirs.current_sprint && ours.current_epic === theirs.current_epic)
    return nothing;
  const [label, other] = [ours, theirs].map(
    (one) => [one.current_epic, one.current_sprint].filter((id) => id !== null).join('/') || null,
  );
  const isLater = (theirs.sprint_started_at ?? '') > (ours.sprint_started_at ?? '');
  const chosen = prefer === 'from' || (prefer === 'newest' && isLater) ? theirs : ours;
  return { work: chosen, conflicts: [{ place: 'sprint', from: other, into: label }] };
}

function sprintOf({ active_work: work }: SessionState) {
  const { current_epic, current_sprint, sprint_started_at, sprint_days, untracked_tasks } = work;
  return { current_epic, current_sprint, sprint_started_at, sprint_days, untracked_tasks };
}

function mergeSettings(from: SessionState, into: SessionState, prefer: MergePreference) {
  const [theirs, ours] = [from.runtime_config, into.runtime_config];
  const conflicts: MergeConflict[] = [];
  const isLater = from.lifecycle.last_activity > into.lifecycle.last_activity;
  const takesTheirs = prefer === 'from' || (prefer === 'newest' && isLater);
  const join = <Value>(place: string, their: Value, our: Value): Value => {
    if (JSON.stringify(their) === JSON.stringify(our)) return our;
    conflicts.push({ place: `settings.${place}`, from: their, into: our });
    return takesTheirs ? their : our;
  };
  const values = Object.entries(theirs.values).map(([key, value]): [string, unknown] => [
    key,
    Object.hasOwn(ours.values, key) ? join(key, value, ours.values[key]) : value,
  ]);
  const text = (name: 'output_style' | 'status_line') =>
    theirs[name] === null || ours[name] === null
      ? (ours[name] ?? theirs[name])
      : join(name, theirs[name], ours[name]);
  return {
    conflicts,
    config: {
      ...ours,
      output_style: text('output_style'),
      status_line: text('status_line'),
      values: { ...ours.values, ...Object.fromEntries(values) },
    },
  };
}

function workedOn(tasks: Readonly<Record<string, TaskState>>, wanted: string | null): string | null {
  const isWorking = (id: string | null) => id !== null && own(tasks, id)?.status === 'in_progress';
  return isWorking(wanted) ? wanted : (Object.keys(tasks).find(isWorking) ?? null);
}

function union<Item>(left: readonly Item[], right: readonly Item[]): Item[] {
  const known = new Set(left.map((one) => JSON.stringify(one)));
  return [...left, ...right.filter((one) => !known.has(JSON.stringify(one)))];
}
