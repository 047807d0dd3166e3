import type { StoreContext } from '../store/append.ts';
import { newId } from './new-id.ts';

/** How long a hook may wait for others who write, and how long the CLI may. Milliseconds. */
export const HOOK_PATIENCE_MS = 100;
export const CLI_PATIENCE_MS = 5_000;

/** The real clock and ids, for a writer that calls itself `by`. */
export function storeContext(by: string, patienceMs: number): StoreContext {
  return {
    now: Date.now,
    newId: () => newId(Date.now(), process.pid, Math.random),
    by,
    patienceMs,
  };
}
