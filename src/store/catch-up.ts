import { createFile } from './atomic-file.ts';
import type { Cursor, RecordedEvent } from './cursor.ts';
import { frameJson } from './framed-json.ts';
import { persisted } from './persisted-cursor.ts';
import type { ScannedLine, StoredRecord } from './record.ts';
import { completeLength, scanLines } from './record.ts';
import { basePath, readFrom, SEGMENT_BYTES, segmentPath, sizeOf } from './stream-files.ts';

/** How many record ids a stream remembers, to make a retried append count once. */
const REMEMBERED_IDS = 128;

/** What became of the record with the id that was asked for. */
export type Outcome = 'accepted' | 'conflict' | 'void' | 'missing';

/** Called for each event as the cursor passes it. */
export type Visit = (event: RecordedEvent) => void;

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
