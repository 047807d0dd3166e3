import type { Verdict } from '../../src/continuity/rules/verdict.ts';
import { CLEAR } from '../../src/continuity/rules/verdict.ts';
import { sumTranscript } from '../../src/insight/transcript-usage.ts';
import type { HookReply } from '../../src/runtime/hook-output.ts';
import { SILENCE } from '../../src/runtime/hook-output.ts';
import { readHookSettings } from '../../src/runtime/hook-settings.ts';
import { readTranscript } from '../../src/runtime/transcript.ts';
import { checkpointChange } from '../../src/session/checkpoint.ts';
import type { TurnEnd } from '../../src/session/commands/converse.ts';
import { endTurn, submitPrompt } from '../../src/session/commands/converse.ts';
import { recordUsage } from '../../src/session/commands/record.ts';
import type { SessionEvent } from '../../src/session/event.ts';
import { isOrchestrated } from '../../src/session/orchestrated.ts';
import type { SessionState } from '../../src/session/state.ts';
import type { HookCall } from '../hook-call.ts';
import type { Recorded } from '../record.ts';
import { record } from '../record.ts';
import { judgeFirstPrompt } from './first-prompt.ts';

/** What became of a prompt: whether its turn was recorded, and what the protocol says of it. */
export interface PromptRecord {
  readonly recorded: Recorded;
  readonly verdict: Verdict;
}

/** UserPromptSubmit: a turn opens, unless a required rule of the protocol holds the prompt back. */
export function recordPrompt(call: HookCall): PromptRecord {
  const prompt = call.input.prompt ?? '';
  let verdict: Verdict = CLEAR;
  const recorded = record(call, (state) => {
    verdict = judgeFirstPrompt(call, state, prompt);
    return verdict.block === null ? [...verdict.events, ...submitPrompt(state, prompt)] : verdict.events;
  });
  return { recorded, verdict };
}

/** StopFailure: the turn ended by an error of the API. */
export function recordStopFailure(call: HookCall): HookReply {
  return recordTurnEnd(call, {
    outcome: 'failed',
    error: call.input.error ?? 'unknown',
    answer: null,
    background: 0,
  });
}

/** Notification: only its kind is kept. */
export function recordNotification(call: HookCall): HookReply {
  const kind = call.input.notification_type ?? 'unknown';
  record(call, (state) =>
    state.lifecycle.status === 'dormant' ? [] : [{ type: 'notification_received', data: { kind } }],
  );
  return SILENCE;
}

/** What the main conversation has used since that was last read; nothing where orchestration is switched off. */
export function usageSince(
  call: HookCall,
  state: SessionState,
  transcriptPath: string | undefined,
): SessionEvent[] {
  const path = transcriptPath ?? state.session_info.transcript_path;
  if (path === null || !isOrchestrated(state)) return [];
  const { read_to, last_message } = state.observability.usage;
  const part = readTranscript(path, read_to);
  const { prices } = readHookSettings(call.layout);
  const { tool_costs, ...usage } = sumTranscript(part.lines, last_message, prices);
  return recordUsage(state, { ...usage, read_to: part.readTo }, tool_costs);
}

function recordTurnEnd(call: HookCall, end: TurnEnd): HookReply {
  record(call, (state) => [
    ...endTurn(state, end),
    ...usageSince(call, state, call.input.transcript_path),
    ...checkpointChange(state, 'stop', call.store.newId),
  ]);
  return SILENCE;
}
