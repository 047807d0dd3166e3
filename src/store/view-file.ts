import { readFileSync } from 'node:fs';
import { segmentPath, sizeOf, viewPath } from './stream-files.ts';

/** A stream's view as found on disk; `current` is false when the log has grown since it was written. */
export interface FoundView {
  readonly view: unknown;
  readonly current: boolean;
}

/** The view of the stream in `directory`, or undefined when there is none that can be read. */
export function readView(directory: string): FoundView | undefined {
  try {
    const file: unknown = JSON.parse(readFileSync(viewPath(directory), 'utf8'));
    if (
      typeof file !== 'object' ||
      file === null ||
      !('view' in file && 'segment' in file && 'offset' in file)
    )
      return undefined;
    if (typeof file.segment !== 'number' || typeof file.offset !== 'number') return undefined;
    const size = sizeOf(segmentPath(directory, file.segment));
    return { view: file.view, current: size === file.offset };
  } catch {
    return undefined;
  }
}
