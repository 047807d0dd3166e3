import { describe, expect, it } from 'vitest';
import { readShell } from '../../../src/continuity/shell-command.ts';

const words = (text: string) => readShell(text)?.map(({ commands }) => commands.map((one) => one.words));

describe('a command line', () => {
  it('is pipelines, each with what joins it to the next', () => {
    expect(readShell('a b && c | d; e &')).toEqual([
      { commands: [{ words: ['a', 'b'] }], negated: false, joined: '&&' },
      { commands: [{ words: ['c'] }, { words: ['d'] }], negated: false, joined: ';' },
      { commands: [{ words: ['e'] }], negated: false, joined: '&' },
    ]);
    expect(readShell('! a || b')?.map(({ negated, joined }) => [negated, joined])).toEqual([
      [true, '||'],
      [false, ';'],
    ]);
  });

  it('has its quotes taken off, and what they hold kept together', () => {
    expect(words(`a 'b c' "d \\" e" f\\ g h'i'"j" '' "$x"`)).toEqual([
      [['a', 'b c', 'd \\" e', 'f g', 'hij', '', '$x']],
    ]);
    expect(words("a 'b; c | d && e' # f; g")).toEqual([[['a', 'b; c | d && e']]]);
  });

  it('is read without assignments, redirections and comments', () => {
    expect(words('A=1 B="2 3" a b > c 2>&1 < d >>e &> f')).toEqual([[['a', 'b']]]);
    expect(words('A=1')).toEqual([[[]]]);
    expect(words('a\n\n# b\nc \\\n d')).toEqual([[['a']], [['c', 'd']]]);
  });

  it.each([
    '(a)',
    'a () { b; }',
    '{ a; }',
    'if a; then b; fi',
    'for x in 1; do a; done',
    'a <<EOF\nb\nEOF',
    'a <(b)',
    'a "b',
    "a 'b",
    'a $(b "c")',
  ])('is not understood as %j', (text) => expect(readShell(text)).toBeUndefined());
});
