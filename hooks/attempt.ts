import { troubleFiles } from '../src/runtime/client-folder.ts';
import { noteTrouble } from '../src/store/trouble-log.ts';
import type { HookCall } from './hook-call.ts';

/** What `work` gives; where it fails, that is noted and undefined given: the rest of the hook goes on without it. */
export function attempt<Result>(call: HookCall, work: () => Result): Result | undefined {
  try {
    return work();
  } catch (error) {
    noteTrouble(troubleFiles(call.layout, call.env), {
      at: new Date(call.store.now()).toISOString(),
      where: `hook:${call.event}`,
      message: error instanceof Error ? error.message : String(error),
    });
    return undefined;
  }
}
