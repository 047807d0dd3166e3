import { own } from '../../own-field.ts';
import type { SessionEvent } from '../event.ts';
import { excerptOf } from '../excerpt.ts';
import type { SessionState, TaskStatus } from '../state.ts';

type DataOf<Type extends SessionEvent['type']> = Extract<SessionEvent, { type: Type }>['data'];

/** A tool call that has ended. The last ones of a session may be told after its end, and count all the same. */
export function recordTool(call: DataOf<'tool_used'>): SessionEvent[] {
  return [{ type: 'tool_used', data: call }];
}

/** So many files of one other session are told of; then it is plain that both are at the same work. */
const MOST_WARNINGS = 3;

/** An edit met another session's. Nothing when either has been told of that file, or of enough of them. */
export function noticeOverlap(state: SessionState, other: SessionState, file: string): SessionEvent[] {
  const [own, others] = [state.session_info.id, other.session_info.id];
  const told = [
    ...state.observability.overlaps.filter(({ session_id }) => session_id === others),
    ...other.observability.overlaps.filter(({ session_id }) => session_id === own),
  ];
  if (told.length >= MOST_WARNINGS || told.some((one) => one.file === file)) return [];
  return [{ type: 'overlap_noticed', data: { file, session_id: others } }];
}

/** A subagent begins, or goes on: the client tells of a teammate's every turn. */
export function recordAgentStart(state: SessionState, agent: DataOf<'agent_started'>): SessionEvent[] {
  const known = own(state.active_work.execution_state.agents, agent.agent_id);
  const isOver = state.lifecycle.status === 'dormant';
  return isOver || known?.status === 'running' ? [] : [{ type: 'agent_started', data: agent }];
}

/** A subagent has stopped; a start that was never told is made up for. */
export function recordAgentStop(agent: DataOf<'agent_stopped'>): SessionEvent[] {
  return [{ type: 'agent_stopped', data: agent }];
}

/** How much of a task's title is kept. */
const TITLE_CHARACTERS = 200;

/** A change in the client's own task list, once, whichever of its events tells of it first. */
export function mirrorTask(
  state: SessionState,
  change: {
    readonly client_id: string;
    readonly title: string | null;
    readonly status: TaskStatus;
    readonly assignee: string | null;
  },
): SessionEvent[] {
  const taskId = `client-${change.client_id}`;
  const title = change.title === null ? null : excerptOf(change.title, TITLE_CHARACTERS);
  const known = own(state.active_work.execution_state.tasks, taskId);
  const isNews =
    known === undefined ||
    // The creation and the first change are told by different processes and may arrive in either order.
    (known.status !== change.status && !(change.status === 'pending' && known.status !== 'pending')) ||
    (title !== null && known.title !== title) ||
    (change.assignee !== null && known.assignee !== change.assignee);
  if (!isNews) return [];
  const status = known !== undefined && change.status === 'pending' ? known.status : change.status;
  return [
    {
      type: 'task_mirrored',
      data: { task_id: taskId, title, status, assignee: change.assignee },
    },
  ];
}

/** A stretch of transcript without any use is skipped again next time, unless it has grown long. */
const WORTH_SKIPPING_BYTES = 256 * 1024;

/** The use of tokens since the last time it was read, and what its tools cost. Nothing when nothing was used. */
export function recordUsage(
  state: SessionState,
  usage: DataOf<'usage_recorded'>,
  toolCosts: DataOf<'tool_costs_recorded'>['tools'] = {},
): SessionEvent[] {
  const { tokens, tools, read_to } = usage;
  const isUsed = [...Object.values(tools), ...Object.values(tokens)].some((count) => count > 0);
  const skipped = Math.abs(read_to - state.observability.usage.read_to);
  if (!isUsed && skipped <= WORTH_SKIPPING_BYTES) return [];
  const used: SessionEvent = { type: 'usage_recorded', data: usage };
  if (Object.keys(toolCosts).length === 0) return [used];
  return [used, { type: 'tool_costs_recorded', data: { tools: toolCosts } }];
}
