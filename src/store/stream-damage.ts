import { readFramedJson } from './framed-json.ts';
import { scanLines } from './record.ts';
import {
  basePath,
  listNumbered,
  readFrom,
  segmentPath,
  sizeOf,
  snapshotPath,
  viewPath,
} from './stream-files.ts';
import { readView } from './view-file.ts';

/** A line of the log that fails its checksum: where it lies in which segment. */
export interface DamagedLine {
  readonly segment: number;
  readonly start: number;
  readonly end: number;
}

/** What is wrong with the files of one stream, seen byte by byte. */
export interface StreamDamage {
  /** Records that are whole. */
  readonly records: number;
  readonly lines: readonly DamagedLine[];
  /** Caches that fail their checksum: paths of the snapshot, the view, bases. */
  readonly caches: readonly string[];
  /** Segments that begin without a base. */
  readonly missingBases: readonly number[];
  /** Segments that are gone although later ones are there. */
  readonly missingSegments: readonly number[];
}

/** Looks at every byte of the stream in `directory`. Reads only. @throws the system's error for a log that cannot be read. */
export function inspectStream(directory: string): StreamDamage {
  const segments = listNumbered(directory, '.jsonl');
  const lines: DamagedLine[] = [];
  let records = 0;
  for (const segment of segments) {
    for (const line of scanLines(readFrom(segmentPath(directory, segment), 0))) {
      if (line.kind === 'record') records++;
      else lines.push({ segment, start: line.start, end: line.end });
    }
  }
  const last = segments.at(-1) ?? 0;
  const expected = Array.from({ length: last }, (_, index) => index + 1);
  const bases = listNumbered(directory, '.base.json');
  return {
    records,
    lines,
    caches: [
      ...[snapshotPath(directory), ...bases.map((segment) => basePath(directory, segment))].filter(
        (path) => sizeOf(path) > 0 && readFramedJson(path) === undefined,
      ),
      ...(sizeOf(viewPath(directory)) > 0 && readView(directory) === undefined ? [viewPath(directory)] : []),
    ],
    missingBases: segments.filter((segment) => segment > 1 && !bases.includes(segment)),
    missingSegments: expected.filter((segment) => !segments.includes(segment)),
  };
}

/** True where something is to be mended. What is gone for good is not. */
export function isDamaged({ lines, caches, missingBases }: StreamDamage): boolean {
  return lines.length + caches.length + missingBases.length > 0;
}
