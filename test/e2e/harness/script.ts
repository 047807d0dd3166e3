/** One tool call of the scripted model. */
export interface ToolCall {
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** The token numbers of one answer, in the names the API uses. */
export interface Usage {
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly cache_creation_input_tokens: number;
  readonly cache_read_input_tokens: number;
}

/** An API failure instead of an answer. */
export interface Failure {
  readonly status: number;
  readonly type: string;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One answer of the scripted model. Everything is optional: an empty turn is an empty text. */
export interface Turn {
  readonly say?: string;
  readonly calls?: readonly ToolCall[];
  readonly usage?: Partial<Usage>;
  readonly model?: string;
  readonly stop?: 'end_turn' | 'tool_use' | 'max_tokens';
  /** Wait this long before the first byte. */
  readonly afterMs?: number;
  /** Stream the text line by line with this pause after each. */
  readonly lineMs?: number;
  /** Never answer: the request stays open until the client or the fake goes away. */
  readonly hold?: boolean;
  readonly fail?: Failure;
}

/** What the model was asked, as far as a script may look at it. */
export interface Body {
  readonly model?: string;
  readonly stream?: boolean;
  readonly system?: string | readonly Block[];
  readonly messages?: readonly Message[];
  readonly tools?: readonly { readonly name?: string; readonly description?: string }[];
}

/** One message of the conversation; the client also sends role `system` in the middle. */
export interface Message {
  readonly role: string;
  readonly content: string | readonly Block[];
}

/** One content block; only the fields that tests look at are named. */
export interface Block {
  readonly type: string;
  readonly text?: string;
  readonly id?: string;
  readonly name?: string;
  readonly input?: unknown;
  readonly tool_use_id?: string;
  readonly is_error?: boolean;
  readonly content?: string | readonly Block[];
}

/** A scene: its turns in order, or a function of the turn's number that may read the conversation. */
export type Scene = readonly Turn[] | ((turn: number, body: Body) => Turn | undefined);

/** All that one fake model knows. */
export interface Script {
  readonly scenes: Readonly<Record<string, Scene>>;
  /** The answer to a compaction's request for a summary. */
  readonly summary?: Turn;
  /** The answer to requests that offer no tools (titles and the like). */
  readonly aside?: Turn;
}

/** The words that make the fake play a scene: put them in a prompt, also in a subagent's. */
export function cue(scene: string, words = ''): string {
  return `[[scene:${scene}]]${words === '' ? '' : ` ${words}`}`;
}

/** A turn of text alone, which ends the model's turn. */
export function say(text: string, usage: Partial<Usage> = {}): Turn {
  return { say: text, usage };
}

/** A turn that makes these calls, all in one message: the client may run them side by side. */
export function call(...calls: readonly ToolCall[]): Turn {
  return { calls };
}

/** A Bash call. */
export function bash(command: string, more: Readonly<Record<string, unknown>> = {}): ToolCall {
  return { tool: 'Bash', input: { command, description: command.slice(0, 40), ...more } };
}

/** An Agent call: the subagent is given `prompt`, whose own cue selects its own scene. */
export function agent(prompt: string, more: Readonly<Record<string, unknown>> = {}): ToolCall {
  const input = { description: 'a scripted agent', subagent_type: 'general-purpose', prompt, ...more };
  return { tool: 'Agent', input };
}

/** The same as `agent`, in the background: the call answers at once. */
export function backgroundAgent(prompt: string, more: Readonly<Record<string, unknown>> = {}): ToolCall {
  return agent(prompt, { run_in_background: true, ...more });
}

/** A TaskCreate call. */
export function taskCreate(subject: string, description = subject): ToolCall {
  return { tool: 'TaskCreate', input: { subject, description } };
}

/** A TaskUpdate call; `change` is any of its fields, usually `{ status }`. */
export function taskUpdate(taskId: string, change: Readonly<Record<string, unknown>>): ToolCall {
  return { tool: 'TaskUpdate', input: { taskId, ...change } };
}

/** `count` turns with one Bash call each, one after another, then `end`. */
export function bashMarch(count: number, command: (n: number) => string, end = 'marched'): readonly Turn[] {
  return [...Array.from({ length: count }, (_, n) => call(bash(command(n)))), say(end)];
}

/** A refusal for too many requests that the client does not try again. */
export const RATE_LIMITED: Turn = {
  fail: {
    status: 429,
    type: 'rate_limit_error',
    message: 'scripted rate limit',
    headers: { 'x-should-retry': 'false', 'retry-after': '0' },
  },
};
