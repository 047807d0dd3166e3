import { describe, expect, it } from 'vitest';
import { burndownChart } from '../../../src/render/burndown-chart.ts';
import { displayWidth } from '../../../src/render/width.ts';

const LOOK = { width: 24, colours: 'none' } as const;
const day = (number: number, remaining: number, ideal: number | null) => ({
  date: `2026-03-${String(number).padStart(2, '0')}`,
  remaining,
  ideal,
});

describe('a burndown', () => {
  it('shows what is left day by day, and the even pace as dots, also of the days to come', () => {
    expect(burndownChart([day(2, 8, 6), day(3, 4, 4)], 8, 4, 4, LOOK)).toEqual(
      [
        '  8 │███                ',
        '    │███ ·              ',
        '    │███ ███ ·          ',
        '  0 │███ ███            ',
        '    ╰ 03-02 → 03-03 ────',
      ].map((line) => line.padEnd(24)),
    );
  });

  it('of more days than columns shows the last ones', () => {
    const days = Array.from({ length: 60 }, (_, index) => day(index % 28, 60 - index, null));
    const lines = burndownChart(days, 60, null, 5, LOOK);
    for (const line of lines) expect(displayWidth(line)).toBe(24);
    expect(lines[4]).toContain('▄');
  });

  it('of no days is an empty one', () => {
    expect(burndownChart([], 0, null, 2, LOOK)).toEqual([
      '  1 │                   ',
      '  0 │                   ',
      '    ╰───────────────────',
    ]);
  });
});
