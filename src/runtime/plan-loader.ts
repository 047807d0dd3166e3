import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../store/atomic-file.ts';
import type { Layout } from '../store/layout.ts';
import { PLAN_FOLDERS } from '../store/layout.ts';
import type { PlanBoard } from './plan-board.ts';
import { boardOf, readBoardIndex, writeBoardIndex } from './plan-board.ts';
import { isSettled, stampOf } from './plan-files.ts';
import type { LoadedPlan } from './plan-reader.ts';
import { readAll } from './plan-reader.ts';
import { isPlanChanging } from './whole-plan.ts';

/** Raised whenever the same documents would load to something else. */
const INDEX_VERSION = 2;

/**
 * Loads the plan. A hand edit counts at once. A document that is broken or does not have its shape is left
 * out and reported; the rest of the plan stays usable.
 *
 * Documents are read again only when one of them was touched: the parsed plan is kept in
 * `.baton/cache/plan-index.json`, which may be deleted at any time. `now` is the file system's time.
 */
export function loadPlan(layout: Layout, now = Date.now()): LoadedPlan {
  const path = join(layout.cache, 'plan-index.json');
  const stamp = stampOf(layout);
  const isKept = isSettled(stamp, now) && !isPlanChanging(layout);
  const index = isKept ? readIndex(path) : undefined;
  if (index?.stamp === stamp.text) return index.loaded;
  const loaded = readAll(layout);
  if (!isKept) return loaded;
  try {
    replaceFile(path, JSON.stringify({ version: INDEX_VERSION, stamp: stamp.text, loaded }), {
      durable: false,
    });
  } catch {
    // Without the index the next reader reads the documents, too.
  }
  return loaded;
}

/** What the board needs of the plan, without reading the rest where nothing was touched. */
export function loadBoard(layout: Layout, now = Date.now()): PlanBoard {
  const stamp = stampOf(layout);
  const isKept = isSettled(stamp, now) && !isPlanChanging(layout);
  const whole = () => loadPlan(layout, now).plan;
  const kept = isKept ? readBoardIndex(layout, stamp, whole) : undefined;
  if (kept !== undefined) return kept;
  const board = boardOf(whole(), stamp.planned);
  if (isKept) writeBoardIndex(layout, stamp.text, board);
  return board;
}

function readIndex(path: string): { readonly stamp: string; readonly loaded: LoadedPlan } | undefined {
  try {
    const index: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isIndex(index) ? index : undefined;
  } catch {
    return undefined;
  }
}

function isIndex(value: unknown): value is { readonly stamp: string; readonly loaded: LoadedPlan } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'version' in value &&
    value.version === INDEX_VERSION &&
    'stamp' in value &&
    'loaded' in value &&
    isLoaded(value.loaded)
  );
}

function isLoaded(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('plan' in value && 'problems' in value)) return false;
  const { plan, problems } = value;
  if (typeof plan !== 'object' || plan === null || !Array.isArray(problems)) return false;
  const parts = new Map<string, unknown>(Object.entries(plan));
  return ['project', ...PLAN_FOLDERS].every(
    (part) => typeof parts.get(part) === 'object' && parts.get(part) !== null,
  );
}
