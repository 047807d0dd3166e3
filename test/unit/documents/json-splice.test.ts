import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addElement, removeMember, setMember } from '../../../src/documents/json-splice.ts';

describe('a splice into JSON', () => {
  it('replaces a value in its place and leaves every other character', () => {
    expect(setMember('{ "a":1,\n\t"b" : [ 1,2 ] }', [], 'a', { c: null })).toBe(
      '{ "a":{"c":null},\n\t"b" : [ 1,2 ] }'.replace('{"c":null}', '{\n  "c": null\n}'),
    );
    expect(setMember('{"a":1}', [], 'a', 2)).toBe('{"a":2}');
  });

  it('puts a new member last, laid out like the one before it', () => {
    expect(setMember('{"a":1}', [], 'b', [2])).toBe('{"a":1, "b": [2]}');
    expect(setMember('{\n    "a": 1\n}', [], 'b', 2)).toBe('{\n    "a": 1,\n    "b": 2\n}');
    expect(setMember('{\r\n  "a": 1\r\n}', [], 'b', [2])).toBe(
      '{\r\n  "a": 1,\r\n  "b": [\r\n    2\r\n  ]\r\n}',
    );
    expect(setMember('{}', [], 'a', 1)).toBe('{\n  "a": 1\n}');
  });

  it('adds an element, and takes a member out with its comma', () => {
    expect(addElement('{"a":[]}', ['a'], 1)).toBe('{"a":[\n  1\n]}');
    expect(addElement('[1]', [], 2)).toBe('[1, 2]');
    expect(removeMember('{"a":1, "b":2}', [], 'a')).toBe('{"b":2}');
    expect(removeMember('{"a":1, "b":2}', [], 'b')).toBe('{"a":1}');
    expect(removeMember('{"a":1}', [], 'a')).toBe('{}');
  });

  it('changes nothing where there is no such place', () => {
    expect(setMember('[1]', [], 'a', 1)).toBe('[1]');
    expect(addElement('{}', ['a'], 1)).toBe('{}');
    expect(removeMember('{}', [], 'a')).toBe('{}');
  });

  it('comes to what the value would be, in any layout', () => {
    const json = fc.tuple(
      fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), fc.jsonValue(), { maxKeys: 4 }),
      fc.constantFrom(undefined, 2, '\t'),
    );
    fc.assert(
      fc.property(json, fc.stringMatching(/^[a-z]{1,3}$/), fc.jsonValue(), ([object, indent], key, value) => {
        const text = JSON.stringify(object, null, indent);
        const plain = (all: unknown) => JSON.parse(JSON.stringify(all)) as unknown;
        expect(JSON.parse(setMember(text, [], key, value))).toEqual(plain({ ...object, [key]: value }));
        const { [key]: _gone, ...rest } = object;
        expect(JSON.parse(removeMember(text, [], key))).toEqual(plain(rest));
      }),
    );
  });
});
