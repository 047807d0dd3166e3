import { closeSync, constants, fdatasyncSync, renameSync, writeSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fold, writeView } from './append.ts';
import { makeFolder, replaceFile } from './atomic-file.ts';
import { catchUp } from './catch-up.ts';
import type { Cursor, Projection } from './cursor.ts';
import { openNoFollow } from './no-follow.ts';
import { openCursor, startOfBase, startOfLog } from './open-cursor.ts';
import { encodeRecord, RECORD_FORMAT, scanLines } from './record.ts';
import type { DamagedLine, StreamDamage } from './stream-damage.ts';
import { isDamaged } from './stream-damage.ts';
import { readFrom, SEGMENT_BYTES, segmentPath, sizeOf } from './stream-files.ts';

/** What was done to a stream. */
export interface Mended {
  /** Where everything that was damaged is kept, with `report.json`; null where nothing was. */
  readonly aside: string | null;
  /** The records that count, and how many are lost for good. */
  readonly version: number;
  readonly lost: number;
}

const NEWLINE = '\n'.charCodeAt(0);

/**
 * Mends the stream in `directory`: what is damaged is kept aside in `directory/damaged/<stamp>/`, damaged lines are
 * blanked where they lie, and the caches are made anew. Records that are whole stay where they are, to the byte, so that
 * others may go on writing meanwhile. Where records are lost, a good snapshot that has them still is believed.
 *
 * @throws the system's error when the disk refuses; then what was not mended is as it was.
 */
export function mendStream<State>(
  directory: string,
  projection: Projection<State>,
  damage: StreamDamage,
  now: number,
): Mended {
  const found = openCursor(directory, projection);
  if (!isDamaged(damage)) return { aside: null, version: found.version, lost: found.gaps };
  const aside = keepAside(directory, damage, now);
  for (const line of damage.lines) blank(directory, line);
  makeBases(directory, projection, damage);
  const cursor = best(directory, projection, damage, found);
  cursor.damaged = 0;
  fold(cursor);
  writeView(cursor);
  return { aside, version: cursor.version, lost: cursor.gaps };
}

function keepAside(directory: string, damage: StreamDamage, now: number): string {
  const aside = join(directory, 'damaged', new Date(now).toISOString().replace(/[:.]/g, '-'));
  makeFolder(aside);
  for (const { segment, start, end } of damage.lines) {
    const bytes = readFrom(segmentPath(directory, segment), start).subarray(0, end - start);
    replaceFile(join(aside, `${String(segment).padStart(6, '0')}-${start}.line`), bytes, { durable: true });
  }
  const report = {
    at: new Date(now).toISOString(),
    ...damage,
    caches: damage.caches.map((path) => basename(path)),
  };
  replaceFile(join(aside, 'report.json'), `${JSON.stringify(report, null, 2)}\n`, { durable: true });
  for (const path of damage.caches) renameSync(path, join(aside, basename(path)));
  return aside;
}

// Empty lines mean nothing, so offsets stay what they were. The line that closed a segment closes it still: what lies
// behind it in the file never counted.
function blank(directory: string, { segment, start, end }: DamagedLine): void {
  const bytes = Buffer.alloc(end - start, NEWLINE);
  const path = segmentPath(directory, segment);
  if (isSeal(directory, segment, end)) {
    const seal = encodeRecord({
      ...{ f: RECORD_FORMAT, id: `seal-${segment}`, ts: '', exp: -1, by: '' },
      ...{ events: [], seal: true },
    }).subarray(1);
    if (seal.length > bytes.length) return;
    seal.copy(bytes);
  }
  const fd = openNoFollow(path, constants.O_WRONLY, 0o600);
  try {
    writeSync(fd, bytes, 0, bytes.length, start);
    fdatasyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

// As readers take it (cursor.ts): where no seal can be read, the first damaged line past the size that asks for one.
function isSeal(directory: string, segment: number, end: number): boolean {
  if (end <= SEGMENT_BYTES || sizeOf(segmentPath(directory, segment + 1)) === 0) return false;
  const lines = [...scanLines(readFrom(segmentPath(directory, segment), 0))];
  if (lines.some((line) => line.kind === 'record' && line.record.seal === true)) return false;
  return lines.find((line) => line.kind === 'damaged' && line.end > SEGMENT_BYTES)?.end === end;
}

// A reader that passes the end of a segment makes the next one's base where it is missing. Each is made from the
// nearest good one before it: the log between may have lost records that a base still has.
function makeBases<State>(directory: string, projection: Projection<State>, damage: StreamDamage): void {
  const broken = damage.caches.flatMap((path) => /(\d{6})\.base\.json$/.exec(path)?.[1] ?? []).map(Number);
  const missing = [...damage.missingBases, ...broken].sort((left, right) => right - left);
  for (const segment of missing) catchUp(startOfBase(directory, projection, segment));
}

function best<State>(
  directory: string,
  projection: Projection<State>,
  damage: StreamDamage,
  found: Cursor<State>,
): Cursor<State> {
  const fromLog = startOfLog(directory, projection);
  catchUp(fromLog);
  const isWhole = damage.lines.length === 0 && damage.missingSegments.length === 0 && fromLog.gaps === 0;
  // What the readers had is what they would have had without the damage: as far as a good cache knew it.
  return isWhole ? fromLog : found;
}
