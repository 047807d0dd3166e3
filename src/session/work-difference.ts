import { own } from '../own-field.ts';
import type { SessionState, TaskState } from './state.ts';
import { changedTasks, tasksOf } from './work-state.ts';

/** One thing in which the work of two states differs; undefined stands for what is not there. */
export interface WorkDifference {
  /** What differs, dotted: `mode`, `tasks.T-1.status`, `settings.theme`. */
  readonly place: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** In what the work of two states differs: mode, teams, epic, sprint, tasks with their blockers, settings. */
export function workDifference(before: SessionState, after: SessionState): WorkDifference[] {
  return [
    ...fields('', headOf(before), headOf(after)),
    ...changedTasks(tasksOf(before), tasksOf(after)).flatMap((id) =>
      taskDifference(id, own(tasksOf(before), id), own(tasksOf(after), id)),
    ),
    ...fields('settings.', settingsOf(before), settingsOf(after)),
  ];
}

function headOf({ session_info: info, active_work: work }: SessionState) {
  return {
    mode: info.mode,
    teams: info.teams,
    epic: work.current_epic,
    sprint: work.current_sprint,
    current_task: work.current_task,
  };
}

function settingsOf({ runtime_config: { values, ...settings } }: SessionState) {
  return { ...settings, ...values };
}

function taskDifference(
  id: string,
  before: TaskState | undefined,
  after: TaskState | undefined,
): WorkDifference[] {
  if (before === undefined || after === undefined)
    return [{ place: `tasks.${id}`, before: before?.status, after: after?.status }];
  return fields(`tasks.${id}.`, taskFields(before), taskFields(after));
}

// Times follow from the rest and would only be noise.
function taskFields(task: TaskState) {
  return {
    status: task.status,
    assignee: task.assignee,
    progress_percentage: task.progress_percentage,
    actual_effort: task.actual_effort,
    blockers: task.blockers.filter((one) => one.resolved_at === null).map(({ reason }) => reason),
    artifacts: task.artifacts,
  };
}

function fields(prefix: string, before: object, after: object): WorkDifference[] {
  const [was, is] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((key) => JSON.stringify(was.get(key)) !== JSON.stringify(is.get(key)))
    .map((key) => ({ place: `${prefix}${key}`, before: was.get(key), after: is.get(key) }));
}
