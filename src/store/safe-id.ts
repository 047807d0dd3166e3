import { BatonError } from '../errors.ts';

// Ids are keys of objects, too: the one name that would change an object instead of naming something in it is none.
const SAFE = /^(?!__proto__$)[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}$/;

/** True when `id` may name a file: letters, digits, `.`, `_`, `-`; 1 to 128 of them; no leading dot. */
export function isSafeId(id: string): boolean {
  return SAFE.test(id);
}

/**
 * The one door through which an id from outside (session, task, team …) becomes part of a path.
 *
 * @throws E_INVALID naming the kind of id, for anything that is not plainly a name (ARCHITECTURE, "On disk").
 */
export function toPathSegment(id: string, kind: string): string {
  if (isSafeId(id)) return id;
  throw new BatonError(
    'E_INVALID',
    `The ${kind} id ${JSON.stringify(id.slice(0, 140))} cannot be used as a file name. ` +
      'Expected 1 to 128 letters, digits, ".", "_" or "-", not starting with a dot.',
    { kind, id: id.slice(0, 140) },
  );
}
