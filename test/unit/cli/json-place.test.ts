import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../../src/cli/exit-code.ts';
import { isThere, lastFirst, locate, lookUp } from '../../../src/cli/json-place.ts';
import { suggestion } from '../../../src/cli/nearest.ts';
import { BatonError } from '../../../src/errors.ts';
import { nearest } from '../../../src/nearest.ts';
import type { JsonLocation } from '../../../src/session/patch.ts';
import { applyPatch } from '../../../src/session/patch.ts';
import { refusalOf } from '../../helpers/given.ts';

const ROOT = { a: { 'x.y': 1, list: [10, 20, 30], 7: 'seven' }, b: null };

describe('a place', () => {
  it.each<[string, JsonLocation[]]>([
    ['a.list.1', [['a', 'list', 1]]],
    ['$.a.list[1]', [['a', 'list', 1]]],
    ["$.a['x.y']", [['a', 'x.y']]],
    ['a.7', [['a', 7]]],
    ['not.there.yet', [['not', 'there', 'yet']]],
    ['$', [[]]],
    ['$.a.list[-1]', [['a', 'list', 2]]],
    [
      '$.a.list[*]',
      [
        ['a', 'list', 0],
        ['a', 'list', 1],
        ['a', 'list', 2],
      ],
    ],
    [
      '$.a.list[?@>15]',
      [
        ['a', 'list', 1],
        ['a', 'list', 2],
      ],
    ],
  ])('%s is located', (place, expected) => {
    expect(locate(ROOT, place)).toEqual(expected);
  });

  it('with a function that lacks its argument is refused in words', () => {
    expect(refusalOf(() => lookUp(ROOT, '$[?length() > 1]'))).toMatchObject({
      code: 'E_USAGE',
      message: expect.stringContaining('a function in it cannot be evaluated'),
    });
  });

  it('with a choice that fits nothing is not', () => {
    expect(refusalOf(() => locate(ROOT, '$.a[?@.z]')).code).toBe('E_NOT_FOUND');
  });

  it('is one value or many, by what the path can be', () => {
    expect(lookUp(ROOT, 'a.list')).toEqual({ kind: 'one', value: [10, 20, 30] });
    expect(lookUp(ROOT, "$.a['x.y']")).toEqual({ kind: 'one', value: 1 });
    expect(lookUp(ROOT, '$.a.list[0:2]')).toEqual({ kind: 'many', values: [10, 20] });
    expect(lookUp(ROOT, 'a.7')).toEqual({ kind: 'one', value: 'seven' });
  });

  it('is there or not', () => {
    expect(isThere(ROOT, [])).toBe(true);
    expect(isThere(ROOT, ['a', 'list', 2])).toBe(true);
    for (const at of [['a', 'list', 3], ['a', 'list', 'length'], ['b', 'c'], ['toString'], ['a', 'x.y', 0]]) {
      expect(isThere(ROOT, at)).toBe(false);
    }
  });

  it('taken out last first leaves exactly what was not meant, for any choice from nested lists', () => {
    const root = [
      [0, 1, 2],
      [3, 4, 5],
      [6, 7, 8],
    ];
    const place = fc.tuple(fc.nat(2), fc.nat(2));
    fc.assert(
      fc.property(fc.array(place, { maxLength: 12 }), (places) => {
        const operations = lastFirst(places).map((at) => ({ op: 'delete' as const, at }));
        const meant = new Set(places.map(([row, column]) => row * 3 + column));
        const left = root.map((row) => row.filter((value) => !meant.has(value)));
        expect(applyPatch(root, operations)).toEqual(left);
      }),
    );
  });

  it('and those within it are taken out deepest first', () => {
    expect(lastFirst([['a'], ['a', 'b'], ['a', 'b', 0], ['a', 'b', 1]])).toEqual([
      ['a', 'b', 1],
      ['a', 'b', 0],
      ['a', 'b'],
      ['a'],
    ]);
  });
});

describe('the nearest word', () => {
  const WORDS = ['session', 'state', 'event', 'doctor'];

  it.each([
    ['sesion', 'session'],
    ['SESSION', 'session'],
    ['stat', 'state'],
    ['docotr', 'doctor'],
    ['evnet', 'event'],
    ['xyz', undefined],
    ['', undefined],
  ])('to %j is %s', (typed, expected) => {
    expect(nearest(typed, WORDS)).toBe(expected);
  });

  it('is a sentence, or nothing', () => {
    expect(suggestion('stat', WORDS)).toBe(' Did you mean "state"?');
    expect(suggestion('xyz', WORDS)).toBe('');
    expect(suggestion('x', [])).toBe('');
  });
});

describe('the exit code', () => {
  it.each([
    ['E_INVALID', 1],
    ['E_NOT_FOUND', 1],
    ['E_RULE', 1],
    ['E_VERSION_CONFLICT', 1],
    ['E_READ_ONLY', 1],
    ['E_USAGE', 2],
    ['E_LOCKED', 3],
    ['E_CORRUPT', 4],
  ] as const)('of %s is %d', (code, expected) => {
    expect(exitCodeOf(new BatonError(code, 'x'))).toBe(expected);
  });

  it('of anything else is 1', () => {
    expect(exitCodeOf(new TypeError('x'))).toBe(1);
    expect(exitCodeOf('x')).toBe(1);
  });
});
