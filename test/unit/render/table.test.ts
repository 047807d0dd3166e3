import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paint } from '../../../src/render/colour.ts';
import { table } from '../../../src/render/table.ts';
import { displayWidth } from '../../../src/render/width.ts';

const LOOK = { width: 80, colours: 'none' } as const;

describe('table', () => {
  it('aligns columns by what they show', () => {
    const rows = [
      ['#1', 'main', 'first'],
      ['#12', 'feature/x', ''],
    ];
    const columns = [{ title: '#', align: 'right' as const }, { title: 'branch' }, { title: 'what' }];
    expect(table(columns, rows, LOOK)).toEqual([
      '  #  branch     what',
      ' #1  main       first',
      '#12  feature/x',
    ]);
  });

  it('aligns wide, joined and coloured cells', () => {
    const rows = [
      ['界界', 'a'],
      ['👩‍🚀', 'b'],
      [paint('ok', 'good', 'ansi16'), 'c'],
      ['e\u0301', 'd'],
    ];
    const [, ...lines] = table([{ title: 'x' }, { title: 'y' }], rows, LOOK);
    expect(lines.map((line) => displayWidth(line.slice(0, -1)))).toEqual([6, 6, 6, 6]);
  });

  it('cuts the widest column that may shrink, and no other', () => {
    const rows = [['n'.repeat(20), 'x'.repeat(40), 'y'.repeat(60)]];
    const columns = [{ title: 'name' }, { title: 'x', shrinks: true }, { title: 'y', shrinks: true }];
    const [, line = ''] = table(columns, rows, { ...LOOK, width: 50 });
    expect(line).toBe(`${'n'.repeat(20)}  ${'x'.repeat(12)}…  ${'y'.repeat(12)}…`);
  });

  it('goes over the width rather than cut a column to nothing', () => {
    const [, line = ''] = table([{ title: 'x', shrinks: true }], [['x'.repeat(40)]], { ...LOOK, width: 2 });
    expect(line).toBe('xxxxx…');
  });

  it('shows missing cells as empty ones, and headings without any rows', () => {
    const columns = [{ title: 'a' }, { title: 'b' }];
    expect(table(columns, [['1']], LOOK)).toEqual(['a  b', '1']);
    expect(table(columns, [], LOOK)).toEqual(['a  b']);
  });

  it('paints its headings where there are colours', () => {
    expect(table([{ title: 'a' }], [], { width: 80, colours: 'ansi16' })).toEqual(['\x1b[90ma\x1b[39m']);
  });

  it('is never wider than the screen as long as all columns may shrink, and every row is as its heading', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.constantFrom('界'.repeat(30), '👍🏽'.repeat(9)),
    );
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { maxLength: 6 }),
        fc.integer({ min: 22, max: 90 }),
        (rows, width) => {
          const columns = ['a', 'b', 'c'].map((title) => ({ title, shrinks: true }));
          for (const line of table(columns, rows, { width, colours: 'none' })) {
            expect(displayWidth(line)).toBeLessThanOrEqual(width);
          }
        },
      ),
    );
  });
});
