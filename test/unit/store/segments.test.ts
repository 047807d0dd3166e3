import { appendFileSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AppendOptions } from '../../../src/store/append.ts';
import { transact } from '../../../src/store/append.ts';
import { catchUp } from '../../../src/store/catch-up.ts';
import type { Cursor } from '../../../src/store/cursor.ts';
import { readFramedJson } from '../../../src/store/framed-json.ts';
import { atStart, openCursor } from '../../../src/store/open-cursor.ts';
import type { StoredRecord } from '../../../src/store/record.ts';
import { encodeRecord, scanLines } from '../../../src/store/record.ts';
import {
  basePath,
  listNumbered,
  SEGMENT_BYTES,
  segmentPath,
  sizeOf,
} from '../../../src/store/stream-files.ts';
import type { Ledger } from '../../helpers/ledger.ts';
import { cachesOf, fromLogAlone, ledger, noted, storeContext } from '../../helpers/ledger.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

const CAS: AppendOptions = { expect: 'version', durable: false };
const ANY: AppendOptions = { expect: 'any', durable: false };
/** Five records of this size fill a segment. */
const LARGE = 60 * 1024;

function append(directory: string, text: string, bytes = LARGE): Cursor<Ledger> {
  return transact(directory, ledger, storeContext(), CAS, () => [noted(text, bytes)]);
}

/** A stream with `segments` sealed segments of five records each. */
function sealedStream(segments: number): { directory: string; texts: string[] } {
  const directory = join(tempDir(), 'stream');
  const texts = Array.from({ length: segments * 5 }, (_, index) => `text-${index}`);
  for (const text of texts) append(directory, text);
  return { directory, texts };
}

function seal(): StoredRecord {
  return { f: 1, id: 'another-seal', ts: '', exp: -1, by: 'test', events: [], seal: true };
}

