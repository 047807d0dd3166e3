import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repeatedKey } from '../../../src/store/repeated-key.ts';

describe('a key that stands twice', () => {
  it.each<[string, string, object | undefined]>([
    ['beside itself', '{"a":1,\n"a":2}', { key: 'a', first: 1, again: 2 }],
    ['deep inside', '{"x":[{"b":{}},\n{"b":1,\n\n"c":[],"b":2}]}', { key: 'b', first: 2, again: 4 }],
    ['written in two ways', '{"é":1,"\\u00e9":2}', { key: 'é', first: 1, again: 1 }],
    [
      'as the name of every object',
      '{"__proto__":1,"__proto__":2}',
      { key: '__proto__', first: 1, again: 1 },
    ],
    ['in different objects', '{"a":{"a":1},"b":[{"a":1},{"a":2}]}', undefined],
    ['as a value', '{"a":"b","b":"a","c":["a","a"]}', undefined],
    ['inside a text', '{"a":"{\\"a\\":1,\\"a\\":2}"}', undefined],
    ['nowhere', '[]', undefined],
  ])('%s is found with its lines', (_, text, expected) => {
    expect(repeatedKey(text)).toEqual(expected);
  });

  it('is in no text that was made from a value, however it is laid out', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 2, '\t'), (text, indent) => {
        expect(repeatedKey(JSON.stringify(JSON.parse(text), null, indent))).toBeUndefined();
      }),
    );
  });

  it('is looked for in 4 MB in under a second', () => {
    const text = JSON.stringify(Array.from({ length: 20_000 }, (_, id) => ({ id, text: 'x'.repeat(180) })));
    const begin = performance.now();
    expect(repeatedKey(text)).toBeUndefined();
    expect(performance.now() - begin).toBeLessThan(1_000);
  });
});
