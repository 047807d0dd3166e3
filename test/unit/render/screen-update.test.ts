import { describe, expect, it } from 'vitest';
import { screenUpdate } from '../../../src/render/screen-update.ts';

const full = (line: string) => line.length >= 4;

describe('the update of a screen', () => {
  it('clears and writes everything the first time, in one synchronised update', () => {
    expect(screenUpdate(undefined, ['abcd', '', 'ef'], full)).toBe(
      '\x1b[?2026h\x1b[2J\x1b[1;1Habcd\x1b[3;1Hef\x1b[K\x1b[?2026l',
    );
  });

  it('writes only rows that differ', () => {
    expect(screenUpdate(['abcd', 'x', 'ef'], ['abcd', 'yz', 'ef'], full)).toBe(
      '\x1b[?2026h\x1b[2;1Hyz\x1b[K\x1b[?2026l',
    );
  });

  it('is nothing when nothing differs', () => {
    expect(screenUpdate(['a'], ['a'], full)).toBe('');
  });

  it('clears rows that are gone', () => {
    expect(screenUpdate(['abcd', 'x'], ['abcd'], full)).toBe('\x1b[?2026h\x1b[2;1H\x1b[K\x1b[?2026l');
  });

  it('does not clear behind a line that ends in the last column', () => {
    expect(screenUpdate(['abcd'], ['abce'], full)).toBe('\x1b[?2026h\x1b[1;1Habce\x1b[?2026l');
  });
});
