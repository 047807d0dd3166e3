import { describe, expect, it } from 'vitest';
import { readSettings } from '../../../src/install/settings-text.ts';

const read = (text: string) => readSettings('/p/.claude/settings.json', Buffer.from(text));

describe('a settings file as read', () => {
  it('gives its value and whether the client reads it too', () => {
    expect(read('{"a": 1}')).toMatchObject({ value: { a: 1 }, strict: true, mark: '' });
    expect(read('{"a": 1, // x\n}')).toMatchObject({ value: { a: 1 }, strict: false });
  });

  it('sets a byte order mark aside', () => {
    expect(read('\uFEFF{"a": 1}')).toMatchObject({ mark: '\uFEFF', text: '{"a": 1}', strict: true });
  });

  it('says nothing when it is absent or blank', () => {
    expect(readSettings('f', undefined).value).toEqual({});
    expect(read(' \n').value).toEqual({});
  });

  it('is refused with file, line and column when it is no JSON', () => {
    expect(() => read('{\n  "a": ,\n}')).toThrow(
      /\/p\/\.claude\/settings\.json.*line 2, column 8: ValueExpected.*Nothing was written/,
    );
    expect(() => read('{"a": 1} x')).toThrow(/line 1, column 10/);
  });

  it('is refused when it is no object, or no UTF-8', () => {
    expect(() => read('[1]')).toThrow(/it holds no JSON object/);
    expect(() => readSettings('f', Buffer.from([0x7b, 0xff, 0x7d]))).toThrow(/not UTF-8/);
  });
});
