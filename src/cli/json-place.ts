import type { JsonValue } from 'jsonpath-rfc9535';
import { paths, query } from 'jsonpath-rfc9535';
import parse from 'jsonpath-rfc9535/parser';
import { BatonError } from '../errors.ts';
import type { JsonLocation } from '../session/patch.ts';
import { suggestion } from './nearest.ts';

/** A place as typed: a JSONPath (RFC 9535) when it starts with `$`, else member names joined by dots. */
export type Place = string;

/** What a place holds: one value for a place that can only be one, all the values for one that can be many. */
export type Found =
  | { readonly kind: 'one'; readonly value: unknown }
  | { readonly kind: 'many'; readonly values: unknown[] };

/**
 * Looks `place` up in `root`.
 *
 * @throws E_USAGE for a path that cannot be read, naming the column; E_NOT_FOUND when a single place is not
 *   there, naming the part that is missing and the nearest name beside it.
 */
export function lookUp(root: unknown, place: Place): Found {
  const single = singleLocation(place);
  if (single === undefined) return { kind: 'many', values: run(() => query(asJson(root), place), place) };
  return { kind: 'one', value: follow(root, single, place) };
}

/**
 * The places that `place` names in `root`. A place that can only be one need not be there yet.
 *
 * @throws E_USAGE for a path that cannot be read; E_NOT_FOUND when a path with choices fits nothing.
 */
export function locate(root: unknown, place: Place): JsonLocation[] {
  const single = singleLocation(place);
  if (single !== undefined) return [single];
  const found = run(() => paths(asJson(root), place), place).map(
    (normalized) => singleLocation(normalized) ?? [],
  );
  if (found.length > 0) return found;
  throw new BatonError('E_NOT_FOUND', `${place} fits nothing. Nothing was changed.`);
}

/** The one location of a place without wildcards, filters or slices; undefined for the others. */
function singleLocation(place: Place): JsonLocation | undefined {
  if (!place.startsWith('$')) {
    return place === '' || place === '.'
      ? []
      : place.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  }
  const location: JsonLocation = [];
  for (const segment of run(() => parse(place), place).segments) {
    if (segment.type !== 'ChildSegment') return undefined;
    const { node } = segment;
    if (node.type === 'MemberNameShorthand') location.push(node.value);
    else if (node.type !== 'BracketedSelection' || node.selectors.length !== 1) return undefined;
    else {
      const selector = node.selectors[0];
      if (selector?.type === 'NameSelector') location.push(selector.value);
      else if (selector?.type === 'IndexSelector' && selector.value >= 0) location.push(selector.value);
      else return undefined;
    }
  }
  return location;
}

function follow(root: unknown, location: JsonLocation, place: Place): unknown {
  let value = root;
  for (const [depth, step] of location.entries()) {
    const entry = member(value, step);
    if (entry === undefined) {
      const at = location.slice(0, depth).join('.') || 'the root';
      const names = members(value).map(([name]) => name);
      throw new BatonError(
        'E_NOT_FOUND',
        `${place}: there is no ${JSON.stringify(step)} in ${at}.${suggestion(String(step), names)}` +
          (names.length === 0
            ? ''
            : ` It has: ${names.slice(0, 12).join(', ')}${names.length > 12 ? ' …' : ''}.`),
        { place },
      );
    }
    value = entry[1];
  }
  return value;
}

/** True when `location` is there in `root`. */
export function isThere(root: unknown, location: JsonLocation): boolean {
  let value = root;
  for (const step of location) {
    const entry = member(value, step);
    if (entry === undefined) return false;
    value = entry[1];
  }
  return true;
}

/** The places of `found`, each once, ordered so that taking one out of a list moves none that is still to come. */
export function lastFirst(found: readonly JsonLocation[]): JsonLocation[] {
  const unique = new Map(found.map((place) => [JSON.stringify(place), place]));
  return [...unique.values()].sort(byLast);
}

function byLast(left: JsonLocation, right: JsonLocation): number {
  const depth = left.findIndex((step, index) => step !== right[index]);
  if (depth < 0 || depth >= right.length) return right.length - left.length;
  const [one, other] = [left[depth] ?? 0, right[depth] ?? 0];
  if (typeof one === 'number' && typeof other === 'number') return other - one;
  return String(one) < String(other) ? -1 : 1;
}

function member(value: unknown, step: string | number): [string, unknown] | undefined {
  return members(value).find(([name]) => name === String(step));
}

function members(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function run<Result>(work: () => Result, place: Place): Result {
  try {
    return work();
  } catch (error) {
    // The parser has a class of its own, known by its name only. What it lets through, such as a function
    // without its argument, fails where it is evaluated, in words that are no help.
    const said =
      error instanceof Error && error.name === 'SyntaxError'
        ? error.message
        : 'a function in it cannot be evaluated.';
    throw new BatonError(
      'E_USAGE',
      `${JSON.stringify(place)} is not a JSONPath (RFC 9535): ${said} ` +
        "Example: $.active_work.execution_state.tasks[?@.status=='blocked'].id, or dotted: active_work.current_sprint.",
    );
  }
}

// State is made of JSON; a round through its text proves it to the compiler and to the library.
function asJson(value: unknown): JsonValue {
  const json: JsonValue = JSON.parse(JSON.stringify(value));
  return json;
}
