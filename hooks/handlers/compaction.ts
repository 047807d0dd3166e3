import type { HookReply } from '../../src/runtime/hook-output.ts';
import { SILENCE } from '../../src/runtime/hook-output.ts';
import { makeCheckpoint } from '../../src/session/checkpoint.ts';
import type { HookCall } from '../hook-call.ts';
import { record } from '../record.ts';

/** PreCompact. Prints nothing: the client would add it to the instructions of the compaction. */
export function recordCompactionStart(call: HookCall): HookReply {
  const trigger = call.input.trigger ?? 'unknown';
  record(call, (state) =>
    state.lifecycle.status === 'dormant'
      ? []
      : [
          { type: 'compaction_started', data: { trigger } },
          ...makeCheckpoint(call.store.newId(), 'compaction'),
        ],
  );
  return SILENCE;
}

/** PostCompact: how long the summary is, not what it says. */
export function recordCompactionEnd(call: HookCall): HookReply {
  const data = {
    trigger: call.input.trigger ?? 'unknown',
    summary_characters: call.input.compact_summary?.length ?? 0,
  };
  record(call, (state) =>
    state.lifecycle.status === 'dormant' ? [] : [{ type: 'compaction_finished', data }],
  );
  return SILENCE;
}
