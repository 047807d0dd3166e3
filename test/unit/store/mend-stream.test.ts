import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, transact } from '../../../src/store/append.ts';
import { readFramedJson } from '../../../src/store/framed-json.ts';
import { mendStream } from '../../../src/store/mend-stream.ts';
import { openCursor } from '../../../src/store/open-cursor.ts';
import { inspectStream, isDamaged } from '../../../src/store/stream-damage.ts';
import { basePath, segmentPath, snapshotPath, viewPath } from '../../../src/store/stream-files.ts';
import { fromLogAlone, ledger, noted, storeContext } from '../../helpers/ledger.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

const NOW = Date.parse('2026-03-02T10:00:00.000Z');
const LARGE = 60 * 1024;

function streamOf(count: number, bytes?: number): { directory: string; texts: string[] } {
  const directory = join(tempDir(), 'stream');
  const texts = Array.from({ length: count }, (_, index) => `text-${index}`);
  for (const text of texts)
    transact(directory, ledger, storeContext(), { expect: 'version', durable: false }, () => [
      noted(text, bytes),
    ]);
  return { directory, texts };
}

const textsOf = (directory: string) => openCursor(directory, ledger).state.texts;
const mend = (directory: string) => mendStream(directory, ledger, inspectStream(directory), NOW);
const bend = (path: string, word: string) => {
  const bytes = readFileSync(path);
  const place = bytes.indexOf(word);
  bytes.writeUInt8((bytes[place] ?? 0) ^ 1, place);
  writeFileSync(path, bytes);
};

describe('a stream that is sound', () => {
  it('is left as it is, to the byte', () => {
    const { directory } = streamOf(12, LARGE);
    const before = readdirSync(directory).map((name) => readFileSync(join(directory, name), 'latin1'));
    expect(isDamaged(inspectStream(directory))).toBe(false);
    expect(mend(directory)).toEqual({ aside: null, version: 12, lost: 0 });
    expect(readdirSync(directory).map((name) => readFileSync(join(directory, name), 'latin1'))).toEqual(
      before,
    );
  });

  it('is one that has not begun', () => {
    expect(mend(join(tempDir(), 'nothing'))).toEqual({ aside: null, version: 0, lost: 0 });
  });
});

describe('a damaged record', () => {
  it('is kept aside and blanked, and its neighbours stay where they are', () => {
    const { directory, texts } = streamOf(20);
    rmSync(snapshotPath(directory), { force: true });
    const path = segmentPath(directory, 1);
    const whole = readFileSync(path, 'utf8');
    bend(path, 'text-7"');
    expect(inspectStream(directory).lines).toHaveLength(1);
    const { aside, lost } = mend(directory);
    expect(lost).toBe(1);
    expect(isDamaged(inspectStream(directory))).toBe(false);
    expect(textsOf(directory)).toEqual(texts.filter((text) => text !== 'text-7'));
    const now = readFileSync(path, 'utf8');
    expect(now.length).toBe(whole.length);
    expect(now.indexOf('text-19"')).toBe(whole.indexOf('text-19"'));
    const [line] = readdirSync(aside ?? '').filter((name) => name.endsWith('.line'));
    expect(readFileSync(join(aside ?? '', line ?? ''), 'utf8')).toContain('"id"');
    expect(JSON.parse(readFileSync(join(aside ?? '', 'report.json'), 'utf8'))).toMatchObject({
      at: new Date(NOW).toISOString(),
      records: 19,
      lines: [{ segment: 1 }],
    });
  });

  it('costs nothing where the snapshot still knows what was in it', () => {
    const { directory, texts } = streamOf(20);
    fold(openCursor(directory, ledger));
    bend(segmentPath(directory, 1), 'text-7"');
    mend(directory);
    expect(textsOf(directory)).toEqual(texts);
  });

  it('takes the next record afterwards', () => {
    const { directory } = streamOf(3);
    bend(segmentPath(directory, 1), 'text-2"');
    mend(directory);
    transact(directory, ledger, storeContext(), { expect: 'version', durable: false }, () => [noted('next')]);
    expect(textsOf(directory)).toContain('next');
    expect(fromLogAlone(directory).damaged).toBe(0);
  });

  it('that closed a segment closes it still: what lies behind it never counts', () => {
    const { directory, texts } = streamOf(12, LARGE);
    const path = segmentPath(directory, 1);
    bend(path, '"seal":true');
    const late = readFileSync(segmentPath(directory, 2)).subarray(0, LARGE * 2);
    writeFileSync(
      path,
      Buffer.concat([readFileSync(path), Buffer.from('\n'), late.subarray(0, late.indexOf('\n', 9) + 1)]),
    );
    expect(inspectStream(directory).lines).toHaveLength(1);
    mend(directory);
    expect(isDamaged(inspectStream(directory))).toBe(false);
    expect(fromLogAlone(directory).state.texts).toEqual(texts);
  });
});

describe('a damaged cache', () => {
  it.each([
    ['the snapshot', snapshotPath],
    ['the view', viewPath],
    ['a base', (directory: string) => basePath(directory, 2)],
  ])('%s is moved aside and made anew', (_what, pathOf) => {
    const { directory, texts } = streamOf(12, LARGE);
    const path = pathOf(directory);
    writeFileSync(path, readFileSync(path).fill('x', 20, 40));
    expect(inspectStream(directory).caches).toEqual([path]);
    const { aside } = mend(directory);
    expect(readdirSync(aside ?? '')).toHaveLength(2);
    expect(isDamaged(inspectStream(directory))).toBe(false);
    expect(readFramedJson(path)).toBeDefined();
    expect(textsOf(directory)).toEqual(texts);
  });

  it('a base that is missing is made from the one before it', () => {
    const { directory, texts } = streamOf(17, LARGE);
    const [two, three] = [2, 3].map((segment) => basePath(directory, segment));
    const before = readFileSync(three ?? '');
    rmSync(three ?? '');
    rmSync(two ?? '');
    expect(inspectStream(directory).missingBases).toEqual([2, 3]);
    mend(directory);
    expect(existsSync(two ?? '')).toBe(true);
    expect(readFileSync(three ?? '')).toEqual(before);
    expect(textsOf(directory)).toEqual(texts);
  });

  it('is believed where the log before it is gone', () => {
    const { directory, texts } = streamOf(12, LARGE);
    rmSync(segmentPath(directory, 1));
    rmSync(snapshotPath(directory));
    expect(inspectStream(directory).missingSegments).toEqual([1]);
    bend(segmentPath(directory, 2), 'text-7"');
    mend(directory);
    // The base of segment 3 has what was lost in segment 2.
    expect(textsOf(directory)).toEqual(texts);
  });
});

describe('whatever happens to a log', () => {
  it('it is sound after mending, and nothing that could be read is lost', () => {
    const { directory } = streamOf(10);
    const path = segmentPath(directory, 1);
    const whole = readFileSync(path);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 6 }),
        fc.nat(whole.length),
        (flips, cut) => {
          const bytes = Buffer.from(whole);
          for (const [place, value] of flips) bytes.writeUInt8(value, place);
          writeFileSync(path, bytes);
          truncateSync(path, whole.length - (cut % 40));
          for (const cache of [snapshotPath(directory), viewPath(directory)]) rmSync(cache, { force: true });
          const readable = fromLogAlone(directory).state.texts;
          mend(directory);
          expect(isDamaged(inspectStream(directory))).toBe(false);
          expect(textsOf(directory)).toEqual(readable);
          expect(fromLogAlone(directory).state.texts).toEqual(readable);
        },
      ),
      { numRuns: 60 },
    );
  });
});
