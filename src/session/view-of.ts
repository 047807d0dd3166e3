import type { SessionState, TaskState } from './state.ts';
import type { SessionView } from './view.ts';

/** The view of a session's state (`view.json`). Open tasks count, and those finished in this session. */
export function viewOf(state: SessionState): SessionView {
  const { session_info: info, lifecycle, active_work: work, observability } = state;
  const tasks = Object.values(work.execution_state.tasks).filter((task) => task.status !== 'cancelled');
  const agents = Object.values(work.execution_state.agents);
  const having = (status: TaskState['status']) => tasks.filter((task) => task.status === status).length;
  const current = tasks.find((task) => task.id === work.current_task);
  return {
    session_id: info.id,
    number: info.number,
    label: info.label === null ? null : cut(info.label),
    mode: info.mode,
    orchestration_enabled: state.runtime_config.orchestration_enabled,
    status: lifecycle.status,
    turn: lifecycle.turn,
    agents: {
      running: agents.filter((agent) => agent.status === 'running').length,
      total: observability.metrics.agents_started,
    },
    tasks: {
      total: tasks.length,
      completed: having('completed'),
      in_progress: having('in_progress'),
      blocked: having('blocked'),
    },
    current_task: current === undefined ? null : cut(current.title),
    epic: work.current_epic,
    sprint:
      work.current_sprint === null
        ? null
        : { id: work.current_sprint, started_at: work.sprint_started_at, days: null },
    blockers: tasks.flatMap((task) => task.blockers).filter((blocker) => blocker.resolved_at === null).length,
    unread: 0,
    injected_bytes: observability.injected.bytes,
    branch: info.branch === null ? null : cut(info.branch),
    worktree: info.worktree,
    created_at: info.created_at,
    last_activity: lifecycle.last_activity,
    end_reason: lifecycle.end_reason,
    process: info.process,
  };
}

// The view stays under 2 KB whatever people call things.
function cut(text: string): string {
  const characters = [...text];
  return characters.length <= 120 ? text : `${characters.slice(0, 119).join('')}…`;
}
