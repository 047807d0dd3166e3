import type { Cursor, Projection } from './cursor.ts';

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

/**
 * The cursor that `content`, read from a snapshot or a base, speaks of. Undefined where it is none, or was made by
 * another reducer, or holds a state of another shape.
 */
export function restored<State>(
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
