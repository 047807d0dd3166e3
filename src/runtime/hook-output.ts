import { parseObject } from '../json-fields.ts';

/** The client shows the model a file name instead of anything longer than 10,000 characters (CONTRACT, trap 19). */
export const MOST_INJECTED_CHARACTERS = 9_000;

/** What a hook answers: the text for its standard output, and how much of it the model will see. */
export interface HookReply {
  readonly stdout: string;
  readonly injectedBytes: number;
}

/** Nothing to say: the client goes on as if there were no hook. */
export const SILENCE: HookReply = { stdout: '', injectedBytes: 0 };

/** Text for the model. Cut, with a note, where it would not reach it. Silence for an empty text. */
export function injectContext(event: string, text: string): HookReply {
  if (text === '') return SILENCE;
  const fitting =
    text.length <= MOST_INJECTED_CHARACTERS
      ? text
      : `${text.slice(0, MOST_INJECTED_CHARACTERS)}\n[cut by Baton]`;
  return {
    stdout: JSON.stringify({ hookSpecificOutput: { hookEventName: event, additionalContext: fitting } }),
    injectedBytes: Buffer.byteLength(fitting),
  };
}

/** Lets a tool call through without asking the person. */
export function allowTool(reason: string): HookReply {
  return {
    stdout: JSON.stringify({
      hookSpecificOutput: {
        hookEventName: 'PreToolUse',
        permissionDecision: 'allow',
        permissionDecisionReason: reason,
      },
    }),
    injectedBytes: 0,
  };
}

/** Refuses a tool call, or has the person asked, with the reason: for a refusal it is what the model is told. */
export function refuseTool(decision: 'deny' | 'ask', reason: string): HookReply {
  return {
    stdout: JSON.stringify({
      hookSpecificOutput: {
        hookEventName: 'PreToolUse',
        permissionDecision: decision,
        permissionDecisionReason: reason,
      },
    }),
    injectedBytes: 0,
  };
}

/** A line for the person; the model does not see it. */
export function tellPerson(text: string): HookReply {
  return { stdout: JSON.stringify({ systemMessage: text }), injectedBytes: 0 };
}

/** Keeps the turn from ending: the model is given the reason and goes on. The bytes count in the context ledger. */
export function goOn(reason: string): HookReply {
  return {
    stdout: JSON.stringify({ decision: 'block', reason }),
    injectedBytes: Buffer.byteLength(reason),
  };
}

/** Holds a prompt back: the person is shown the reason and the prompt, the model sees neither. */
export function holdPrompt(reason: string): HookReply {
  return { stdout: JSON.stringify({ decision: 'block', reason }), injectedBytes: 0 };
}

/** `reply` with a line for the person beside it; the same reply where there is nothing to tell. */
export function alsoTell(reply: HookReply, text: string | null): HookReply {
  if (text === null) return reply;
  const answer = reply.stdout === '' ? {} : parseObject(reply.stdout);
  return { ...reply, stdout: JSON.stringify({ ...answer, systemMessage: text }) };
}
