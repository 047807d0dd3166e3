import { own } from '../own-field.ts';

/**
 * `raw`, a document as a person wrote it, with what changes from `before` to `after`, and nothing else: keys stay
 * in their order, defaults that nobody wrote stay unwritten, and what Baton does not know stays. `before` is what
 * `raw` was read as; what comes of it reads as `after`.
 */
export function withChange(raw: unknown, before: unknown, after: unknown): unknown {
  if (raw !== undefined && isSame(before, after)) return raw;
  if (Array.isArray(raw) && Array.isArray(before) && Array.isArray(after)) {
    return after.map((one, index) => withChange(raw[index], before[index], one));
  }
  if (!isObject(raw) || !isObject(before) || !isObject(after)) return after;
  const kept = Object.entries(raw)
    .filter(([key]) => Object.hasOwn(after, key) || !Object.hasOwn(before, key))
    .map(([key, value]) => [
      key,
      Object.hasOwn(after, key) ? withChange(value, own(before, key), after[key]) : value,
    ]);
  const added = Object.entries(after).filter(
    ([key, value]) => !Object.hasOwn(raw, key) && !isSame(own(before, key), value),
  );
  return Object.fromEntries([...kept, ...added]);
}

function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
