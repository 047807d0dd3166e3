import { writeSync } from 'node:fs';
import { systemCode } from '../src/errors.ts';
import { pause } from './pause.ts';

const RETRIES = 20;

/**
 * Writes the rows to standard output, each with its line end, before it returns. A full pipe is tried again for about
 * 20 ms; a reader that has gone is no failure: the rest is dropped. Never throws.
 */
export function writeRows(rows: readonly string[]): void {
  const bytes = Buffer.from(rows.map((row) => `${row}\n`).join(''));
  let written = 0;
  for (let tries = 0; written < bytes.length && tries < RETRIES; ) {
    try {
      written += writeSync(1, bytes, written);
    } catch (error) {
      if (systemCode(error) !== 'EAGAIN') return;
      tries += 1;
      pause(1);
    }
  }
}
