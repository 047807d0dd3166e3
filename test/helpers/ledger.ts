import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { StoreContext } from '../../src/store/append.ts';
import type { Cursor, Projection } from '../../src/store/cursor.ts';
import { openCursor } from '../../src/store/open-cursor.ts';
import type { NewEvent } from '../../src/store/record.ts';

/** The texts that were noted in a stream, in order: the smallest state that shows what got lost or doubled. */
export interface Ledger {
  readonly texts: readonly string[];
}

/** A stream that remembers every text noted in it. */
export const ledger: Projection<Ledger> = {
  reducer: 1,
  initial: () => ({ texts: [] }),
  evolve: (state, event) =>
    event.type === 'noted' && 'text' in event.data
      ? { texts: [...state.texts, String(event.data.text)] }
      : state,
  view: (state) => ({ count: state.texts.length, last: state.texts.at(-1) ?? null }),
  accepts: (value): value is Ledger =>
    typeof value === 'object' && value !== null && 'texts' in value && Array.isArray(value.texts),
};

/** The event that adds `text`; `bytes` of padding make its record as large as a test needs it. */
export function noted(text: string, bytes = 0): NewEvent {
  return { type: 'noted', data: bytes === 0 ? { text } : { text, padding: 'x'.repeat(bytes) } };
}

/** A world for the store: the real clock, ids that never repeat, and the patience of the CLI. */
export function storeContext(changes: Partial<StoreContext> = {}): StoreContext {
  return {
    now: () => Date.now(),
    newId: () => `${process.pid}-${Math.random().toString(36).slice(2)}`,
    by: 'test',
    patienceMs: 5_000,
    ...changes,
  };
}

/** Everything the store may throw away and rebuild. */
export function cachesOf(directory: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((name) => name === 'snapshot.json' || name === 'view.json' || name.endsWith('.base.json'))
    .map((name) => join(directory, name));
}

/** The stream as its log alone tells it: every cache is deleted first. */
export function fromLogAlone(directory: string): Cursor<Ledger> {
  for (const path of cachesOf(directory)) rmSync(path, { recursive: true });
  return openCursor(directory, ledger);
}
