import fc from 'fast-check';
import { parse } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { addBaton, hasBaton, removeBaton, wishesFor } from '../../../src/install/settings-edit.ts';
import { readSettings } from '../../../src/install/settings-text.ts';

const plugins = fc.dictionary(fc.constantFrom('a@b', 'c@d', 'baton@baton'), fc.boolean());
const line = fc.record(
  { type: fc.constant('command'), command: fc.string(), padding: fc.nat(4) },
  { requiredKeys: ['command'] },
);
const settings = fc
  .record(
    {
      model: fc.string(),
      permissions: fc.jsonValue(),
      enabledPlugins: plugins,
      extraKnownMarketplaces: fc.dictionary(fc.constantFrom('shop', 'other'), fc.jsonValue()),
      statusLine: fc.oneof(line, fc.constant(null), fc.string()),
      hooks: fc.jsonValue(),
    },
    { requiredKeys: [] },
  )
  .map((value) => structuredClone(value));

/** A JSON text of some value in the layouts that people's editors leave behind. */
const text = fc
  .tuple(
    settings,
    fc.constantFrom('', '  ', '    ', '\t'),
    fc.constantFrom('\n', '\r\n'),
    fc.constantFrom('', '\n'),
    fc.array(fc.constantFrom('', ' // note', ' /* a, b */', ' // {"x": 1}'), { minLength: 1, maxLength: 8 }),
  )
  .map(([value, indent, eol, end, notes]) => {
    const lines = `${JSON.stringify(value, null, indent)}${end}`.split('\n');
    const commented = lines.map(
      (each, index) => each + (indent === '' ? '' : (notes[index % notes.length] ?? '')),
    );
    return commented.join(eol);
  });

const withBaton = (before: string) => {
  const { value } = readSettings('f', Buffer.from(before));
  return addBaton(before, wishesFor(value, undefined, '/plug'));
};
const valueOfText = (each: string): unknown => parse(each, [], { allowTrailingComma: true });

/** True when `whole` holds all characters of `part` but blanks, in the same order. */
function isWithin(part: string, whole: string): boolean {
  const chars = [...part.replaceAll(/\s/g, '')];
  let next = 0;
  for (const char of whole) if (char === chars[next]) next++;
  return next === chars.length;
}

describe('installing and removing', () => {
  it('puts everything in and loses nothing of the user’s', () => {
    fc.assert(
      fc.property(text, (before) => {
        const after = readSettings('f', Buffer.from(withBaton(before))).value;
        expect(hasBaton(after, '/plug')).toBe(true);
        const { statusLine: _a, enabledPlugins: _b, extraKnownMarketplaces: _c, ...rest } = after;
        expect(valueOfText(before)).toMatchObject(rest);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps every character that was there, in its order, but for the values that Baton replaces', () => {
    fc.assert(
      fc.property(
        text.filter((before) => !/"(statusLine"|baton@baton": ?false)/.test(before)),
        (before) => {
          expect(isWithin(before, withBaton(before))).toBe(true);
        },
      ),
    );
  });

  it('gives back the same settings', () => {
    fc.assert(
      fc.property(text, (before) => {
        expect(valueOfText(removeBaton(withBaton(before), before, '/plug'))).toEqual(valueOfText(before));
      }),
      { numRuns: 500 },
    );
  });

  it('gives back the same bytes, where no object was empty', () => {
    fc.assert(
      fc.property(
        text.filter((before) => !/\{\s*\}|\{ *\/[/*]/.test(before)),
        (before) => {
          expect(removeBaton(withBaton(before), before, '/plug')).toBe(before);
        },
      ),
      { numRuns: 500 },
    );
  });
});
