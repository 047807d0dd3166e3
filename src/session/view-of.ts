import { scoreOf } from '../insight/score.ts';
import { scoreInputs } from '../insight/score-inputs.ts';
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
    label: cut(info.label, 120),
    mode: info.mode,
    orchestration_enabled: state.runtime_config.orchestration_enabled,
    status: lifecycle.status,
    turn: lifecycle.turn,
    agents: {
      running: agents.filter((agent) => agent.status === 'running').length,
      total: observability.metrics.agents_started,
    },
    tasks: {
      total: tasks.length + work.untracked_tasks,
      completed: having('completed'),
      in_progress: having('in_progress'),
      blocked: having('blocked'),
    },
    current_task: cut(current?.title ?? null, 120),
    epic: cut(work.current_epic, 128),
    sprint:
      work.current_sprint === null
        ? null
        : {
            id: cut(work.current_sprint, 128),
            started_at: cut(work.sprint_started_at, 40),
            days: work.sprint_days,
          },
    score: scoreOf(scoreInputs(state)).score,
    blockers: tasks.flatMap((task) => task.blockers).filter((blocker) => blocker.resolved_at === null).length,
    unread: 0,
    injected_bytes: observability.injected.bytes,
    branch: cut(info.branch, 240),
    worktree: cut(info.worktree, 400),
    created_at: info.created_at,
    last_activity: lifecycle.last_activity,
    end_reason: cut(lifecycle.end_reason, 60),
    process: info.process,
  };
}

// The view stays under 2 KB whatever people call things: a text that takes more than `most` bytes as JSON is cut.
function cut<Text extends string | null>(text: Text, most: number): Text | string;
function cut(text: string | null, most: number): string | null {
  if (text === null || jsonBytes(text) <= most) return text;
  let kept = '';
  let room = most - jsonBytes('…');
  for (const character of text) {
    room -= jsonBytes(character);
    if (room < 0) break;
    kept += character;
  }
  return `${kept}…`;
}

function jsonBytes(text: string): number {
  return Buffer.byteLength(JSON.stringify(text)) - 2;
}
