import { closeSync, constants, fdatasyncSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { BatonError, systemCode } from '../errors.ts';
import { makeFolder, replaceFile, syncFolder } from './atomic-file.ts';
import { catchUp } from './catch-up.ts';
import type { Cursor, Projection } from './cursor.ts';
import { frameJson } from './framed-json.ts';
import { isoTime } from './iso-time.ts';
import { openNoFollow } from './no-follow.ts';
import { openCursor } from './open-cursor.ts';
import { persisted } from './persisted-cursor.ts';
import type { NewEvent, StoredRecord } from './record.ts';
import { encodeRecord, MAX_RECORD_BYTES, RECORD_FORMAT } from './record.ts';
import { SEGMENT_BYTES, segmentPath, snapshotPath } from './stream-files.ts';
import { writeViewFile } from './view-file.ts';

/** The world as the store sees it: everything that is not the bytes themselves. */
export interface StoreContext {
  /** Milliseconds since the epoch. */
  now(): number;
  /** A fresh id, unique for one intent. */
  newId(): string;
  /** Who writes, for the record: `hook:Stop`, `cli:state set` … */
  readonly by: string;
  /** How long a writer may go on trying, in milliseconds: 100 in hooks, 5,000 in the CLI. */
  readonly patienceMs: number;
}

/**
 * `version`: only if the stream still stands where it was read. `any`: wherever it stands. `usually`: as `version`
 * while there is time, then wherever it stands: for what has happened and must not be lost.
 */
export type Expectation = 'version' | 'usually' | 'any';

/** How an append behaves: what it expects, and whether it waits for the disk. */
export interface AppendOptions {
  readonly expect: Expectation;
  readonly durable: boolean;
}

/**
 * Snapshots are renewed when the log is this far ahead of them: about 20 events. Reading them again costs each
 * hook 0.2 ms in the mean; renewing more often would cost more than it saves.
 */
const FOLD_AFTER_BYTES = 6 * 1024;

/** So often a writer tries, however long a slow disk makes each try. */
const FEWEST_TRIES = 3;

/**
 * Reads the stream, lets `decide` answer with events, appends them in one record and gives the cursor
 * behind it. With `expect: 'version'` a writer who comes second is asked again with the newer state; no
 * update is lost and none is decided on what is no longer true. When `decide` gives no events nothing is
 * written. When this has returned, every later reader sees the record, whatever is killed afterwards.
 *
 * @throws what `decide` throws (a refusal); E_LOCKED when others kept coming first for all of
 *   `patienceMs`, and three times at least; E_INVALID for a record over 1 MB; the system's error when the disk refuses.
 */
export function transact<State>(
  directory: string,
  projection: Projection<State>,
  context: StoreContext,
  options: AppendOptions,
  decide: (state: State, version: number) => readonly NewEvent[],
): Cursor<State> {
  const cursor = openCursor(directory, projection);
  const deadline = context.now() + context.patienceMs;
  for (let attempt = 0; ; attempt++) {
    const events = decide(cursor.state, cursor.version);
    if (events.length === 0) return cursor;
    const isLate = attempt + 1 >= FEWEST_TRIES && context.now() >= deadline;
    const isBound = options.expect === 'version' || (options.expect === 'usually' && !isLate);
    const record = newRecord(context, isBound ? cursor.version : -1, events);
    write(cursor, record, options.durable);
    const outcome = catchUp(cursor, record.id);
    if (outcome === 'accepted') {
      maintain(cursor, context);
      return cursor;
    }
    if (outcome === 'missing') {
      throw new BatonError(
        'E_CORRUPT',
        `A record written to ${directory} could not be read back. Expected a local file system with atomic ` +
          'appends; network and sync folders may lack them. Set BATON_DIR to a folder named .baton on a local disk.',
      );
    }
    if (isLate && isBound) {
      throw new BatonError(
        'E_LOCKED',
        `The stream ${directory} stayed busy for ${context.patienceMs} ms; nothing was written. Try again.`,
      );
    }
    pause(attempt);
    // Others have gone on meanwhile: decided on what was true before the pause, the next try would be too late again.
    catchUp(cursor);
  }
}

/** Brings `snapshot.json` up to the cursor. The log is on disk first: a snapshot is never ahead of it. */
export function fold<State>(cursor: Cursor<State>): void {
  try {
    syncLog(cursor.directory, cursor.segment);
    replaceFile(snapshotPath(cursor.directory), frameJson(persisted(cursor)), { durable: true });
    cursor.folded = { segment: cursor.segment, offset: cursor.offset };
  } catch {
    // A snapshot that lags is slower, not wrong.
  }
}

function newRecord(context: StoreContext, expected: number, events: readonly NewEvent[]): StoredRecord {
  return {
    f: RECORD_FORMAT,
    id: context.newId(),
    ts: isoTime(context.now()),
    exp: expected,
    by: context.by,
    events,
  };
}

function write<State>(cursor: Cursor<State>, record: StoredRecord, durable: boolean): void {
  const bytes = encodeRecord(record);
  if (bytes.length > MAX_RECORD_BYTES) {
    throw new BatonError(
      'E_INVALID',
      `One change of ${bytes.length} bytes is too large for the log: the most is ${MAX_RECORD_BYTES}. ` +
        'Split it, or keep the payload in a file and refer to it.',
    );
  }
  const path = segmentPath(cursor.directory, cursor.segment);
  const isNew = cursor.offset === 0;
  const fd = openForAppend(path);
  try {
    // One write, so that records of several processes never mix. What a short one leaves is a torn record,
    // harmless to its neighbours.
    const written = writeSync(fd, bytes);
    if (written !== bytes.length) throw Object.assign(new Error(`ENOSPC: ${path}`), { code: 'ENOSPC' });
    if (durable) fdatasyncSync(fd);
  } finally {
    closeSync(fd);
  }
  if (durable && isNew) syncFolder(cursor.directory);
}

function openForAppend(path: string): number {
  const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT;
  try {
    return openNoFollow(path, flags, 0o600);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    makeFolder(dirname(path));
    return openNoFollow(path, flags, 0o600);
  }
}

function maintain<State>(cursor: Cursor<State>, context: StoreContext): void {
  if (cursor.offset > SEGMENT_BYTES) {
    try {
      write(cursor, { ...newRecord(context, -1, []), seal: true }, true);
      catchUp(cursor);
    } catch {
      // The next writer seals.
    }
  }
  const behind =
    cursor.segment === cursor.folded.segment
      ? cursor.offset - cursor.folded.offset
      : Number.POSITIVE_INFINITY;
  if (behind > FOLD_AFTER_BYTES) fold(cursor);
  writeView(cursor);
}

/** Renews `view.json`. It says for which length of the log it speaks, so that a reader sees when it lags. */
export function writeView<State>(cursor: Cursor<State>): void {
  const view = cursor.projection.view?.(cursor.state);
  if (view === undefined) return;
  try {
    const { segment, offset, version, projection } = cursor;
    writeViewFile(cursor.directory, { segment, offset, version, reducer: projection.reducer, view });
  } catch {
    // Readers fall back to the log.
  }
}

function syncLog(directory: string, segment: number): void {
  const fd = openNoFollow(segmentPath(directory, segment), constants.O_RDWR, 0o600);
  try {
    fdatasyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Waits a little longer each time, with jitter, without giving the processor away to a busy loop. */
function pause(attempt: number): void {
  const milliseconds = Math.min(10, 0.5 * 1.5 ** attempt) * (0.5 + Math.random());
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
