import type { HookReply } from '../src/runtime/hook-output.ts';
import { SILENCE } from '../src/runtime/hook-output.ts';
import { answerDocumentEdit } from './handlers/document-edit.ts';
import { observeBash } from './handlers/evidence.ts';
import { warnOfOverlaps } from './handlers/overlap.ts';
import type { HookCall } from './hook-call.ts';

/**
 * The entry of dist/hook-tools.cjs, which hook.cjs loads for tool calls that show something: a call of Bash that may
 * have checked or committed, an edit of a task document, an edit beside which another session is at work.
 */
export async function answerTool(call: HookCall): Promise<HookReply> {
  if (call.input.tool_name === 'Bash') return observeBash(call, performance.timeOrigin);
  const reply = await answerDocumentEdit(call);
  return reply === SILENCE ? warnOfOverlaps(call) : reply;
}
