import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32 } from '../../../src/store/crc32.ts';

describe('crc32', () => {
  it.each([
    ['', '00000000'],
    ['a', 'e8b7be43'],
    ['abc', '352441c2'],
    ['123456789', 'cbf43926'],
    ['The quick brown fox jumps over the lazy dog', '414fa339'],
    ['\0'.repeat(32), '190a55ad'],
  ])('of %j is %s', (text, expected) => {
    expect(crc32(Buffer.from(text))).toBe(expected);
  });

  it('of 32 bytes with every bit set is ff6cab0b', () => {
    expect(crc32(Buffer.alloc(32, 0xff))).toBe('ff6cab0b');
  });

  it('of a range is that of the bytes in it', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), fc.uint8Array(), (before, inside, after) => {
        const all = Buffer.concat([before, inside, after]);
        expect(crc32(all, before.length, before.length + inside.length)).toBe(crc32(inside));
      }),
    );
  });

  it('is the remainder that the definition gives, bit by bit, wherever the bytes lie', () => {
    const byDefinition = (bytes: Uint8Array): string => {
      let remainder = -1;
      for (const byte of bytes) {
        remainder ^= byte;
        for (let bit = 0; bit < 8; bit++)
          remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1;
      }
      return (~remainder >>> 0).toString(16).padStart(8, '0');
    };
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(9), (bytes, from) => {
        const moved = new Uint8Array(new ArrayBuffer(bytes.length + 9), from % 8, bytes.length);
        moved.set(bytes);
        expect(crc32(moved, from)).toBe(byDefinition(bytes.subarray(from)));
      }),
    );
  });

  it('changes with every single bit', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), fc.nat(), fc.nat(7), (bytes, place, bit) => {
        const flipped = Uint8Array.from(bytes, (byte, index) =>
          index === place % bytes.length ? byte ^ (1 << bit) : byte,
        );
        expect(crc32(flipped)).not.toBe(crc32(bytes));
      }),
    );
  });
});
