/** A name of version 1 that could not stay: not safe as a file name, or taken by another. */
export interface Renamed {
  readonly kind: string;
  /** The project of version 1 that it belongs to; empty outside of one. */
  readonly project: string;
  readonly from: string;
  readonly to: string;
}

/** A value of version 1 that has no place in version 2, whole. */
export interface Unplaced {
  readonly path: string;
  /** The path with `*` for ids, so that many of a kind can be told as one. */
  readonly where: string;
  readonly value: unknown;
  readonly reason: string;
}

/** Something that was read in another way than it was written. */
export interface Note {
  readonly path: string;
  readonly where: string;
  readonly message: string;
}

/** A place in the version 1 file. */
export interface Place {
  readonly path: string;
  readonly where: string;
}

/** What a migration cannot carry over, and what it changes on the way. */
export class V1Report {
  readonly renamed: Renamed[] = [];
  readonly unplaced: Unplaced[] = [];
  readonly notes: Note[] = [];

  /** Reports a value that stays behind. What says nothing (null, an empty text, list or object) is not told. */
  leave(place: Place, value: unknown, reason: string): void {
    if (!isEmpty(value)) this.unplaced.push({ path: place.path, where: place.where, value, reason });
  }

  note(place: Place, message: string): void {
    this.notes.push({ path: place.path, where: place.where, message });
  }
}

/** The place of a member. */
export function below(place: Place, key: string, isId = false): Place {
  const step = /^[A-Za-z_][\w-]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
  const joined = (start: string, part: string) => (start === '' ? part.replace(/^\./, '') : start + part);
  return { path: joined(place.path, step), where: joined(place.where, isId ? '.*' : step) };
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
