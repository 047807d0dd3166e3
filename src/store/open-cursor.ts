import { removeQuietly } from './atomic-file.ts';
import { catchUp } from './catch-up.ts';
import type { Cursor, Projection } from './cursor.ts';
import { readFramedJson } from './framed-json.ts';
import { restored } from './persisted-cursor.ts';
import { basePath, listNumbered, segmentPath, sizeOf, snapshotPath } from './stream-files.ts';

/**
 * A cursor at the end of the stream in `directory`. No lock is taken. Whatever is damaged is passed over:
 * a bad snapshot falls back to the newest good base, that to the first segment that is left.
 * A stream that does not exist yet is an empty one.
 */
export function openCursor<State>(directory: string, projection: Projection<State>): Cursor<State> {
  const cursor =
    fromSnapshot(directory, projection) ?? fromBase(directory, projection) ?? atStart(directory, projection);
  catchUp(cursor);
  return cursor;
}

/** A cursor before the first event that is still there, for reading the whole log with `catchUp`. */
export function atStart<State>(directory: string, projection: Projection<State>): Cursor<State> {
  const first = listNumbered(directory, '.jsonl')[0] ?? 1;
  return {
    directory,
    projection,
    segment: first,
    offset: 0,
    version: 0,
    state: projection.initial(),
    recentIds: [],
    damaged: 0,
    gaps: 0,
    folded: { segment: first, offset: 0 },
  };
}

/** The same, where the first segments are gone: the state at the start of the first that is left, if that is known. */
export function startOfLog<State>(directory: string, projection: Projection<State>): Cursor<State> {
  const cursor = atStart(directory, projection);
  if (cursor.segment === 1) return cursor;
  return restored(directory, projection, readFramedJson(basePath(directory, cursor.segment))) ?? cursor;
}

/** A cursor at the nearest good base before `segment`; at the start of the log where there is none. */
export function startOfBase<State>(
  directory: string,
  projection: Projection<State>,
  segment: number,
): Cursor<State> {
  return nearestBase(directory, projection, segment) ?? atStart(directory, projection);
}

function fromSnapshot<State>(directory: string, projection: Projection<State>): Cursor<State> | undefined {
  const path = snapshotPath(directory);
  const cursor = restored(directory, projection, readFramedJson(path));
  if (cursor === undefined || cursor.offset <= sizeOf(segmentPath(directory, cursor.segment))) return cursor;
  // A snapshot ahead of its log is a log that was cut short: the log decides. The snapshot goes, or it would be
  // believed again as soon as the log has grown past it.
  removeQuietly(path);
  return undefined;
}

function fromBase<State>(directory: string, projection: Projection<State>): Cursor<State> | undefined {
  const cursor = nearestBase(directory, projection, Number.POSITIVE_INFINITY);
  return cursor === undefined ? undefined : { ...cursor, folded: { segment: 1, offset: 0 } };
}

// The newest good base of those before `segment`.
function nearestBase<State>(
  directory: string,
  projection: Projection<State>,
  segment: number,
): Cursor<State> | undefined {
  const before = listNumbered(directory, '.base.json').filter((one) => one < segment);
  for (const one of before.reverse()) {
    const cursor = restored(directory, projection, readFramedJson(basePath(directory, one)));
    if (cursor !== undefined) return cursor;
  }
  return undefined;
}
