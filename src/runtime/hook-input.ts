import type { JsonObject } from '../json-fields.ts';
import { numberAt, objectAt, parseObject, textAt } from '../json-fields.ts';

/**
 * One hook payload, as far as Baton reads it (CONTRACT, section 1). Only the session's id must be there:
 * every other field may be missing or of another type in some version of the client, and is then undefined.
 */
export type HookInput = NonNullable<ReturnType<typeof parseHookInput>>;

/** The payload in `text`, or undefined when it is not one: no JSON, no object, no session id. */
export function parseHookInput(text: string) {
  const payload = parseObject(text);
  const sessionId = textAt(payload, 'session_id');
  if (sessionId === undefined) return undefined;
  const background: unknown = payload.background_tasks;
  return {
    session_id: sessionId,
    transcript_path: textAt(payload, 'transcript_path'),
    cwd: textAt(payload, 'cwd'),
    /** SessionStart: startup, resume, clear, compact, fork. */
    source: textAt(payload, 'source'),
    /** SessionEnd: clear, resume, prompt_input_exit, other, logout. */
    reason: textAt(payload, 'reason'),
    model: textAt(payload, 'model'),
    prompt: textAt(payload, 'prompt'),
    agent_id: textAt(payload, 'agent_id'),
    agent_type: textAt(payload, 'agent_type'),
    agent_transcript_path: textAt(payload, 'agent_transcript_path'),
    last_assistant_message: textAt(payload, 'last_assistant_message'),
    /** How many agents and commands go on in the background. */
    background_tasks: Array.isArray(background) ? background.length : 0,
    tool_name: textAt(payload, 'tool_name'),
    tool_use_id: textAt(payload, 'tool_use_id'),
    tool_input: objectAt(payload, 'tool_input') satisfies JsonObject,
    /** PostToolUse only; its fields are the tool's own. */
    tool_response: objectAt(payload, 'tool_response') satisfies JsonObject,
    /** PostToolUseFailure: the person pressed Esc. */
    is_interrupt: payload.is_interrupt === true,
    duration_ms: numberAt(payload, 'duration_ms'),
    error: textAt(payload, 'error'),
    trigger: textAt(payload, 'trigger'),
    compact_summary: textAt(payload, 'compact_summary'),
    notification_type: textAt(payload, 'notification_type'),
    task_id: textAt(payload, 'task_id'),
    task_subject: textAt(payload, 'task_subject'),
    teammate_name: textAt(payload, 'teammate_name'),
  };
}
