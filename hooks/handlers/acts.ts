import { commandViolations, editViolations } from '../../src/continuity/rules/act-rules.ts';
import type { Violation } from '../../src/continuity/rules/protocol-rules.ts';
import type { Verdict } from '../../src/continuity/rules/verdict.ts';
import { CLEAR, verdictOnAct } from '../../src/continuity/rules/verdict.ts';
import { textAt } from '../../src/json-fields.ts';
import type { HookReply } from '../../src/runtime/hook-output.ts';
import { alsoTell, refuseTool, SILENCE } from '../../src/runtime/hook-output.ts';
import { readHookSettings } from '../../src/runtime/hook-settings.ts';
import type { SessionState } from '../../src/session/state.ts';
import type { HookCall } from '../hook-call.ts';
import { record } from '../record.ts';

/**
 * PreToolUse of a tool that writes a file, or of the shell: Baton's own files are left to Baton, plan and settings to
 * the modes that may change them, source files to those who develop. hooks/guard.sh lets only such calls come here
 * that may touch one of these.
 */
export function answerAct(call: HookCall): HookReply {
  const { protocol } = readHookSettings(call.layout);
  if (protocol.manual) return SILENCE;
  const { tool_name, tool_input, agent_id } = call.input;
  const cwd = call.input.cwd ?? call.layout.root;
  const [path, command] = [
    textAt(tool_input, 'file_path') ?? textAt(tool_input, 'notebook_path'),
    textAt(tool_input, 'command'),
  ];
  const broken = (state: SessionState): readonly Violation[] => {
    if (tool_name === 'Bash')
      return command === undefined ? [] : commandViolations(state, protocol, command, cwd);
    return path === undefined ? [] : editViolations(state, protocol, { path, cwd, agentId: agent_id });
  };
  let verdict: Verdict = CLEAR;
  record(call, (state) => {
    verdict = verdictOnAct(state, broken(state));
    return verdict.events;
  });
  // A closure has set it, which the compiler does not see.
  const { block, notice }: Verdict = verdict;
  return block === null ? alsoTell(SILENCE, notice) : refuseTool('deny', block);
}
