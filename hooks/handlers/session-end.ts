import type { HookReply } from '../../src/runtime/hook-output.ts';
import { SILENCE } from '../../src/runtime/hook-output.ts';
import { changeSession } from '../../src/runtime/session-streams.ts';
import { endSession } from '../../src/session/commands/life.ts';
import { fold } from '../../src/store/append.ts';
import type { HookCall } from '../hook-call.ts';
import { usageSince } from './conversation.ts';

/**
 * SessionEnd: what was used last, then the close. The client gives a plugin 1.5 seconds here and shows its
 * output to nobody. A session that is closed already, or was never started here, stays as it is.
 */
export function endSessionHook(call: HookCall): HookReply {
  const { input } = call;
  const cursor = changeSession(
    call.layout,
    input.session_id,
    call.store,
    (state) => {
      if (state.lifecycle.status === 'dormant') return [];
      return [
        ...usageSince(call, state, input.transcript_path),
        ...endSession(state, input.reason ?? 'unknown'),
      ];
    },
    { expect: 'version', durable: true },
  );
  if (cursor.state.lifecycle.starts > 0) fold(cursor);
  return SILENCE;
}
