import { textAt } from '../../src/json-fields.ts';
import type { HookReply } from '../../src/runtime/hook-output.ts';
import { allowTool, SILENCE } from '../../src/runtime/hook-output.ts';
import type { HookCall } from '../hook-call.ts';

// Nothing in it may mean something to the shell: then it is one program, baton, with plain words.
const PLAIN_BATON = /^\s*baton(?:\s+(?:[A-Za-z0-9_@%+=:,./$*?[\]-]+|'[^']*'|"[^"$`\\]*"))*\s*$/;
const UNQUOTED_EXPANSION = /[$*?[\]]/;
/** Commands that reach beyond the project's state stay the person's to allow. */
const ASKED = new Set(['install', 'uninstall', 'migrate']);

/** PreToolUse: a plain call of `baton` needs no permission; about everything else Baton says nothing. */
export function answerToolRequest(call: HookCall): HookReply {
  const command = textAt(call.input.tool_input, 'command');
  if (call.input.tool_name !== 'Bash' || command === undefined || !isPlainBatonCall(command)) return SILENCE;
  return allowTool("Baton's own command, without anything for the shell in it.");
}

/** True for `baton` followed by plain or quoted words: no pipe, no redirection, no expansion, one line. */
export function isPlainBatonCall(command: string): boolean {
  if (command.includes('\n') || !PLAIN_BATON.test(command)) return false;
  const unquoted = command.replace(/'[^']*'|"[^"]*"/g, ' q ');
  if (UNQUOTED_EXPANSION.test(unquoted)) return false;
  const words = unquoted.trim().split(/\s+/).slice(1);
  return !words.some((word) => ASKED.has(word) || word === '--project' || word.startsWith('--project='));
}
