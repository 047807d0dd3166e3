import { own } from '../../own-field.ts';
import type { EventRules } from '../event-rule.ts';
import type { SessionState, TaskState } from '../state.ts';
import { count, executed, moved } from '../steps.ts';
import { advance, newTask, withTask } from '../task-steps.ts';

/** Events of planned work in a session. They refer to the plan by id; only titles are kept, to be shown. */
export const plannedWorkEvents: EventRules<
  | 'sprint_started'
  | 'sprint_left'
  | 'task_assigned'
  | 'task_started'
  | 'task_progressed'
  | 'task_blocked'
  | 'task_unblocked'
  | 'task_ended'
  | 'team_activated'
  | 'team_deactivated'
  | 'agent_linked'
> = {
  sprint_started: (state, data, { timestamp }) => {
    const { tasks } = state.active_work.execution_state;
    const fresh = data.tasks.filter(({ id }) => own(tasks, id) === undefined);
    const added = Object.fromEntries(
      fresh.map(({ id, title }) => [id, newTask('plan', id, title, timestamp)]),
    );
    const next = executed(state, { tasks: { ...tasks, ...added } });
    return moved(
      {
        ...next,
        active_work: {
          ...next.active_work,
          current_epic: data.epic_id,
          current_sprint: data.sprint_id,
          sprint_started_at: timestamp,
          sprint_days: data.days,
          untracked_tasks: Math.max(0, (data.task_count ?? 0) - data.tasks.length),
        },
      },
      { last_activity: timestamp },
    );
  },

  // What has been begun stays on record; what was only planned goes with the sprint.
  sprint_left: (state, _data, { timestamp }) => {
    const kept = Object.entries(state.active_work.execution_state.tasks).filter(
      ([, task]) => task.source === 'client' || task.status !== 'pending',
    );
    const next = executed(state, { tasks: Object.fromEntries(kept) });
    return moved(
      {
        ...next,
        active_work: {
          ...next.active_work,
          current_sprint: null,
          sprint_started_at: null,
          sprint_days: null,
          untracked_tasks: 0,
        },
      },
      { last_activity: timestamp },
    );
  },

  task_assigned: (state, data, { timestamp }) =>
    changed(state, data.task_id, data.title, timestamp, (task) => ({
      ...advance(task, isBegun(task) ? task.status : 'assigned', timestamp),
      assignee: data.assignee,
    })),

  task_started: (state, data, { timestamp }) =>
    changed(state, data.task_id, data.title, timestamp, (task) => ({
      ...advance(task, 'in_progress', timestamp),
      assignee: data.assignee ?? task.assignee,
      // What was completed and is taken up again is not done any more.
      progress_percentage: task.status === 'completed' ? 0 : task.progress_percentage,
    })),

  task_progressed: (state, data, { timestamp }) =>
    changed(state, data.task_id, data.task_id, timestamp, (task) => ({
      ...task,
      progress_percentage: data.percentage,
      actual_effort: data.actual_effort ?? task.actual_effort,
      artifacts: [...new Set([...task.artifacts, ...data.artifacts])],
      last_update: timestamp,
    })),

  task_blocked: (state, data, { timestamp }) =>
    changed(state, data.task_id, data.task_id, timestamp, (task) => ({
      ...advance(task, 'blocked', timestamp),
      blockers: [...task.blockers, { reason: data.reason, raised_at: timestamp, resolved_at: null }],
    })),

  task_unblocked: (state, data, { timestamp }) =>
    changed(state, data.task_id, data.task_id, timestamp, (task) => ({
      ...advance(task, 'in_progress', timestamp),
      blockers: resolved(task.blockers, timestamp),
    })),

  task_ended: (state, data, { timestamp }) => {
    const next = data.outcome === 'completed' ? count(state, 'tasks_completed') : state;
    return changed(next, data.task_id, data.task_id, timestamp, (task) => ({
      ...advance(task, data.outcome, timestamp),
      actual_effort: data.actual_effort ?? task.actual_effort,
      artifacts: [...new Set([...task.artifacts, ...data.artifacts])],
      blockers: resolved(task.blockers, timestamp),
    }));
  },

  team_activated: (state, data) =>
    withTeams(state, [...new Set([...state.session_info.teams, data.team_id])]),

  team_deactivated: (state, data) =>
    withTeams(
      state,
      state.session_info.teams.filter((team) => team !== data.team_id),
    ),

  agent_linked: (state, data, { timestamp }) => {
    const { agents } = state.active_work.execution_state;
    const agent = own(agents, data.agent_id);
    if (agent === undefined) return state;
    const linked = executed(state, {
      agents: { ...agents, [data.agent_id]: { ...agent, current_task: data.task_id } },
    });
    return moved(linked, { last_activity: timestamp });
  },
};

function changed(
  state: SessionState,
  id: string,
  title: string,
  at: string,
  change: (task: TaskState) => TaskState,
): SessionState {
  const known = own(state.active_work.execution_state.tasks, id);
  const task = known ?? newTask('plan', id, title, at);
  const next = known === undefined ? tracked(state) : state;
  return moved(withTask(next, change(task)), { last_activity: at });
}

// A task that the session begins and has not listed was one of those that it only counted.
function tracked(state: SessionState): SessionState {
  const { active_work: work } = state;
  return work.untracked_tasks === 0
    ? state
    : { ...state, active_work: { ...work, untracked_tasks: work.untracked_tasks - 1 } };
}

// Work that is under way changes hands as it is.
function isBegun(task: TaskState): boolean {
  return task.status === 'in_progress' || task.status === 'blocked';
}

function resolved(blockers: TaskState['blockers'], at: string): TaskState['blockers'] {
  return blockers.map((blocker) =>
    blocker.resolved_at === null ? { ...blocker, resolved_at: at } : blocker,
  );
}

function withTeams(state: SessionState, teams: string[]): SessionState {
  return { ...state, session_info: { ...state.session_info, teams } };
}
