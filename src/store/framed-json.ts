import { readFileSync } from 'node:fs';
import { crc32 } from './crc32.ts';

const PREFIX = '{"crc32":"';
const MIDDLE = '","content":';
const BLANK = 32;
const BODY_START = PREFIX.length + 8 + MIDDLE.length;

/**
 * `value` as one readable JSON document that carries the checksum of its own content:
 * `{"crc32":"89abcdef","content":{ … }}`. Used for what may be thrown away and rebuilt.
 */
export function frameJson(value: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(value, null, 1));
  return Buffer.concat([Buffer.from(`${PREFIX}${crc32(body)}${MIDDLE}`), body, Buffer.from('}\n')]);
}

/**
 * The content of a file that `frameJson` made, or undefined when it is missing, cut short or altered. Blanks
 * behind the document are passed over.
 */
export function readFramedJson(path: string): unknown {
  try {
    const bytes = readFileSync(path);
    let last = bytes.length - 1;
    while (bytes[last] === BLANK) last--;
    const end = last - 1;
    if (end <= BODY_START || bytes.toString('latin1', end, last + 1) !== '}\n') return undefined;
    if (bytes.toString('latin1', PREFIX.length, PREFIX.length + 8) !== crc32(bytes, BODY_START, end))
      return undefined;
    return JSON.parse(bytes.toString('utf8', BODY_START, end));
  } catch {
    return undefined;
  }
}
