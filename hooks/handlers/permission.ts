import { textAt } from '../../src/json-fields.ts';
import type { HookReply } from '../../src/runtime/hook-output.ts';
import { allowTool } from '../../src/runtime/hook-output.ts';
import type { HookCall } from '../hook-call.ts';

// Nothing in it may mean something to the shell: then it is one program, baton, with plain words. Only blanks and
// tabs part words: to a shell, what else looks like a blank is a letter of the program's name.
const PLAIN_BATON = /^[ \t]*baton(?:[ \t]+(?:[A-Za-z0-9_@%+=:,./-]+|'[^'\n]*'|"[^"$`\\\n]*"))*[ \t]*$/;
const WORD = /'([^']*)'|"([^"]*)"|([^ \t'"]+)/g;
/** What reaches beyond the project's state stays the person's to allow: `batch` reads any file it is given, `--style`
 * changes the client's settings. */
const ASKED = new Set(['init', 'install', 'uninstall', 'migrate', 'batch', '--style', '--no-style']);

/** PreToolUse of the shell: a plain call of `baton` needs no permission. Undefined for every other call. */
export function answerPlainCall(call: HookCall): HookReply | undefined {
  const command = textAt(call.input.tool_input, 'command');
  if (call.input.tool_name !== 'Bash' || command === undefined || !isPlainBatonCall(command))
    return undefined;
  return allowTool("Baton's own command, without anything for the shell in it.");
}

/** True for `baton` followed by plain or quoted words: no pipe, no redirection, no expansion, one line. */
export function isPlainBatonCall(command: string): boolean {
  if (!PLAIN_BATON.test(command)) return false;
  // Quoted or not, the program is given the same word.
  const words = [...command.matchAll(WORD)].map(([, single, double, bare]) => single ?? double ?? bare ?? '');
  return !words.some((word) => ASKED.has(word) || word === '--project' || word.startsWith('--project='));
}
