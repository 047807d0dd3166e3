import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { padded, panelGrid, panels, shares, spread } from '../../../src/render/block.ts';
import { displayWidth } from '../../../src/render/width.ts';

const LOOK = { width: 24, colours: 'none' } as const;
const panel = (title: string, ...lines: string[]) => ({ title, body: () => lines });

describe('a panel', () => {
  it('frames its lines, cut and filled to its width', () => {
    expect(panels([{ ...panel('Tasks', '日本語', 'a line that is far too long'), note: '2' }], LOOK)).toEqual(
      [
        '╭─ Tasks ────────── 2 ─╮',
        '│ 日本語               │',
        '│ a line that is far … │',
        '╰──────────────────────╯',
      ],
    );
  });

  it('leaves its note out before its title is cut', () => {
    expect(panels([{ ...panel('A title that is long'), note: 'a note' }], LOOK)[0]).toBe(
      '╭─ A title that is l… ─╮',
    );
  });

  it('beside another is as high as that one', () => {
    expect(panels([panel('A', '1'), panel('B', '1', '2')], LOOK)).toEqual([
      '╭─ A ──────╮╭─ B ──────╮',
      '│ 1        ││ 1        │',
      '│          ││ 2        │',
      '╰──────────╯╰──────────╯',
    ]);
  });

  it('stands below where there is no room beside', () => {
    expect(panelGrid([panel('A'), panel('B')], 20, LOOK)).toHaveLength(4);
    expect(panelGrid([panel('A'), panel('B')], 12, LOOK)).toHaveLength(2);
  });

  it('too narrow for a frame is blank', () => {
    expect(panels([panel('A', '1')], { ...LOOK, width: 3 })).toEqual(['   ', '   ', '   ']);
  });
});

describe('the room of a row', () => {
  it('is shared in whole columns that add up', () => {
    expect(shares(10, [1, 1, 1])).toEqual([3, 4, 3]);
    expect(shares(10, [3, 2])).toEqual([6, 4]);
    fc.assert(
      fc.property(
        fc.nat(300),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 }),
        (total, weights) => {
          const parts = shares(total, weights);
          expect(parts.reduce((sum, one) => sum + one, 0)).toBe(total);
          for (const part of parts) expect(part).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });

  it('between two texts goes to the right one first', () => {
    expect(spread('left', 'right', 12)).toBe('left   right');
    expect(spread('a left one', 'right', 12)).toBe('a lef… right');
    expect(spread('left', 'far too long a text', 8)).toBe('left    ');
    expect(spread('left', '', 6)).toBe('left  ');
  });

  it('is filled exactly, also where a wide character is cut', () => {
    expect(padded('日本語', 5)).toBe('日本…');
    expect(padded('日本語', 4)).toBe('日… ');
    expect(padded('7', 3, 'right')).toBe('  7');
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.integer({ min: 1, max: 40 }), (left, right, width) => {
        expect(displayWidth(spread(left, right, width))).toBe(width);
      }),
    );
  });
});
