import type * as z from 'zod/mini';
import type { PatchOperationSchema } from './patch-schema.ts';

export type PatchOperation = z.infer<typeof PatchOperationSchema>;
export type JsonLocation = PatchOperation['at'];

/** Names that reach an object's prototype instead of its content; never followed, never written. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** True when every step of `at` names content. */
export function isSafeLocation(at: JsonLocation): boolean {
  return at.every((step) => typeof step === 'number' || !FORBIDDEN.has(step));
}

/**
 * A copy of `root` with the operations carried out in order; `root` itself is not touched. Missing objects
 * on the way of a `set` or `merge` are made. A `delete` of what is not there changes nothing, as does an
 * operation whose place is unsafe or leads through something that is neither object nor array.
 */
export function applyPatch(root: unknown, operations: readonly PatchOperation[]): unknown {
  return operations.reduce<unknown>(
    (value, operation) => (isSafeLocation(operation.at) ? step(value, operation.at, operation) : value),
    root,
  );
}

function step(value: unknown, at: JsonLocation, operation: PatchOperation): unknown {
  const [head, ...rest] = at;
  if (head === undefined) return land(value, operation);
  if (Array.isArray(value)) return stepIntoArray(value, head, rest, operation);
  if (value === undefined || value === null) {
    return operation.op === 'delete' ? value : { [head]: step(undefined, rest, operation) };
  }
  if (!isObject(value)) return value;
  const key = String(head);
  if (operation.op === 'delete' && rest.length === 0) {
    return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  }
  if (operation.op === 'delete' && !Object.hasOwn(value, key)) return value;
  return { ...value, [key]: step(Object.hasOwn(value, key) ? value[key] : undefined, rest, operation) };
}

function stepIntoArray(
  value: readonly unknown[],
  head: string | number,
  rest: JsonLocation,
  operation: PatchOperation,
): unknown {
  const index = typeof head === 'number' ? head : Number.NaN;
  if (!Number.isInteger(index) || index < 0 || index > value.length) return value;
  if (operation.op === 'delete' && rest.length === 0)
    return value.filter((_, position) => position !== index);
  const next = [...value];
  next[index] = step(value[index], rest, operation);
  return next;
}

function land(value: unknown, operation: PatchOperation): unknown {
  if (operation.op === 'delete') return undefined;
  return operation.op === 'set' ? operation.value : mergeJson(value, operation.value);
}

/** `change` laid over `value`: objects join member by member, anything else is replaced. */
export function mergeJson(value: unknown, change: unknown): unknown {
  if (!isObject(value) || !isObject(change)) return change;
  const merged: Record<string, unknown> = { ...value };
  for (const [key, part] of Object.entries(change)) {
    if (FORBIDDEN.has(key)) continue;
    merged[key] = Object.hasOwn(merged, key) ? mergeJson(merged[key], part) : part;
  }
  return merged;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The session's state after the operations. Only for operations that the command has checked (patchState in
 * commands/settings.ts): what comes of them is a state again.
 */
export function patchedState<State>(state: State, operations: readonly PatchOperation[]): State {
  return applyPatch(state, operations) as State;
}
