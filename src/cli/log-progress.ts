import type { Progress } from '../runtime/replay/session-replay.ts';
import type { CommandContext } from './command-context.ts';

/** A log that is read sooner than this shows no progress. Milliseconds. */
const QUIET_MS = 300;

/** Runs `work`; where it takes long and a person looks on, the part of the log that is read is shown meanwhile. */
export function withProgress<Result>(context: CommandContext, work: (progress: Progress) => Result): Result {
  const { host, options } = context;
  if (!host.isTty || options.json) return work(() => {});
  const begun = host.now();
  let isShown = false;
  const result = work((done) => {
    if (host.now() - begun < QUIET_MS) return;
    isShown = true;
    host.err(`\rReading the log: ${String(Math.floor(done * 100)).padStart(3)} %`);
  });
  if (isShown) host.err('\r\u001B[K');
  return result;
}
