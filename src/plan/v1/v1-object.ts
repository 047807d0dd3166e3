import type { Place, V1Report } from './v1-report.ts';
import { below } from './v1-report.ts';

/** An object of the version 1 file under its id. */
export interface V1Entry {
  readonly id: string;
  readonly object: V1Object;
}

/** What a field names or holds: ids alone, and whole objects. */
export interface V1Members {
  readonly ids: readonly string[];
  readonly entries: readonly V1Entry[];
}

/**
 * An object of the version 1 file, read field by field. A field is taken once; one of another type than asked for is
 * reported and counts as absent; `leaveRest` reports whatever nobody took. So nothing gets lost on the way.
 */
export class V1Object {
  readonly place: Place;
  readonly #report: V1Report;
  readonly #left: Map<string, unknown>;

  constructor(value: object, place: Place, report: V1Report) {
    this.place = place;
    this.#report = report;
    this.#left = new Map(Object.entries(value));
  }

  /** The text in the first of `names` that is there. */
  text(...names: readonly string[]): string | undefined {
    return this.#take(names, 'a text', (value) => (typeof value === 'string' ? value : undefined));
  }

  /** A time, as it was written. */
  time(...names: readonly string[]): string | undefined {
    return this.#take(names, 'a time', (value) =>
      typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? value : undefined,
    );
  }

  /** A number from `least` to `most`. */
  number(names: readonly string[], least = 0, most = Number.MAX_SAFE_INTEGER): number | undefined {
    return this.#take(names, `a number from ${least}${most < 1_000 ? ` to ${most}` : ''}`, (value) =>
      typeof value === 'number' && value >= least && value <= most ? value : undefined,
    );
  }

  flag(name: string): boolean | undefined {
    return this.#take([name], 'true or false', (value) => (typeof value === 'boolean' ? value : undefined));
  }

  /** The texts of a list; other things in it are reported. */
  texts(...names: readonly string[]): string[] | undefined {
    const name = names.find((one) => this.#left.has(one));
    const list = this.#take(names, 'a list of texts', (value) => (Array.isArray(value) ? value : undefined));
    return list?.filter((one: unknown, index): one is string => {
      if (typeof one === 'string') return true;
      this.#report.leave(below(this.#at(name), `${index}`, true), one, 'It should be a text.');
      return false;
    });
  }

  object(name: string): V1Object | undefined {
    const value = this.#take([name], 'an object', (one) => (isObject(one) ? one : undefined));
    return value === undefined ? undefined : new V1Object(value, this.#at(name), this.#report);
  }

  /** What a field holds, by id (an object of objects, or a list of objects with ids), or names (a list of ids). */
  members(name: string, idField = 'id'): V1Members {
    const value = this.#take([name], 'a list or an object', (one) =>
      typeof one === 'object' && one !== null ? one : undefined,
    );
    if (value === undefined) return { ids: [], entries: [] };
    const place = this.#at(name);
    const ids: string[] = [];
    const entries: V1Entry[] = [];
    for (const [key, part] of Object.entries(value)) {
      const at = below(place, key, true);
      if (Array.isArray(value) && typeof part === 'string') ids.push(part);
      else if (!isObject(part)) this.#report.leave(at, part, 'It should be an object.');
      else {
        const object = new V1Object(part, at, this.#report);
        const own = object.text(idField);
        if (!Array.isArray(value)) {
          if (own !== undefined && own !== key)
            object.leave(idField, own, 'It stands under another id, which counts.');
          entries.push({ id: key, object });
        } else if (own !== undefined) entries.push({ id: own, object });
        else this.#report.leave(at, part, 'It has no id.');
      }
    }
    return { ids, entries };
  }

  /** Reports a field that was taken and then found to have no place. */
  leave(name: string, value: unknown, reason: string): void {
    this.#report.leave(this.#at(name), value, reason);
  }

  note(message: string): void {
    this.#report.note(this.place, message);
  }

  /** Reports a field that was not taken, if it is there. */
  leaveOne(name: string, reason: string): void {
    if (!this.#left.has(name)) return;
    this.leave(name, this.#left.get(name), reason);
    this.#left.delete(name);
  }

  /** Reports every field that was not taken. */
  leaveRest(reason: string): void {
    for (const [name, value] of this.#left) this.leave(name, value, reason);
    this.#left.clear();
  }

  #take<Value>(
    names: readonly string[],
    what: string,
    read: (value: unknown) => Value | undefined,
  ): Value | undefined {
    for (const name of names) {
      const value = this.#left.get(name);
      if (!this.#left.delete(name) || value === null || value === '') continue;
      const found = read(value);
      if (found !== undefined) return found;
      this.leave(name, value, `It should be ${what}.`);
    }
    return undefined;
  }

  #at(name: string | undefined): Place {
    return name === undefined ? this.place : below(this.place, name);
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
