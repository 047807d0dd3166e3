import type { HookReply } from '../src/runtime/hook-output.ts';
import { SILENCE } from '../src/runtime/hook-output.ts';
import { answerAgentStart } from './handlers/agent-start.ts';
import { recordCompactionEnd, recordCompactionStart } from './handlers/compaction.ts';
import { recordNotification, recordPrompt, recordStopFailure } from './handlers/conversation.ts';
import { withVerdict } from './handlers/first-prompt.ts';
import { awaitBroadcasts, deliverAtPrompt } from './handlers/messages.ts';
import { mayOverlap } from './handlers/neighbours.ts';
import { answerPlainCall } from './handlers/permission.ts';
import { answerStop } from './handlers/stop.ts';
import {
  recordClientTask,
  recordSubagentStop,
  recordToolDenial,
  recordToolFailure,
  recordToolUse,
} from './handlers/work.ts';
import type { HookCall, HookHandler } from './hook-call.ts';

/** Events that are answered at once, from what is already loaded. */
const HOT: ReadonlyMap<string, HookHandler> = new Map<string, HookHandler>([
  ['PreToolUse', answerRequest],
  ['UserPromptSubmit', answerPrompt],
  ['PostToolUse', answerToolUse],
  ['PostToolUseFailure', answerToolFailure],
  ['PermissionDenied', recordToolDenial],
  ['Stop', answerStop],
  ['StopFailure', recordStopFailure],
  ['SubagentStart', (call) => answerAgentStart(call, answerSlowly)],
  ['SubagentStop', recordSubagentStop],
  ['TaskCreated', recordClientTask],
  ['TaskCompleted', recordClientTask],
  ['Notification', recordNotification],
  ['PreCompact', beforeCompaction],
  ['PostCompact', recordCompactionEnd],
]);

/** Events that look at git and at other sessions; their code is loaded only then. */
const SLOW: ReadonlySet<string> = new Set(['SessionStart', 'SessionEnd']);

/** Every event that Baton registers with the client (hooks/hooks.json names the same ones; a test says so). */
export const ROUTED_EVENTS: readonly string[] = [...SLOW, ...HOT.keys()];

/** Where the task documents lie. */
const TASK_DOCUMENT = /\.baton\/tasks\/[^/]+-state\.md$/;

/** Answers one event of the client. An event that Baton does not know is answered with silence. */
export async function routeHook(call: HookCall): Promise<HookReply> {
  const hot = HOT.get(call.event);
  if (hot !== undefined) return hot(call);
  if (!SLOW.has(call.event)) return SILENCE;
  return answerSlowly(call);
}

// What is left is rare: agents, which need room, and calls that may touch what is Baton's own (hooks/guard.sh).
function answerRequest(call: HookCall): HookReply | Promise<HookReply> {
  return answerPlainCall(call) ?? answerSlowly(call);
}

// A prompt in a session that has no start: the client forked it without a word (CONTRACT, trap 14), or
// Baton came while it was running. It is told where things stand; messages wait for the next prompt.
async function answerPrompt(call: HookCall): Promise<HookReply> {
  const { recorded, verdict } = recordPrompt(call);
  if (recorded === 'recorded')
    return withVerdict(verdict.block === null ? deliverAtPrompt(call) : SILENCE, verdict);
  const reply = await answerSlowly(call);
  return withVerdict(reply, recordPrompt(call).verdict);
}

// Of a call of Bash that succeeded only what it shows is recorded, and only calls that may show something come here
// (hooks/guard.sh). An edit of a task document is looked at, and answered; one beside which another session is at work
// may have met that one's.
function answerToolUse(call: HookCall): HookReply | Promise<HookReply> {
  if (call.input.tool_name === 'Bash') return answerToolSlowly(call);
  const reply = recordToolUse(call);
  const path = call.input.tool_input.file_path;
  const isDocument = typeof path === 'string' && TASK_DOCUMENT.test(path);
  return isDocument || mayOverlap(call) ? answerToolSlowly(call) : reply;
}

function answerToolFailure(call: HookCall): HookReply | Promise<HookReply> {
  const reply = recordToolFailure(call);
  return call.input.tool_name === 'Bash' ? answerToolSlowly(call) : reply;
}

async function answerToolSlowly(call: HookCall): Promise<HookReply> {
  return (await import('./hook-tools.ts')).answerTool(call);
}

function beforeCompaction(call: HookCall): Promise<HookReply> {
  recordCompactionStart(call);
  return answerSlowly(call);
}

async function answerSlowly(call: HookCall): Promise<HookReply> {
  const slow = await import('./hook-slow.ts');
  const reply = await slow.answerSlowly(call);
  if (call.event === 'SessionStart' || call.event === 'UserPromptSubmit') awaitBroadcasts(call);
  return reply;
}
