import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberAt, objectAt, objectsAt, parseObject, textAt, textsAt } from '../../src/json-fields.ts';

describe('parseObject', () => {
  it.each(['', '{', '[1]', 'null', '7', '"text"', '{"a":1}x', '\ufeff'])(
    'gives an empty object for %j',
    (text) => {
      expect(parseObject(text)).toEqual({});
    },
  );

  it('passes over a byte order mark', () => {
    expect(parseObject('\ufeff{"a":1}')).toEqual({ a: 1 });
  });

  it('never throws, and gives an object for any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const value = parseObject(text);
        expect(Array.isArray(value)).toBe(false);
        expect(typeof value).toBe('object');
      }),
    );
  });
});

describe('the fields of an object', () => {
  const from = parseObject(
    JSON.stringify({
      text: 'x',
      empty: '',
      number: 4,
      list: [1, 'a', {}, null, [2], { b: 1 }],
      object: { c: 1 },
      none: null,
      yes: true,
    }),
  );
  const names = [...Object.keys(from), 'absent'];
  const having = (read: (name: string) => unknown) => names.filter((name) => read(name) !== undefined);

  it('are read as text only where they are one that is not empty', () => {
    expect(having((name) => textAt(from, name))).toEqual(['text']);
  });

  it('are read as number only where they are a finite one', () => {
    expect(having((name) => numberAt(from, name))).toEqual(['number']);
    expect(numberAt({ a: Number.NaN, b: Number.POSITIVE_INFINITY }, 'a')).toBeUndefined();
    expect(numberAt({ b: Number.POSITIVE_INFINITY }, 'b')).toBeUndefined();
    expect(numberAt({ zero: 0 }, 'zero')).toBe(0);
  });

  it('are read as object, an empty one where they are none', () => {
    expect(objectAt(from, 'object')).toEqual({ c: 1 });
    for (const name of names.filter((one) => one !== 'object')) expect(objectAt(from, name)).toEqual({});
  });

  it('are read as list with what does not belong left out', () => {
    expect(objectsAt(from, 'list')).toEqual([{}, { b: 1 }]);
    expect(objectsAt(from, 'object')).toEqual([]);
    expect(textsAt(from, 'list')).toEqual(['a']);
    expect(having((name) => textsAt(from, name))).toEqual(['list']);
  });
});
