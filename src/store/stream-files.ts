import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { systemCode } from '../errors.ts';

/** A segment is sealed when it has grown past this; a base then starts the next one. */
export const SEGMENT_BYTES = 256 * 1024;

/** The log of a stream, cut into numbered segments that are never deleted while the stream lives. */
export function segmentPath(directory: string, segment: number): string {
  return join(directory, `${padded(segment)}.jsonl`);
}

/** The base: the state at the start of `segment`. */
export function basePath(directory: string, segment: number): string {
  return join(directory, `${padded(segment)}.base.json`);
}

/** The readable fold of the log, a cache. */
export function snapshotPath(directory: string): string {
  return join(directory, 'snapshot.json');
}

/** The few facts that fast readers need, a cache. */
export function viewPath(directory: string): string {
  return join(directory, 'view.json');
}

/** The numbers of the segments (or bases) in `directory`, ascending; none when it does not exist. */
export function listNumbered(directory: string, ending: '.jsonl' | '.base.json'): number[] {
  let names: string[];
  try {
    names = readdirSync(directory);
  } catch {
    return [];
  }
  return names
    .filter((name) => name.endsWith(ending) && /^\d{6}$/.test(name.slice(0, -ending.length)))
    .map((name) => Number(name.slice(0, 6)))
    .sort((left, right) => left - right);
}

/** The bytes of `path` from `offset` to its end; empty when there is no such file or nothing there. */
export function readFrom(path: string, offset: number): Buffer {
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
  try {
    const length = fstatSync(fd).size - offset;
    if (length <= 0) return Buffer.alloc(0);
    const bytes = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      const step = readSync(fd, bytes, filled, length - filled, offset + filled);
      if (step === 0) break;
      filled += step;
    }
    return bytes.subarray(0, filled);
  } finally {
    closeSync(fd);
  }
}

/** The size of a file in bytes, or 0 when it is not there. */
export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function padded(segment: number): string {
  return String(segment).padStart(6, '0');
}
