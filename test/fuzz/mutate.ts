import type { Chance } from '../torture/chance.ts';

/** Texts that have broken programs before. */
export const NASTY_TEXTS: readonly [string, ...string[]] = [
  '',
  ' ',
  '.',
  '..',
  '../../../etc/passwd',
  '/etc/passwd',
  '-',
  '--',
  '--json',
  '-1',
  '0',
  '1e999',
  'NaN',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'a\0b',
  'two\nlines',
  '\u001b]0;title\u0007\u001b[2J',
  '\u202eright-to-left',
  '\ud800',
  'é\u0301\u0301\u0301',
  '👨‍👩‍👧‍👦',
  '界'.repeat(400),
  'x'.repeat(20_000),
  '$(touch /tmp/owned)',
  '`id`',
  "'; rm -rf / #",
  '<script>alert(1)</script>',
  '{{7*7}}',
  '%s%n%x',
  '\ufeff{}',
  '"',
  '\\',
];

const NASTY_VALUES: readonly [unknown, ...unknown[]] = [
  null,
  true,
  0,
  -1,
  1e308,
  Number.MAX_SAFE_INTEGER + 1,
  0.1,
  [],
  {},
  [[[[[]]]]],
  { __proto__: { polluted: true } },
  JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
];

/** A copy of `value` in which some places hold something else: another type, a nasty text, nothing, one key more. */
export function mutatedValue(value: unknown, chance: Chance): unknown {
  if (chance.percent(8)) return chance.percent(50) ? chance.pick(NASTY_TEXTS) : chance.pick(NASTY_VALUES);
  if (Array.isArray(value)) {
    const items = value.map((item) => mutatedValue(item, chance));
    return chance.percent(6) ? [...items, ...items, chance.pick(NASTY_VALUES)] : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(() => !chance.percent(4))
    .map(([key, member]) => [
      chance.percent(3) ? chance.pick(NASTY_TEXTS) : key,
      mutatedValue(member, chance),
    ]);
  if (chance.percent(6)) entries.push([chance.pick(NASTY_TEXTS), chance.pick(NASTY_VALUES)]);
  return Object.fromEntries(entries);
}

/** A copy of `text` that was cut, doubled, or had some of its bytes changed. */
export function mutatedText(text: string, chance: Chance): string {
  const at = chance.below(text.length + 1);
  switch (chance.below(7)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(at);
    case 2:
      return text + text;
    case 3:
      return text.slice(0, at) + chance.pick(NASTY_TEXTS) + text.slice(at);
    case 4:
      return text.slice(0, at) + text.slice(at + 1 + chance.below(30));
    case 5:
      return text.slice(0, at) + String.fromCharCode(chance.below(0x300)) + text.slice(at + 1);
    default: {
      const other = chance.below(text.length + 1);
      return text.slice(0, at) + text.slice(other, other + chance.below(200)) + text.slice(at);
    }
  }
}

/** JSON that is nearly `value`: mostly still JSON, sometimes not. */
export function mutatedJson(value: unknown, chance: Chance): string {
  const text = JSON.stringify(mutatedValue(value, chance)) ?? '';
  return chance.percent(15) ? mutatedText(text, chance) : text;
}
