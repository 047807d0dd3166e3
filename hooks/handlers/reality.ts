import type { KeptChecks } from '../../src/runtime/checks-cache.ts';
import { attempt } from '../attempt.ts';
import type { HookCall } from '../hook-call.ts';
import { startCommand } from '../start-command.ts';

/** An outcome that is older is renewed when a session begins. */
const STALE_MS = 10 * 60_000;

/**
 * Has Baton's own checks run in the background where somebody uses them and their last outcome is old: a session's
 * start waits for none. The commands of the project are left to whoever asks for them: they may take long, or be in
 * the way.
 */
export function renewChecks(call: HookCall, kept: KeptChecks | undefined): void {
  if (kept === undefined || call.store.now() - Date.parse(kept.checked_at) < STALE_MS) return;
  const env = { ...call.env, BATON_SESSION: call.input.session_id };
  attempt(call, () => startCommand({ ...call, env }, ['check', '--built-in']));
}
