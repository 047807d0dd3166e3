import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readHookSettings } from '../../src/runtime/hook-settings.ts';
import type { HookCall } from '../hook-call.ts';

/**
 * Where the project wants it (`reports.session_log`), has the session's report written into .baton/reports/. The
 * command line does that in a process of its own, which outlives this one: the client gives a hook 1.5 seconds here,
 * and a long log takes longer to read.
 */
export async function leaveSessionLog({ layout, input, env }: HookCall): Promise<void> {
  if (!readHookSettings(layout).session_log) return;
  const program = join(dirname(process.argv[1] ?? ''), 'cli.cjs');
  if (!existsSync(program)) return;
  const { spawn } = await import('node:child_process');
  const words = ['report', input.session_id, '--log', '--project', layout.root];
  const child = spawn(process.execPath, [program, ...words], {
    detached: true,
    stdio: 'ignore',
    env: { ...env },
  });
  child.on('error', () => {});
  child.unref();
}
