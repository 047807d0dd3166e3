import { readHookSettings } from '../../src/runtime/hook-settings.ts';
import type { HookCall } from '../hook-call.ts';
import { startCommand } from '../start-command.ts';

/**
 * Where the project wants it (`reports.session_log`), has the session's report written into .baton/reports/. The
 * command line does that in a process of its own, which outlives this one: the client gives a hook 1.5 seconds here,
 * and a long log takes longer to read.
 */
export function leaveSessionLog(call: HookCall): void {
  if (!readHookSettings(call.layout).session_log) return;
  startCommand(call, ['report', call.input.session_id, '--log']);
}
