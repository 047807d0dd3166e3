import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/**
 * The text of a file of at most `maxBytes` (64 KB unless told); undefined when it is absent, larger, not readable or
 * no ordinary file. Never waits: a pipe in the file's place is opened without blocking and then refused.
 */
export function readSmallFile(path: string, maxBytes = 65_536): string | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const facts = fstatSync(file);
    if (!facts.isFile() || facts.size > maxBytes) return undefined;
    const bytes = Buffer.allocUnsafe(facts.size);
    let length = 0;
    while (length < bytes.length) {
      const count = readSync(file, bytes, length, bytes.length - length, null);
      if (count === 0) break;
      length += count;
    }
    return bytes.toString('utf8', 0, length);
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
