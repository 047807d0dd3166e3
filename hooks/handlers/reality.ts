import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { KeptChecks } from '../../src/runtime/checks-cache.ts';
import { attempt } from '../attempt.ts';
import type { HookCall } from '../hook-call.ts';

/** An outcome that is older is renewed when a session begins. */
const STALE_MS = 10 * 60_000;

/**
 * Has Baton's own checks run in the background where somebody uses them and their last outcome is old: a session's
 * start waits for none. The commands of the project are left to whoever asks for them: they may take long, or be in
 * the way.
 */
export function renewChecks(call: HookCall, kept: KeptChecks | undefined): void {
  const program = join(call.env.CLAUDE_PLUGIN_ROOT ?? '', 'dist', 'cli.cjs');
  if (kept === undefined || call.store.now() - Date.parse(kept.checked_at) < STALE_MS) return;
  attempt(call, () => {
    if (!existsSync(program)) return;
    const words = [program, 'check', '--built-in', '--project', call.layout.root];
    spawn(process.execPath, words, {
      cwd: call.layout.root,
      env: { ...call.env, BATON_SESSION: call.input.session_id },
      detached: true,
      stdio: 'ignore',
    })
      .on('error', () => {})
      .unref();
  });
}
