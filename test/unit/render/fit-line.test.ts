import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LinePart } from '../../../src/render/fit-line.ts';
import { fitLine } from '../../../src/render/fit-line.ts';
import { displayWidth } from '../../../src/render/width.ts';

const PARTS: readonly LinePart[] = [
  { priority: 1, full: 'first of all', short: 'first' },
  { priority: 3, full: 'third', short: '3rd' },
  { priority: 2, full: 'second', between: ['secon'], short: '2nd' },
];
const rowsIn = (parts: readonly LinePart[], width: number): string[] =>
  fitLine(parts, { width, separator: ' | ', ellipsis: '…', keepUpTo: 2 });

describe('fitLine', () => {
  it.each([
    [40, ['first of all | third | second']],
    [29, ['first of all | third | second']],
    [27, ['first of all | 3rd | second']],
    [26, ['first of all | 3rd | secon']],
    [24, ['first of all | 3rd | 2nd']],
    [23, ['first | third | second']],
    [21, ['first | 3rd | second']],
    [17, ['first | 3rd | 2nd']],
    [16, ['first | second']],
    [11, ['first | 2nd']],
    [10, ['first', '2nd']],
    [4, ['fir…', '2nd']],
  ])('in %d columns shortens, then leaves out, then wraps', (width, rows) => {
    expect(rowsIn(PARTS, width)).toEqual(rows);
  });

  it.each([
    [16, ['first | second']],
    [11, ['first | 2nd']],
    [10, ['first | 2']],
    [9, ['first | 2']],
    [8, ['first', '2nd']],
  ])('in %d columns takes a tight form only where that saves a row', (width, rows) => {
    const parts = PARTS.map((part) => (part.priority === 2 ? { ...part, tight: '2' } : part));
    expect(rowsIn(parts, width)).toEqual(rows);
  });

  it('gives no row for no part', () => {
    expect(rowsIn([], 20)).toEqual([]);
  });

  it('never fills a row beyond its width, and never leaves out what must stay', () => {
    const part = fc.record({
      priority: fc.integer({ min: 1, max: 5 }),
      full: fc.string({ unit: 'grapheme', minLength: 4, maxLength: 20 }),
      short: fc
        .string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 6 })
        .map((s) => s.replaceAll(' ', 'x')),
    });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), fc.integer({ min: 6, max: 60 }), (parts, width) => {
        const rows = rowsIn(parts, width);
        for (const row of rows) expect(displayWidth(row)).toBeLessThanOrEqual(width);
        const staying = parts.filter(({ priority }) => priority <= 2);
        const all = rows.join('\n');
        for (const { full, short } of staying) expect(all.includes(full) || all.includes(short)).toBe(true);
      }),
    );
  });
});
