import { startViolations } from '../../src/continuity/rules/start-rules.ts';
import type { Verdict } from '../../src/continuity/rules/verdict.ts';
import { CLEAR, verdictOnAct } from '../../src/continuity/rules/verdict.ts';
import type { HookReply } from '../../src/runtime/hook-output.ts';
import { alsoTell, holdPrompt } from '../../src/runtime/hook-output.ts';
import { readHookSettings } from '../../src/runtime/hook-settings.ts';
import { readStartFacts } from '../../src/runtime/start-facts.ts';
import { isSyntheticPrompt } from '../../src/session/commands/converse.ts';
import type { SessionState } from '../../src/session/state.ts';
import type { HookCall } from '../hook-call.ts';

/**
 * Before the first thing that a person asks of a session, the rules for its start. A start hook can hold nothing up,
 * so a required rule holds the prompt until it is kept, or a person waives it.
 */
export function judgeFirstPrompt(call: HookCall, state: SessionState, prompt: string): Verdict {
  if (state.observability.metrics.human_prompts > 0 || isSyntheticPrompt(prompt)) return CLEAR;
  const { protocol } = readHookSettings(call.layout);
  if (protocol.manual) return CLEAR;
  return verdictOnAct(state, startViolations(state, protocol, readStartFacts(call.layout, state)));
}

/** The answer to a prompt with what the protocol says of it. */
export function withVerdict(reply: HookReply, { block, notice, events }: Verdict): HookReply {
  if (block === null) return alsoTell(reply, notice);
  const rules = events.flatMap((one) => (one.type === 'protocol_violated' ? [one.data.rule] : []));
  return holdPrompt(
    `${block} To go on all the same, in a terminal of your own: baton session override ${rules[0] ?? 'RULE'} --reason WHY`,
  );
}
