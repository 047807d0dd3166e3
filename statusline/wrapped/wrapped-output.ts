import { rememberedOutput } from './remembered-output.ts';
import { outputWithin } from './run-within.ts';
import type { WrappedCommand } from './wrapped-command.ts';

/**
 * The text of the user's own line: fresh when the command is done within `deadlineMs`, else the last good one for this
 * session, else an empty text. Where nothing can be kept on disk, fresh or empty. Never rejects.
 */
export async function wrappedOutput(wrapped: WrappedCommand, deadlineMs: number): Promise<string> {
  const now = Date.now;
  const deadline = now() + deadlineMs;
  try {
    return await rememberedOutput(wrapped, { now, deadline });
  } catch {
    return outputWithin(wrapped, Math.max(1, deadline - now()));
  }
}
