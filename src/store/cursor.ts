import { createFile, removeQuietly } from './atomic-file.ts';
import { frameJson, readFramedJson } from './framed-json.ts';
import type { ScannedLine, StoredRecord } from './record.ts';
import { completeLength, scanLines } from './record.ts';
import {
  basePath,
  listNumbered,
  readFrom,
  SEGMENT_BYTES,
  segmentPath,
  sizeOf,
  snapshotPath,
} from './stream-files.ts';

/** An event as a reader meets it: what was written, and where in the stream it stands. */
export interface RecordedEvent {
  readonly id: string;
  readonly type: string;
  readonly data: object;
  readonly timestamp: string;
  readonly by: string;
  /** The stream's version once the event's record is counted: 1 for the first record. */
  readonly version: number;
}

/** How a stream's events become its state. Pure; `reducer` is raised when old snapshots no longer fit. */
export interface Projection<State> {
  readonly reducer: number;
  initial(): State;
  evolve(state: State, event: RecordedEvent): State;
  /** The few facts for `view.json`, at most 2 KB; left out where nobody reads one. */
  view?(state: State): object;
  /** True when a value read from a snapshot has the state's shape. */
  accepts(value: unknown): value is State;
}

/** How many record ids a stream remembers, to make a retried append count once. */
const REMEMBERED_IDS = 128;

/** Where a reader stands in one stream, and the state there. Mutable: `catchUp` moves it on. */
export interface Cursor<State> {
  readonly directory: string;
  readonly projection: Projection<State>;
  segment: number;
  offset: number;
  version: number;
  state: State;
  recentIds: string[];
  /** Lines that failed their checksum and were passed over. */
  damaged: number;
  /** Versions that writers saw and this reader did not: records lost to damage. */
  gaps: number;
  /** Where the snapshot on disk stands. */
  folded: { segment: number; offset: number };
}

/** What became of the record with the id that was asked for. */
export type Outcome = 'accepted' | 'conflict' | 'void' | 'missing';

/** Called for each event as the cursor passes it. */
export type Visit = (event: RecordedEvent) => void;

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
  return restore(directory, projection, readFramedJson(basePath(directory, cursor.segment))) ?? cursor;
}

/** A cursor at the nearest good base before `segment`; at the start of the log where there is none. */
export function startOfBase<State>(
  directory: string,
  projection: Projection<State>,
  segment: number,
): Cursor<State> {
  const before = listNumbered(directory, '.base.json').filter((one) => one < segment);
  for (const one of before.reverse()) {
    const cursor = restore(directory, projection, readFramedJson(basePath(directory, one)));
    if (cursor !== undefined) return cursor;
  }
  return atStart(directory, projection);
}

/**
 * Moves the cursor over every record that has been written since, in file order, and says what became of
 * the record `wanted`. A record counts unless its writer expected an older version (`exp < version`):
 * then another came first and it is void. One that expected a newer version is counted and the gap jumped:
 * refusing it would let one damaged record void all of its successors (STORE, D.6).
 */
export function catchUp<State>(cursor: Cursor<State>, wanted?: string, visit?: Visit): Outcome {
  let outcome: Outcome = 'missing';
  for (;;) {
    // Asked before reading: whoever began the next segment had seen the seal of this one.
    const succeeded = sizeOf(segmentPath(cursor.directory, cursor.segment + 1)) > 0;
    const bytes = readFrom(segmentPath(cursor.directory, cursor.segment), cursor.offset);
    const lines = [...scanLines(bytes)];
    const seal = sealOf(lines, cursor.offset, succeeded);
    for (const [index, line] of lines.entries()) {
      if (line.kind === 'damaged') cursor.damaged++;
      else if (index < seal) {
        const result = pass(cursor, line.record, visit);
        if (line.record.id === wanted && outcome !== 'accepted') outcome = result;
      } else if (line.record.id === wanted) outcome = 'void';
    }
    cursor.offset += completeLength(bytes);
    if (seal === lines.length && !succeeded) return outcome;
    enterNextSegment(cursor);
  }
}

