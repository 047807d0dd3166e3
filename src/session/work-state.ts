import { own } from '../own-field.ts';
import type { EventData } from './event.ts';
import type { SessionState, TaskState } from './state.ts';

/**
 * What sets the work of one state to that of another: mode, teams, epic, sprint, tasks and settings of the session.
 * What has happened (agents, prompts, usage, files, checks, commits) is no part of it.
 */
export type WorkPatch = EventData<'session_rolled_back'>['work'];

type Tasks = Readonly<Record<string, TaskState>>;

/** The tasks of a session. */
export function tasksOf(state: SessionState): Tasks {
  return state.active_work.execution_state.tasks;
}

/** What makes the work in `from` the work in `to`; the tasks in `leftAlone` stay as they are in `from`. */
export function workPatch(
  from: SessionState,
  to: SessionState,
  leftAlone: ReadonlySet<string> = new Set(),
): WorkPatch {
  const { current_epic, current_sprint, sprint_started_at, sprint_days, untracked_tasks } = to.active_work;
  const ids = changedTasks(tasksOf(from), tasksOf(to)).filter((id) => !leftAlone.has(id));
  const tasks = Object.fromEntries(ids.map((id) => [id, own(tasksOf(to), id) ?? null]));
  const current = to.active_work.current_task;
  return {
    mode: to.session_info.mode,
    teams: to.session_info.teams,
    current_epic,
    current_sprint,
    current_task: leftAlone.size === 0 ? current : inProgress({ ...tasksOf(from), ...tasks }, current),
    sprint_started_at,
    sprint_days,
    untracked_tasks,
    tasks,
    runtime_config: to.runtime_config,
  };
}

/** The state with the work that the patch says. */
export function withWork(state: SessionState, work: WorkPatch): SessionState {
  const { mode, teams, tasks, runtime_config, ...active } = work;
  // Each stays in its place in the list; what is new comes last.
  const set = Object.entries({ ...tasksOf(state), ...tasks }).flatMap(([id, task]): [string, TaskState][] =>
    task === null ? [] : [[id, task]],
  );
  const { execution_state } = state.active_work;
  return {
    ...state,
    session_info: { ...state.session_info, mode, teams },
    active_work: {
      ...state.active_work,
      ...active,
      execution_state: { ...execution_state, tasks: Object.fromEntries(set) },
    },
    runtime_config,
  };
}

/** True when the patch changes nothing in `state`. */
export function isIdle(state: SessionState, work: WorkPatch): boolean {
  return (
    Object.keys(work.tasks).length === 0 && JSON.stringify(work) === JSON.stringify(workPatch(state, state))
  );
}

/** The ids of the tasks in which two sets of tasks differ, those that only one of them has too. */
export function changedTasks(from: Tasks, to: Tasks): string[] {
  const ids = new Set([...Object.keys(from), ...Object.keys(to)]);
  return [...ids].filter((id) => JSON.stringify(own(from, id)) !== JSON.stringify(own(to, id)));
}

function inProgress(tasks: Readonly<Record<string, TaskState | null>>, wanted: string | null): string | null {
  const isWorking = (id: string): boolean => own(tasks, id)?.status === 'in_progress';
  if (wanted === null || isWorking(wanted)) return wanted;
  return Object.keys(tasks).find(isWorking) ?? null;
}
