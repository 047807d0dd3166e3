import type { ProtocolSettings } from '../../src/continuity/rules/protocol-rules.ts';
import { needsGit, stopViolations } from '../../src/continuity/rules/stop-rules.ts';
import type { Verdict } from '../../src/continuity/rules/verdict.ts';
import { CLEAR, verdictAtStop } from '../../src/continuity/rules/verdict.ts';
import type { HookReply } from '../../src/runtime/hook-output.ts';
import { alsoTell, goOn, SILENCE } from '../../src/runtime/hook-output.ts';
import { readHookSettings } from '../../src/runtime/hook-settings.ts';
import { openSession } from '../../src/runtime/session-streams.ts';
import { checkpointChange } from '../../src/session/checkpoint.ts';
import { endTurn } from '../../src/session/commands/converse.ts';
import type { SessionEvent } from '../../src/session/event.ts';
import type { SessionState } from '../../src/session/state.ts';
import type { HookCall } from '../hook-call.ts';
import { record } from '../record.ts';
import { usageSince } from './conversation.ts';

/**
 * Stop: the turn has ended, what it used is read from the transcript, and the place is marked where something has
 * changed. A required rule of the protocol that is broken puts the end off once; while agents or commands go on in
 * the background nothing is asked, the turn that follows their end is the one to ask.
 */
export async function answerStop(call: HookCall): Promise<HookReply> {
  const { protocol } = readHookSettings(call.layout);
  const uncommitted = await uncommittedEdits(call, protocol);
  let verdict: Verdict = CLEAR;
  record(call, (state) => {
    verdict = verdictOf(call, state, protocol, uncommitted);
    const usage = usageSince(call, state, call.input.transcript_path);
    if (verdict.block !== null) return [...verdict.events, ...injected(verdict.block), ...usage];
    const end = endTurn(state, {
      outcome: 'completed',
      error: null,
      answer: call.input.last_assistant_message ?? null,
      background: call.input.background_tasks,
    });
    return [...verdict.events, ...end, ...usage, ...checkpointChange(state, 'stop', call.store.newId)];
  });
  // A closure has set it, which the compiler does not see.
  const { block, notice }: Verdict = verdict;
  return block === null ? alsoTell(SILENCE, notice) : goOn(block);
}

function verdictOf(
  call: HookCall,
  state: SessionState,
  protocol: ProtocolSettings,
  uncommitted: readonly string[] | undefined,
): Verdict {
  // A turn that has ended already, or that nobody opened, is not held up.
  if (call.input.background_tasks > 0 || state.lifecycle.turn === 'idle') return CLEAR;
  return verdictAtStop(state, stopViolations(state, protocol, { uncommitted }));
}

// git costs as much as all the rest: it is asked only where the rule is on and something was edited.
async function uncommittedEdits(
  call: HookCall,
  protocol: ProtocolSettings,
): Promise<readonly string[] | undefined> {
  if (protocol.manual || protocol.rules.uncommitted === 'off' || call.input.background_tasks > 0)
    return undefined;
  const { state } = openSession(call.layout, call.input.session_id);
  if (!needsGit(state, protocol)) return undefined;
  const { readUncommittedEdits } = await import('../../src/runtime/uncommitted-edits.ts');
  return readUncommittedEdits(state, call.input.cwd ?? call.layout.root);
}

function injected(text: string): SessionEvent[] {
  return [{ type: 'context_injected', data: { hook: 'Stop', bytes: Buffer.byteLength(text) } }];
}