// Which of the lines closes the segment, or how many there are when none does. Where a segment has a successor
// and no seal can be read, the seal is what was damaged: the first damaged line past the size that asks for one.
function sealOf(lines: readonly ScannedLine[], offset: number, succeeded: boolean): number {
  let index = lines.findIndex((line) => line.kind === 'record' && line.record.seal === true);
  if (index < 0 && succeeded)
    index = lines.findIndex((line) => line.kind === 'damaged' && offset + line.end > SEGMENT_BYTES);
  return index < 0 ? lines.length : index;
}

function pass<State>(cursor: Cursor<State>, record: StoredRecord, visit: Visit | undefined): Outcome {
  if (cursor.recentIds.includes(record.id)) return 'accepted';
  if (record.exp >= 0 && record.exp < cursor.version) return 'conflict';
  if (record.exp > cursor.version) {
    cursor.gaps += record.exp - cursor.version;
    cursor.version = record.exp;
  }
  cursor.version++;
  cursor.recentIds.push(record.id);
  if (cursor.recentIds.length > REMEMBERED_IDS) cursor.recentIds.shift();
  for (const [index, event] of record.events.entries()) {
    const recorded: RecordedEvent = {
      id: record.events.length === 1 ? record.id : `${record.id}.${index + 1}`,
      type: event.type,
      data: event.data,
      timestamp: record.ts,
      by: record.by,
      version: cursor.version,
    };
    cursor.state = cursor.projection.evolve(cursor.state, recorded);
    visit?.(recorded);
  }
  return 'accepted';
}

function enterNextSegment<State>(cursor: Cursor<State>): void {
  cursor.segment++;
  cursor.offset = 0;
  const path = basePath(cursor.directory, cursor.segment);
  if (sizeOf(path) > 0) return;
  try {
    createFile(path, frameJson(persisted(cursor)), { durable: true });
  } catch {
    // A base only shortens the way; without it the log is read from further back.
  }
}

/** What a snapshot or a base holds. */
export function persisted<State>(cursor: Cursor<State>): object {
  return {
    format: 1,
    reducer: cursor.projection.reducer,
    segment: cursor.segment,
    offset: cursor.offset,
    version: cursor.version,
    damaged: cursor.damaged,
    gaps: cursor.gaps,
    recent_ids: cursor.recentIds,
    state: cursor.state,
  };
}

function fromSnapshot<State>(directory: string, projection: Projection<State>): Cursor<State> | undefined {
  const path = snapshotPath(directory);
  const cursor = restore(directory, projection, readFramedJson(path));
  if (cursor === undefined || cursor.offset <= sizeOf(segmentPath(directory, cursor.segment))) return cursor;
  // A snapshot ahead of its log is a log that was cut short: the log decides. The snapshot goes, or it would be
  // believed again as soon as the log has grown past it.
  removeQuietly(path);
  return undefined;
}

function fromBase<State>(directory: string, projection: Projection<State>): Cursor<State> | undefined {
  for (const segment of listNumbered(directory, '.base.json').reverse()) {
    const cursor = restore(directory, projection, readFramedJson(basePath(directory, segment)));
    if (cursor !== undefined) return { ...cursor, folded: { segment: 1, offset: 0 } };
  }
  return undefined;
}

function restore<State>(
  directory: string,
  projection: Projection<State>,
  content: unknown,
): Cursor<State> | undefined {
  if (!isPersisted(content) || content.reducer !== projection.reducer || !projection.accepts(content.state))
    return undefined;
  return {
    directory,
    projection,
    segment: content.segment,
    offset: content.offset,
    version: content.version,
    state: content.state,
    recentIds: [...content.recent_ids],
    damaged: content.damaged,
    gaps: content.gaps,
    folded: { segment: content.segment, offset: content.offset },
  };
}

interface Persisted {
  readonly reducer: number;
  readonly segment: number;
  readonly offset: number;
  readonly version: number;
  readonly damaged: number;
  readonly gaps: number;
  readonly recent_ids: readonly string[];
  readonly state: unknown;
}

const NUMBERS = ['reducer', 'segment', 'offset', 'version', 'damaged', 'gaps'];

function isPersisted(value: unknown): value is Persisted {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map(Object.entries(value));
  const ids: unknown = fields.get('recent_ids');
  return (
    NUMBERS.every((name) => Number.isSafeInteger(fields.get(name))) &&
    Array.isArray(ids) &&
    ids.every((id) => typeof id === 'string') &&
    fields.has('state')
  );
}
