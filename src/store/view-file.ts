import { closeSync, constants, fstatSync, ftruncateSync, writeSync } from 'node:fs';
import { frameJson, readFramedJson } from './framed-json.ts';
import { openNoFollow } from './no-follow.ts';
import { segmentPath, sizeOf, viewPath } from './stream-files.ts';

/** A stream's view as found on disk; `current` is false when the log has grown since it was written. */
export interface FoundView {
  readonly view: object;
  /** The reducer of the projection that made it. */
  readonly reducer: number;
  readonly current: boolean;
}

/** The view of the stream in `directory`, or undefined when there is none or its checksum does not fit. */
export function readView(directory: string): FoundView | undefined {
  const file = readFramedJson(viewPath(directory));
  if (typeof file !== 'object' || file === null) return undefined;
  if (!('view' in file && 'reducer' in file && 'segment' in file && 'offset' in file)) return undefined;
  const { view, reducer, segment, offset } = file;
  if (typeof view !== 'object' || view === null || typeof reducer !== 'number') return undefined;
  if (typeof segment !== 'number' || typeof offset !== 'number') return undefined;
  return { view, reducer, current: sizeOf(segmentPath(directory, segment)) === offset };
}

/** A view is written over the one before, in a file of this size, filled up with blanks. */
const VIEW_BYTES = 4096;

/** What `view.json` holds: the view, and for which length of the log it speaks. */
export interface ViewFile {
  readonly segment: number;
  readonly offset: number;
  readonly version: number;
  readonly reducer: number;
  readonly view: object;
}

/**
 * Renews the view of the stream in `directory`, in place: a rename costs 3 ms on ext4, more than all the rest
 * of a hook. A reader who comes in the middle finds a checksum that does not fit and reads the log.
 *
 * @throws the system's error; a RangeError for a view that does not fit into 4 KB.
 */
export function writeViewFile(directory: string, file: ViewFile): void {
  const frame = frameJson(file);
  if (frame.length > VIEW_BYTES)
    throw new RangeError(`A view of ${frame.length} bytes; the most is ${VIEW_BYTES}.`);
  const bytes = Buffer.alloc(VIEW_BYTES, ' ');
  frame.copy(bytes);
  const fd = openNoFollow(viewPath(directory), constants.O_WRONLY | constants.O_CREAT, 0o600);
  try {
    writeSync(fd, bytes, 0, VIEW_BYTES, 0);
    if (fstatSync(fd).size > VIEW_BYTES) ftruncateSync(fd, VIEW_BYTES);
  } finally {
    closeSync(fd);
  }
}
