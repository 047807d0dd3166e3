import { currentTask } from '../../src/continuity/handoff.ts';
import { agentProtocol } from '../../src/continuity/protocol.ts';
import { own } from '../../src/own-field.ts';
import type { HookReply } from '../../src/runtime/hook-output.ts';
import { injectContext, SILENCE } from '../../src/runtime/hook-output.ts';
import { readHookSettings } from '../../src/runtime/hook-settings.ts';
import { changeSession, openSession } from '../../src/runtime/session-streams.ts';
import { readTaskGlance } from '../../src/runtime/task-glance-file.ts';
import { showTexts } from '../../src/session/commands/continuity.ts';
import type { HookCall } from '../hook-call.ts';

/**
 * What a subagent is told that works on a planned task: its own, or that of the session that called it. Once for each
 * agent: the client tells of a teammate's every turn.
 */
export async function agentContextHook(call: HookCall): Promise<HookReply> {
  const { state } = openSession(call.layout, call.input.session_id);
  const { agents, tasks } = state.active_work.execution_state;
  const agentId = call.input.agent_id ?? '';
  const id = own(agents, agentId)?.current_task ?? currentTask(state);
  const task = id === null ? undefined : own(tasks, id);
  const shown = showTexts(state, [`protocol:agent:${agentId}`]);
  if (task === undefined || shown.length === 0 || !readHookSettings(call.layout).briefing.enabled)
    return SILENCE;
  const glance = readTaskGlance(call.layout, task.id);
  const document = glance?.path ?? null;
  const reply = injectContext(
    call.event,
    agentProtocol({ task_id: task.id, title: task.title, document, glance }),
  );
  changeSession(call.layout, call.input.session_id, call.store, () => [
    ...shown,
    { type: 'context_injected', data: { hook: call.event, bytes: reply.injectedBytes } },
  ]);
  return reply;
}
