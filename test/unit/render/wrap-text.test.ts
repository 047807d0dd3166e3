import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../../src/render/width.ts';
import { wrapText } from '../../../src/render/wrap-text.ts';

describe('a text in lines', () => {
  it('is parted between words, and what has no room is left out', () => {
    expect(wrapText('rotate the refresh tokens', 12, 3)).toEqual(['rotate the', 'refresh', 'tokens']);
    expect(wrapText('rotate the refresh tokens', 12, 2)).toEqual(['rotate the', 'refresh tok…']);
    expect(wrapText('文書化 文書化', 7, 2)).toEqual(['文書化', '文書化']);
    expect(wrapText('unreasonablylong', 6, 2)).toEqual(['unrea…']);
    expect(wrapText('', 6, 2)).toEqual([]);
  });

  it('has never more lines, nor wider ones', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 4 }),
        (text, width, most) => {
          const lines = wrapText(text, width, most);
          expect(lines.length).toBeLessThanOrEqual(most);
          for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});
