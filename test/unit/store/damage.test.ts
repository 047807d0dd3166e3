import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fold, transact } from '../../../src/store/append.ts';
import type { Cursor } from '../../../src/store/cursor.ts';
import { openCursor } from '../../../src/store/open-cursor.ts';
import { segmentPath } from '../../../src/store/stream-files.ts';
import type { Ledger } from '../../helpers/ledger.ts';
import { fromLogAlone, ledger, noted, storeContext } from '../../helpers/ledger.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

function append(directory: string, text: string): Cursor<Ledger> {
  const options = { expect: 'version', durable: false } as const;
  return transact(directory, ledger, storeContext(), options, () => [noted(text)]);
}

function streamOf(count: number): { directory: string; texts: string[]; path: string } {
  const directory = join(tempDir(), 'stream');
  const texts = Array.from({ length: count }, (_, index) => `text-${index}`);
  for (const text of texts) append(directory, text);
  return { directory, texts, path: segmentPath(directory, 1) };
}

describe('a damaged log', () => {
  it('loses exactly one of a thousand expected versions to one flipped bit in the middle', () => {
    const { directory, texts, path } = streamOf(1000);
    const bytes = readFileSync(path);
    const place = bytes.indexOf('text-500"');
    bytes.writeUInt8((bytes[place] ?? 0) ^ 1, place);
    writeFileSync(path, bytes);
    const cursor = fromLogAlone(directory);
    expect(cursor.state.texts).toEqual(texts.filter((text) => text !== 'text-500'));
    expect([cursor.damaged, cursor.gaps, cursor.version]).toEqual([1, 1, 1000]);
  });

  it('never shows what was not written, and loses one record at most, to any flipped byte', () => {
    const { directory, texts, path } = streamOf(4);
    const whole = readFileSync(path);
    for (let place = 0; place < whole.length; place++) {
      for (const mask of [0x01, 0x20, 0x80, 0xff]) {
        const bytes = Buffer.from(whole);
        bytes.writeUInt8((bytes[place] ?? 0) ^ mask, place);
        writeFileSync(path, bytes);
        const read = openCursor(directory, ledger).state.texts;
        expect(
          texts.filter((text) => read.includes(text)),
          `byte ${place}`,
        ).toEqual(read);
        expect(read.length, `byte ${place}`).toBeGreaterThanOrEqual(3);
      }
    }
  });

  it('takes the next record after any flipped byte', () => {
    const { directory, path } = streamOf(2);
    const whole = readFileSync(path);
    for (let place = 0; place < whole.length; place++) {
      const bytes = Buffer.from(whole);
      bytes.writeUInt8((bytes[place] ?? 0) ^ 0x0a, place);
      writeFileSync(path, bytes);
      append(directory, 'next');
      expect(fromLogAlone(directory).state.texts.at(-1), `byte ${place}`).toBe('next');
    }
  });

  it('keeps what is on both sides of a hole of NUL bytes', () => {
    const { directory, texts, path } = streamOf(3);
    writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.alloc(4096)]));
    append(directory, 'behind');
    const cursor = fromLogAlone(directory);
    expect(cursor.state.texts).toEqual([...texts, 'behind']);
    expect(cursor.damaged).toBe(1);
  });

  it('counts the versions that a reader missed', () => {
    const { directory, path } = streamOf(5);
    const bytes = readFileSync(path);
    for (const text of ['text-1"', 'text-2"']) {
      const place = bytes.indexOf(text);
      bytes.writeUInt8(0, place);
    }
    writeFileSync(path, bytes);
    const cursor = fromLogAlone(directory);
    expect(cursor.state.texts).toEqual(['text-0', 'text-3', 'text-4']);
    expect([cursor.damaged, cursor.gaps, cursor.version]).toEqual([2, 2, 5]);
  });

  it('opens as an empty stream when it is empty, garbage or a run of newlines', () => {
    const { directory, path } = streamOf(1);
    for (const content of ['', 'garbage', 'garbage\n', '\n\n\n\n', '\0\0\0\0\n']) {
      writeFileSync(path, content);
      const cursor = fromLogAlone(directory);
      expect([cursor.version, cursor.state.texts], JSON.stringify(content)).toEqual([0, []]);
      expect(append(directory, 'next').state.texts, JSON.stringify(content)).toEqual(['next']);
    }
  });

  it('decides against a snapshot that is ahead of it', () => {
    const { directory, texts, path } = streamOf(6);
    // A record has a newline before it and one behind it: the seventh is that of the fourth.
    const newlines = [...readFileSync(path, 'latin1').matchAll(/\n/g)].map(({ index }) => index);
    fold(openCursor(directory, ledger));
    truncateSync(path, newlines[6]);
    expect(openCursor(directory, ledger).state.texts).toEqual(texts.slice(0, 3));
    const cursor = append(directory, 'next');
    expect(cursor.state.texts).toEqual([...texts.slice(0, 3), 'next']);
    expect(openCursor(directory, ledger).state.texts).toEqual([...texts.slice(0, 3), 'next']);
  });

  it('decides against a snapshot that is ahead of it, also once it has grown past that one', () => {
    const { directory, path } = streamOf(100);
    fold(openCursor(directory, ledger));
    truncateSync(path, 0);
    const texts = Array.from({ length: 120 }, (_, index) => `later-${index}`);
    for (const [index, text] of texts.entries()) {
      expect(append(directory, text).state.texts, text).toEqual(texts.slice(0, index + 1));
    }
    expect(openCursor(directory, ledger).state.texts).toEqual(texts);
  });
});
