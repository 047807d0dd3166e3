import * as z from 'zod/mini';

const text = () => z.catch(z.optional(z.string()), undefined);
const count = () => z.catch(z.optional(z.number()), undefined);
const flag = () => z.catch(z.optional(z.boolean()), undefined);
const json = () => z.optional(z.unknown());

/**
 * One hook payload, as far as Baton reads it (CONTRACT, section 1). Only the session's id must be there:
 * every other field may be missing or of another type in some version of the client, and is then absent.
 */
const payload = () =>
  z.object({
    session_id: z.string(),
    hook_event_name: text(),
    transcript_path: text(),
    cwd: text(),
    source: text(),
    reason: text(),
    model: text(),
    prompt: text(),
    agent_id: text(),
    agent_type: text(),
    agent_transcript_path: text(),
    last_assistant_message: text(),
    stop_hook_active: flag(),
    background_tasks: z.catch(z.optional(z.array(z.unknown())), undefined),
    tool_name: text(),
    tool_input: json(),
    tool_response: json(),
    duration_ms: count(),
    error: text(),
    is_interrupt: flag(),
    trigger: text(),
    compact_summary: text(),
    notification_type: text(),
    task_id: text(),
    task_subject: text(),
    teammate_name: text(),
  });

export type HookInput = z.infer<ReturnType<typeof payload>>;

/** The payload in `text`, or undefined when it is not one: no JSON, no object, no session id. */
export function parseHookInput(text: string): HookInput | undefined {
  try {
    const parsed = payload().safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** The string under `key` of a JSON object whose shape is not known, or null. */
export function stringIn(value: unknown, key: string): string | null {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return null;
  const found: unknown = Object.entries(value).find(([name]) => name === key)?.[1];
  return typeof found === 'string' ? found : null;
}
