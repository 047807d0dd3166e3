import { textAt } from '../../src/json-fields.ts';
import type { HookReply } from '../../src/runtime/hook-output.ts';
import { refuseTool, SILENCE, tellPerson } from '../../src/runtime/hook-output.ts';
import { readHookSettings } from '../../src/runtime/hook-settings.ts';
import { readyCount } from '../../src/runtime/ready-count.ts';
import { readTeamLimits } from '../../src/runtime/team-limits.ts';
import type { SpawnAnswer } from '../../src/session/capacity.ts';
import { requestAgent } from '../../src/session/capacity.ts';
import type { SessionState } from '../../src/session/state.ts';
import type { HookCall } from '../hook-call.ts';
import { record } from '../record.ts';

/**
 * PreToolUse of the Agent tool: an agent more than the session or its team may have is refused, with the reason
 * and who has room; where a team asks for approval, the person is asked. What is let through is noted, so that
 * of several asked for at once no more than the limit get through.
 */
export function answerAgentRequest(call: HookCall): HookReply {
  const held: { answer: SpawnAnswer } = { answer: { kind: 'allow', events: [] } };
  const settings = readHookSettings(call.layout);
  record(call, (state) => {
    const request = {
      tool_use_id: call.input.tool_use_id ?? '',
      agent_type: textAt(call.input.tool_input, 'subagent_type') ?? 'general-purpose',
      task_id: namedTask(call, state),
    };
    const teams = readTeamLimits(call.layout, state.session_info.teams, (team) =>
      readyCount(call.layout, state, team),
    );
    held.answer = requestAgent(
      state,
      request,
      { agents: settings.agents_per_session, teams, rule: settings.capacity },
      call.store.now(),
    );
    return held.answer.kind === 'allow' ? held.answer.events : [];
  });
  const { answer } = held;
  if (answer.kind !== 'allow') return refuseTool(answer.kind, answer.reason);
  return answer.note === undefined ? SILENCE : tellPerson(answer.note);
}

// A planned task of this session that the agent's prompt names by its id, as a word of its own.
function namedTask(call: HookCall, state: SessionState): string | null {
  const text = `${textAt(call.input.tool_input, 'description') ?? ''} ${textAt(call.input.tool_input, 'prompt') ?? ''}`;
  const words = new Set(
    text
      .slice(0, 20_000)
      .split(/[^A-Za-z0-9._-]+/)
      .map((word) => word.replace(/[.]+$/, '')),
  );
  const tasks = Object.values(state.active_work.execution_state.tasks);
  return tasks.find((task) => task.source === 'plan' && words.has(task.id))?.id ?? null;
}
