import { describe, expect, it } from 'vitest';
import { wrappedRows } from '../../../../statusline/wrapped/wrapped-rows.ts';

describe('wrappedRows', () => {
  it('keeps colours and links, cuts each row, and leaves out empty ones', () => {
    expect(wrappedRows('\x1b[31mabcdef\n\n   \n\x1b[2Jgh\r\n', 4)).toEqual(['\x1b[31mabc…\x1b[0m', 'gh']);
  });

  it('shows eight rows at most', () => {
    expect(wrappedRows('a\n'.repeat(20), 10)).toHaveLength(8);
  });
});
