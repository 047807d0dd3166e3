import { describe, expect, it } from 'vitest';
import { compactionPoint } from '../../../statusline/compaction-point.ts';

describe('compactionPoint', () => {
  it.each([
    ['a window of 200,000', 200_000, {}, 167_000],
    ['a window of a million', 1_000_000, {}, 967_000],
    [
      'a window that the person made smaller',
      1_000_000,
      { CLAUDE_CODE_AUTO_COMPACT_WINDOW: '200000' },
      167_000,
    ],
    ['a window that the person made larger', 200_000, { CLAUDE_CODE_AUTO_COMPACT_WINDOW: '900000' }, 167_000],
    ['a share of the window', 200_000, { CLAUDE_AUTOCOMPACT_PCT_OVERRIDE: '50' }, 90_000],
    ['a share that is none', 200_000, { CLAUDE_AUTOCOMPACT_PCT_OVERRIDE: 'half' }, 167_000],
    ['a window that is nonsense', 200_000, { CLAUDE_CODE_AUTO_COMPACT_WINDOW: 'wide' }, 167_000],
    ['no compaction', 200_000, { DISABLE_COMPACT: '1' }, undefined],
    ['no compaction by itself', 200_000, { DISABLE_AUTO_COMPACT: 'true' }, undefined],
    ['compaction not switched off', 200_000, { DISABLE_AUTO_COMPACT: '0' }, 167_000],
    ['a window too small for the rule', 30_000, {}, undefined],
    ['no window', undefined, {}, undefined],
  ])('of %s', (_, size, env, point) => {
    expect(compactionPoint(size, env)).toBe(point);
  });
});
