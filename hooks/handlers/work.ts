import { callsIn, sumTranscript } from '../../src/insight/transcript-usage.ts';
import { textAt } from '../../src/json-fields.ts';
import type { HookReply } from '../../src/runtime/hook-output.ts';
import { SILENCE } from '../../src/runtime/hook-output.ts';
import { readHookSettings } from '../../src/runtime/hook-settings.ts';
import { readAgentDescription, readTranscriptUpTo } from '../../src/runtime/transcript.ts';
import { mirrorTask, recordAgentStop, recordTool } from '../../src/session/commands/record.ts';
import type { SessionEvent } from '../../src/session/event.ts';
import { excerptOf } from '../../src/session/excerpt.ts';
import type { SessionState, TaskStatus } from '../../src/session/state.ts';
import { TASK_STATUSES } from '../../src/session/words.ts';
import type { HookCall } from '../hook-call.ts';
import { record } from '../record.ts';

/** PostToolUse: the tool, the file it changed, and what it did to the client's task list. */
export function recordToolUse(call: HookCall): HookReply {
  record(call, (state) => [...toolEvents(call, 'ok'), ...taskEvents(call, state)]);
  return SILENCE;
}

/** PostToolUseFailure: the same, and that it failed. */
export function recordToolFailure(call: HookCall): HookReply {
  record(call, () => toolEvents(call, 'failed'));
  return SILENCE;
}

/** PermissionDenied: the client's own classifier refused a call. */
export function recordToolDenial(call: HookCall): HookReply {
  record(call, () => toolEvents(call, 'denied'));
  return SILENCE;
}

/** SubagentStop: what the agent used is read from its own transcript, all of it: agents may go on. */
export function recordSubagentStop(call: HookCall): HookReply {
  const { agent_id, agent_type, agent_transcript_path: path, last_assistant_message: answer } = call.input;
  if (agent_id === undefined || !agent_type) return SILENCE;
  const usage = sumTranscript(
    path === undefined ? [] : readTranscriptUpTo(path, answer ?? ''),
    null,
    readHookSettings(call.layout).prices,
  );
  const description = path === undefined ? null : readAgentDescription(path);
  record(call, () =>
    recordAgentStop({
      agent_id,
      agent_type,
      description: description === null ? null : excerptOf(description, 120),
      tool_calls: callsIn(usage),
      tokens: usage.tokens,
      cost_usd: usage.cost_usd,
    }),
  );
  return SILENCE;
}

/** TaskCreated and TaskCompleted: the client's own list, where it has one. */
export function recordClientTask(call: HookCall): HookReply {
  const { task_id, task_subject, teammate_name } = call.input;
  if (task_id === undefined) return SILENCE;
  record(call, (state) =>
    mirrorTask(state, {
      client_id: task_id,
      title: task_subject === undefined ? null : excerptOf(task_subject, 200),
      status: call.event === 'TaskCompleted' ? 'completed' : 'pending',
      assignee: teammate_name ?? null,
    }),
  );
  return SILENCE;
}

function toolEvents(call: HookCall, outcome: 'ok' | 'failed' | 'denied'): SessionEvent[] {
  const { tool_name, tool_input, duration_ms, agent_id } = call.input;
  if (tool_name === undefined) return [];
  const changed =
    outcome === 'ok' && (tool_name === 'Write' || tool_name === 'Edit' || tool_name === 'NotebookEdit');
  return recordTool({
    tool: tool_name.slice(0, 100),
    outcome,
    duration_ms: duration_ms ?? null,
    agent_id: agent_id ?? null,
    file: changed ? (textAt(tool_input, 'file_path') ?? textAt(tool_input, 'notebook_path') ?? null) : null,
  });
}

function taskEvents(call: HookCall, state: SessionState): SessionEvent[] {
  const { tool_name, tool_input } = call.input;
  const id = textAt(tool_input, 'taskId');
  if (tool_name !== 'TaskUpdate' || id === undefined) return [];
  const known = state.active_work.execution_state.tasks[`client-${id}`]?.status ?? 'pending';
  return mirrorTask(state, {
    client_id: id,
    title: textAt(tool_input, 'subject') ?? null,
    status: asStatus(textAt(tool_input, 'status')) ?? known,
    assignee: textAt(tool_input, 'owner') ?? null,
  });
}

// The client's word for a task that was removed is "deleted".
function asStatus(word: string | undefined): TaskStatus | undefined {
  return word === 'deleted' ? 'cancelled' : TASK_STATUSES.find((status) => status === word);
}
