import { readFramedJson } from './framed-json.ts';
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
