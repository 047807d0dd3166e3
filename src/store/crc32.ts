const TABLE = buildTable();

function buildTable(): Int32Array {
  const table = new Int32Array(256);
  for (let byte = 0; byte < 256; byte++) {
    let remainder = byte;
    for (let bit = 0; bit < 8; bit++)
      remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1;
    table[byte] = remainder;
  }
  return table;
}

/**
 * The CRC-32 (IEEE 802.3) of `bytes[from, to)` as eight lower-case hex digits.
 *
 * Written out because `zlib.crc32` loads zlib (2 ms of a 4 ms budget) and is missing from Node 20.19.
 */
export function crc32(bytes: Uint8Array, from = 0, to = bytes.length): string {
  let crc = -1;
  for (let index = from; index < to; index++) {
    crc = (crc >>> 8) ^ (TABLE[(crc ^ (bytes[index] ?? 0)) & 0xff] ?? 0);
  }
  return ((crc ^ -1) >>> 0).toString(16).padStart(8, '0');
}
