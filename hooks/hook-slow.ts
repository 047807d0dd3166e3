import type { HookReply } from '../src/runtime/hook-output.ts';
import { answerAct } from './handlers/acts.ts';
import { agentContextHook } from './handlers/agent-context.ts';
import { answerAgentRequest } from './handlers/capacity.ts';
import { handOverBeforeCompaction } from './handlers/handover.ts';
import { adoptSession } from './handlers/session-adopt.ts';
import { endSessionHook } from './handlers/session-end.ts';
import { startSessionHook } from './handlers/session-start.ts';
import type { HookCall } from './hook-call.ts';

/**
 * The entry of dist/hook-slow.cjs, which hook.cjs loads for what begins and ends a session: these look at
 * git and at other sessions. A prompt comes here when its session has not been announced, and a compaction for the
 * handoff before it.
 */
export async function answerSlowly(call: HookCall): Promise<HookReply> {
  if (call.event === 'SessionStart') return startSessionHook(call);
  if (call.event === 'SessionEnd') return endSessionHook(call);
  if (call.event === 'SubagentStart') return agentContextHook(call);
  if (call.event === 'PreCompact') return handOverBeforeCompaction(call);
  if (call.event === 'PreToolUse') return answerRequest(call);
  return adoptSession(call);
}

function answerRequest(call: HookCall): HookReply {
  const isAgent = call.input.tool_name === 'Agent' || call.input.tool_name === 'Task';
  return isAgent ? answerAgentRequest(call) : answerAct(call);
}
