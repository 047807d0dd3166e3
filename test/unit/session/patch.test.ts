import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonLocation, PatchOperation } from '../../../src/session/patch.ts';
import { applyPatch, isSafeLocation, mergeJson } from '../../../src/session/patch.ts';
import { deepFreeze } from './deep-freeze.ts';

const set = (at: JsonLocation, value: unknown): PatchOperation => ({ op: 'set', at, value });
const remove = (at: JsonLocation): PatchOperation => ({ op: 'delete', at });

describe('applyPatch', () => {
  it.each<[string, unknown, PatchOperation, unknown]>([
    ['sets a member', { a: 1 }, set(['a'], 2), { a: 2 }],
    ['makes the objects on the way', {}, set(['a', 'b', 'c'], 1), { a: { b: { c: 1 } } }],
    ['makes them in place of null', { a: null }, set(['a', 'b'], 1), { a: { b: 1 } }],
    ['sets an element', { a: [1, 2] }, set(['a', 1], 9), { a: [1, 9] }],
    ['adds an element at the end', { a: [1] }, set(['a', 1], 2), { a: [1, 2] }],
    ['leaves an element beyond the end', { a: [1] }, set(['a', 5], 2), { a: [1] }],
    ['leaves a named member of a list', { a: [1] }, set(['a', 'x'], 2), { a: [1] }],
    ['takes a number as a name in an object', { a: {} }, set(['a', 7], 1), { a: { 7: 1 } }],
    ['does not go through a text', { a: 'text' }, set(['a', 'b'], 1), { a: 'text' }],
    ['replaces the root', { a: 1 }, set([], 5), 5],
    ['deletes a member', { a: 1, b: 2 }, remove(['a']), { b: 2 }],
    ['deletes an element and closes up', { a: [1, 2, 3] }, remove(['a', 1]), { a: [1, 3] }],
    ['deletes nothing that is not there', { a: 1 }, remove(['x', 'y']), { a: 1 }],
    [
      'merges objects deeply',
      { a: { b: 1, c: { d: 1 } } },
      { op: 'merge', at: ['a'], value: { c: { e: 2 }, f: 3 } },
      { a: { b: 1, c: { d: 1, e: 2 }, f: 3 } },
    ],
    [
      'replaces what cannot be merged',
      { a: [1] },
      { op: 'merge', at: ['a'], value: { b: 1 } },
      { a: { b: 1 } },
    ],
    ['merges into nothing', {}, { op: 'merge', at: ['a'], value: { b: 1 } }, { a: { b: 1 } }],
  ])('%s', (_, root, operation, expected) => {
    expect(applyPatch(deepFreeze(root), [operation])).toEqual(expected);
  });

  it('carries operations out in order, each on the outcome of the one before', () => {
    const done = applyPatch({ list: [1, 2, 3] }, [remove(['list', 0]), set(['list', 0], 9)]);
    expect(done).toEqual({ list: [9, 3] });
  });

  it.each(['__proto__', 'constructor', 'prototype'])('never follows %s', (name) => {
    const root = deepFreeze({ a: {} });
    expect(isSafeLocation(['a', name])).toBe(false);
    expect(applyPatch(root, [set([name, 'x'], 1), set(['a', name, 'x'], 1), remove([name])])).toBe(root);
  });

  it('gives back with get what was put with set, and leaves its input alone', () => {
    const name = fc.oneof(fc.string({ maxLength: 5 }), fc.constantFrom('a', 'b', 'toString', '0'));
    fc.assert(
      fc.property(
        fc.object(),
        fc.array(name, { minLength: 1, maxLength: 4 }),
        fc.jsonValue(),
        (root, at, value) => {
          fc.pre(isSafeLocation(at) && isReachable(root, at));
          const frozen = deepFreeze(root);
          const done = applyPatch(frozen, [set(at, value)]);
          expect(get(done, at)).toEqual(value);
          expect(applyPatch(done, [remove(at)])).not.toBe(done);
          expect(has(applyPatch(done, [remove(at)]), at)).toBe(false);
        },
      ),
    );
  });

  it('never touches Object.prototype, whatever it is told', () => {
    const step = fc.oneof(
      fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'a'),
      fc.nat(3),
      fc.string({ maxLength: 3 }),
    );
    const at = fc.array(step, { maxLength: 4 });
    const value = fc.oneof(
      fc.jsonValue(),
      fc.constant<unknown>(JSON.parse('{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}}}')),
    );
    const operation = fc.oneof(
      fc.record({ op: fc.constantFrom('set' as const, 'merge' as const), at, value }),
      fc.record({ op: fc.constant('delete' as const), at }),
    );
    const before = Object.getOwnPropertyNames(Object.prototype);
    fc.assert(
      fc.property(fc.object(), fc.array(operation, { maxLength: 6 }), (root, operations) => {
        applyPatch(deepFreeze(root), operations);
        mergeJson(root, operations);
        expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
        expect(Object.getOwnPropertyNames(Object)).not.toContain('x');
      }),
    );
  });
});

function get(root: unknown, at: JsonLocation): unknown {
  return at.reduce<unknown>((value, step) => Object(value)[step], root);
}

function has(root: unknown, at: JsonLocation): boolean {
  const holder = get(root, at.slice(0, -1));
  return Object.hasOwn(Object(holder), at.at(-1) ?? '');
}

// Only objects (or nothing yet) on the way: lists take numbers, and nothing leads through a text.
function isReachable(root: unknown, at: JsonLocation): boolean {
  return at.every((_, depth) => {
    const value = at
      .slice(0, depth)
      .reduce<unknown>(
        (inside, step) => (Object.hasOwn(Object(inside), step) ? Object(inside)[step] : undefined),
        root,
      );
    return value === undefined || value === null || (typeof value === 'object' && isPlain(value));
  });
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
