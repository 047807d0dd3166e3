import { crc32 } from './crc32.ts';

/** What a caller hands to a stream: a fact in the past tense and its data. */
export interface NewEvent {
  readonly type: string;
  readonly data: object;
}

/**
 * One append, as it lies on disk: all of its events count or none does.
 *
 *     "\n" crc32(json) " " json "\n"
 *
 * The leading newline ends whatever a killed writer left half-written, so that a torn record can never
 * swallow the one after it (cacache's trick; 231 of 242 cut points lost a neighbour without it).
 */
export interface StoredRecord {
  /** Format of the record; older ones are upcast when read. */
  readonly f: 1;
  /** Unique for one intent: the same id twice is one record (a retry after a lost answer). */
  readonly id: string;
  readonly ts: string;
  /** The version the writer expected the stream to have, or -1 for "any". */
  readonly exp: number;
  /** Who wrote it: `hook:Stop`, `cli:state set` … */
  readonly by: string;
  readonly events: readonly NewEvent[];
  /** True on the record that closes a segment; what lies behind it in the file is void. */
  readonly seal?: true;
}

export const RECORD_FORMAT = 1;

/**
 * The most one append may take. A writer that is killed tears a record of some hundred KB (small ones never did);
 * what it leaves fails its checksum and hurts no neighbour. Beyond this the log is the wrong place: every reader
 * of the stream reads every record, so payloads go by reference.
 */
export const MAX_RECORD_BYTES = 1024 * 1024;

const NEWLINE = 10;
const CRC_LENGTH = 8;

/** The bytes of one record, ready for a single write. */
export function encodeRecord(record: StoredRecord): Buffer {
  const json = Buffer.from(JSON.stringify(record));
  return Buffer.concat([Buffer.from(`\n${crc32(json)} `), json, Buffer.from('\n')]);
}

/** One line of a segment: a record that passed its checksum, or the bytes of one that did not. */
export type ScannedLine =
  | { readonly kind: 'record'; readonly record: StoredRecord; readonly end: number }
  | { readonly kind: 'damaged'; readonly start: number; readonly end: number };

/**
 * Every complete line of `bytes`, in file order; `end` is the offset just behind it. Bytes after the last
 * newline are left alone: a live writer may still be adding to them.
 */
export function* scanLines(bytes: Buffer): Generator<ScannedLine> {
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(NEWLINE, start);
    if (end < 0) return;
    if (end > start) {
      const record = decodeLine(bytes, start, end);
      yield record === undefined
        ? { kind: 'damaged', start, end: end + 1 }
        : { kind: 'record', record, end: end + 1 };
    }
    start = end + 1;
  }
}

/** How many of `bytes` belong to complete lines. */
export function completeLength(bytes: Buffer): number {
  return bytes.lastIndexOf(NEWLINE) + 1;
}

function decodeLine(bytes: Buffer, start: number, end: number): StoredRecord | undefined {
  const json = start + CRC_LENGTH + 1;
  if (json >= end || bytes.toString('latin1', start, start + CRC_LENGTH) !== crc32(bytes, json, end))
    return undefined;
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8', json, end));
    return isStoredRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isStoredRecord(value: unknown): value is StoredRecord {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    typeof value.id === 'string' &&
    'ts' in value &&
    typeof value.ts === 'string' &&
    'exp' in value &&
    typeof value.exp === 'number' &&
    'by' in value &&
    typeof value.by === 'string' &&
    'events' in value &&
    Array.isArray(value.events) &&
    value.events.every(isEvent)
  );
}

function isEvent(value: unknown): value is NewEvent {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    typeof value.type === 'string' &&
    'data' in value &&
    typeof value.data === 'object' &&
    value.data !== null
  );
}
