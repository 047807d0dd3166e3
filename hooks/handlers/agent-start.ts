import type { HookReply } from '../../src/runtime/hook-output.ts';
import { SILENCE } from '../../src/runtime/hook-output.ts';
import { begunTasks } from '../../src/session/commands/continuity.ts';
import { recordAgentStart } from '../../src/session/commands/record.ts';
import type { SessionState } from '../../src/session/state.ts';
import type { HookCall } from '../hook-call.ts';
import { record } from '../record.ts';

/** Agents of the client's own that only look, and answer within the turn. */
const LOOKING = new Set(['Explore', 'Plan', 'statusline-setup', 'claude']);

/**
 * SubagentStart. Internal helpers of the client have no type and are not agents (CONTRACT, trap 11). `tell` gives what an
 * agent is told that works on a planned task; it is asked only where there is one, as the agent waits meanwhile.
 */
export function answerAgentStart(
  call: HookCall,
  tell: (call: HookCall) => Promise<HookReply>,
): HookReply | Promise<HookReply> {
  const { agent_id, agent_type } = call.input;
  if (agent_id === undefined || !agent_type) return SILENCE;
  let isOnTask = false;
  record(call, (state) => {
    isOnTask = worksOnTask(state, agent_type);
    return recordAgentStart(state, { agent_id, agent_type });
  });
  return isOnTask ? tell(call) : SILENCE;
}

// One whose prompt named a task was noted with it when it was asked for; others share the task of their session.
function worksOnTask(state: SessionState, agentType: string): boolean {
  const { requested_agents } = state.active_work.execution_state;
  const request = requested_agents.find((one) => one.agent_type === agentType);
  return request?.task_id != null || (begunTasks(state).length > 0 && !LOOKING.has(agentType));
}