describe('a segment', () => {
  it('is sealed by the writer that takes it past its size', () => {
    const { directory } = sealedStream(1);
    const lines = [...scanLines(readFileSync(segmentPath(directory, 1)))];
    const seals = lines.map((line) => line.kind === 'record' && line.record.seal === true);
    expect(seals).toEqual([false, false, false, false, false, true]);
    expect(statSync(segmentPath(directory, 1)).size).toBeGreaterThan(SEGMENT_BYTES);
  });

  it('is not sealed before that', () => {
    const directory = join(tempDir(), 'stream');
    for (let index = 0; index < 4; index++) append(directory, `text-${index}`);
    expect(listNumbered(directory, '.base.json')).toEqual([]);
    expect(openCursor(directory, ledger).segment).toBe(1);
  });

  it('is followed by a checkpoint that holds the state at the start of the next', () => {
    const { directory, texts } = sealedStream(1);
    append(directory, 'later', 10);
    expect(readFramedJson(basePath(directory, 2))).toMatchObject({
      segment: 2,
      offset: 0,
      version: 5,
      state: { texts },
    });
  });

  it('is never deleted, however many follow', () => {
    const { directory, texts } = sealedStream(6);
    append(directory, 'last', 10);
    expect(listNumbered(directory, '.jsonl')).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(fromLogAlone(directory).state.texts).toEqual([...texts, 'last']);
  });

  it('passes versions and remembered ids on to the next', () => {
    const { directory } = sealedStream(2);
    expect(append(directory, 'next', 10).version).toBe(11);
    const again = storeContext({ newId: () => 'once' });
    transact(directory, ledger, again, ANY, () => [noted('retried', LARGE)]);
    for (let index = 0; index < 5; index++) append(directory, `more-${index}`);
    transact(directory, ledger, again, ANY, () => [noted('retried', LARGE)]);
    expect(openCursor(directory, ledger).segment).toBe(4);
    expect(fromLogAlone(directory).state.texts.filter((text) => text === 'retried')).toHaveLength(1);
  });

  it.each([
    ['an expected version', CAS],
    ['any version', ANY],
  ])('takes from a writer with %s that was late by many segments its record, once', (_name, options) => {
    const directory = join(tempDir(), 'stream');
    append(directory, 'first');
    let asked = 0;
    const cursor = transact(directory, ledger, storeContext(), options, () => {
      if (asked++ === 0) for (let index = 0; index < 17; index++) append(directory, `other-${index}`);
      return [noted('late', 10)];
    });
    expect(asked).toBe(2);
    expect([cursor.segment, cursor.version]).toEqual([4, 19]);
    const { texts } = fromLogAlone(directory).state;
    expect(texts.filter((text) => text === 'late')).toEqual(['late']);
    expect([texts.length, texts.at(-1)]).toEqual([19, 'late']);
  });

  it('holds nothing that counts behind its seal', () => {
    const { directory, texts } = sealedStream(1);
    append(directory, 'next', 10);
    const late = { f: 1, id: 'late', ts: '', exp: -1, by: 'test', events: [noted('void')] } as const;
    appendFileSync(segmentPath(directory, 1), encodeRecord(late));
    appendFileSync(segmentPath(directory, 1), encodeRecord(seal()));
    expect(openCursor(directory, ledger).state.texts).toEqual([...texts, 'next']);
    expect(fromLogAlone(directory).state.texts).toEqual([...texts, 'next']);
    const cursor = atStart(directory, ledger);
    expect(catchUp(cursor, 'late')).toBe('void');
  });

  it('leads on to the next one when its seal is damaged, whichever byte of it', () => {
    const { directory, texts } = sealedStream(1);
    append(directory, 'next', 10);
    const path = segmentPath(directory, 1);
    const whole = readFileSync(path);
    const start = whole.subarray(0, -1).lastIndexOf(10) - 1;
    for (let place = start; place < whole.length; place++) {
      const bytes = Buffer.from(whole);
      bytes.writeUInt8((bytes[place] ?? 0) ^ 1, place);
      writeFileSync(path, bytes);
      const read = fromLogAlone(directory).state.texts;
      // The last byte of the record before the seal is its newline: that record may be the one that is lost.
      expect(read.slice(-1), `byte ${place}`).toEqual(['next']);
      expect(read.length, `byte ${place}`).toBeGreaterThanOrEqual(place === start ? 5 : 6);
    }
    writeFileSync(path, whole);
    expect(fromLogAlone(directory).state.texts).toEqual([...texts, 'next']);
  });

  it('holds nothing that counts behind a seal that was damaged', () => {
    const { directory, texts } = sealedStream(1);
    append(directory, 'next', 10);
    const path = segmentPath(directory, 1);
    const bytes = readFileSync(path);
    bytes.writeUInt8(0, bytes.length - 10);
    const late = { f: 1, id: 'late', ts: '', exp: 5, by: 'test', events: [noted('void')] } as const;
    writeFileSync(path, Buffer.concat([bytes, encodeRecord(late)]));
    expect(fromLogAlone(directory).state.texts).toEqual([...texts, 'next']);
  });

  it('takes the next record in the newest segment when an older seal is damaged', () => {
    const { directory, texts } = sealedStream(2);
    const path = segmentPath(directory, 1);
    const bytes = readFileSync(path);
    bytes.writeUInt8(0, bytes.length - 10);
    writeFileSync(path, bytes);
    fromLogAlone(directory);
    append(directory, 'next', 10);
    expect(fromLogAlone(directory).state.texts).toEqual([...texts, 'next']);
    expect(statSync(path).size).toBe(bytes.length);
  });

  it('that lost its whole content leaves the later ones readable', () => {
    const { directory, texts } = sealedStream(2);
    append(directory, 'next', 10);
    writeFileSync(segmentPath(directory, 1), '');
    expect(openCursor(directory, ledger).state.texts).toEqual([...texts, 'next']);
    const cursor = fromLogAlone(directory);
    expect(cursor.state.texts).toEqual([...texts.slice(5), 'next']);
    expect([cursor.gaps, cursor.version]).toEqual([5, 11]);
  });

  it('that is gone leaves the later ones readable', () => {
    const { directory, texts } = sealedStream(2);
    for (const path of [...cachesOf(directory), segmentPath(directory, 1)]) rmSync(path);
    expect(openCursor(directory, ledger).state.texts).toEqual(texts.slice(5));
    expect(sizeOf(segmentPath(directory, 2))).toBeGreaterThan(SEGMENT_BYTES);
  });
});
