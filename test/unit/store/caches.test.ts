import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fold, transact } from '../../../src/store/append.ts';
import type { Cursor, Projection } from '../../../src/store/cursor.ts';
import { frameJson, readFramedJson } from '../../../src/store/framed-json.ts';
import { openCursor } from '../../../src/store/open-cursor.ts';
import {
  basePath,
  listNumbered,
  segmentPath,
  snapshotPath,
  viewPath,
} from '../../../src/store/stream-files.ts';
import type { Ledger } from '../../helpers/ledger.ts';
import { cachesOf, fromLogAlone, ledger, noted, storeContext } from '../../helpers/ledger.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

function append(directory: string, text: string, bytes = 0): Cursor<Ledger> {
  const options = { expect: 'version', durable: false } as const;
  return transact(directory, ledger, storeContext(), options, () => [noted(text, bytes)]);
}

/** Two sealed segments, a third begun, and every kind of cache. */
function richStream(): { directory: string; texts: string[] } {
  const directory = join(tempDir(), 'stream');
  const texts = Array.from({ length: 12 }, (_, index) => `text-${index}`);
  for (const [index, text] of texts.entries()) append(directory, text, index < 10 ? 60 * 1024 : 0);
  fold(openCursor(directory, ledger));
  return { directory, texts };
}

const SPOILT: [string, (whole: Buffer) => Buffer][] = [
  ['empty', () => Buffer.alloc(0)],
  ['cut in half', (whole) => whole.subarray(0, whole.length / 2)],
  ['without its last byte', (whole) => whole.subarray(0, -1)],
  ['filled with NUL bytes', (whole) => Buffer.alloc(whole.length)],
  ['garbage', () => Buffer.from('not a snapshot\n')],
  ['JSON of another kind', () => Buffer.from('{"segment":1}\n')],
  ['a frame around another thing', () => frameJson({ state: { texts: ['wrong'] } })],
  ['a frame around null', () => frameJson(null)],
];

describe('the caches of a stream', () => {
  it('are a snapshot, a view and one checkpoint for each segment but the first', () => {
    const { directory } = richStream();
    expect(readdirSync(directory).sort()).toEqual([
      '000001.jsonl',
      '000002.base.json',
      '000002.jsonl',
      '000003.base.json',
      '000003.jsonl',
      'snapshot.json',
      'view.json',
    ]);
  });

  it('hold what the log alone tells', () => {
    const { directory, texts } = richStream();
    const { state, version, recentIds, segment, offset } = openCursor(directory, ledger);
    expect(state.texts).toEqual(texts);
    expect(fromLogAlone(directory)).toMatchObject({ state, version, recentIds, segment, offset });
  });

  it('may be deleted, each alone or all together', () => {
    const { directory, texts } = richStream();
    for (const path of cachesOf(directory)) {
      const kept = `${path}.kept`;
      copyFileSync(path, kept);
      rmSync(path);
      expect(openCursor(directory, ledger).state.texts, path).toEqual(texts);
      copyFileSync(kept, path);
    }
    expect(fromLogAlone(directory).state.texts).toEqual(texts);
  });

  it('come back after they were deleted', () => {
    const { directory, texts } = richStream();
    fromLogAlone(directory);
    append(directory, 'next');
    expect(cachesOf(directory)).toHaveLength(4);
    expect(readFramedJson(snapshotPath(directory))).toMatchObject({ state: { texts: [...texts, 'next'] } });
  });

  it('stay out of the way when folders stand in their places', () => {
    const { directory, texts } = richStream();
    for (const path of cachesOf(directory)) {
      rmSync(path);
      mkdirSync(join(path, 'full'), { recursive: true });
    }
    append(directory, 'next');
    fold(openCursor(directory, ledger));
    expect(openCursor(directory, ledger).state.texts).toEqual([...texts, 'next']);
    expect(readdirSync(directory).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

describe('a damaged snapshot', () => {
  it.each(SPOILT)('that is %s is not believed', (_name, spoil) => {
    const { directory, texts } = richStream();
    const path = snapshotPath(directory);
    writeFileSync(path, spoil(readFileSync(path)));
    expect(openCursor(directory, ledger).state.texts).toEqual(texts);
    expect(append(directory, 'next').state.texts).toEqual([...texts, 'next']);
  });

  it('never changes the state, whichever byte was flipped', () => {
    const { directory, texts } = richStream();
    const path = snapshotPath(directory);
    const whole = readFileSync(path);
    for (let place = 0; place < whole.length; place++) {
      const bytes = Buffer.from(whole);
      bytes.writeUInt8((bytes[place] ?? 0) ^ (1 << (place & 7)), place);
      writeFileSync(path, bytes);
      expect(openCursor(directory, ledger).state.texts, `byte ${place}`).toEqual(texts);
    }
  });
});

describe('a damaged checkpoint', () => {
  it.each(SPOILT)('that is %s is passed over for an older one, or for the log', (_name, spoil) => {
    const { directory, texts } = richStream();
    rmSync(snapshotPath(directory));
    for (const segment of [3, 2]) {
      const path = basePath(directory, segment);
      writeFileSync(path, spoil(readFileSync(path)));
      expect(openCursor(directory, ledger).state.texts).toEqual(texts);
    }
    expect(append(directory, 'next').state.texts).toEqual([...texts, 'next']);
  });

  it('never changes the state, whichever byte was flipped', () => {
    const { directory, texts } = richStream();
    rmSync(snapshotPath(directory));
    const path = basePath(directory, 3);
    const whole = readFileSync(path);
    for (let place = 0; place < whole.length; place++) {
      const bytes = Buffer.from(whole);
      bytes.writeUInt8((bytes[place] ?? 0) ^ (1 << (place & 7)), place);
      writeFileSync(path, bytes);
      expect(openCursor(directory, ledger).state.texts, `byte ${place}`).toEqual(texts);
    }
  });
});

describe('a snapshot', () => {
  it('is written once the log is 6 KB ahead of it, and no sooner', () => {
    const directory = join(tempDir(), 'stream');
    append(directory, 'a', 4 * 1024);
    expect(existsSync(snapshotPath(directory))).toBe(false);
    append(directory, 'b', 4 * 1024);
    const first = readFileSync(snapshotPath(directory));
    append(directory, 'c', 4 * 1024);
    expect(readFileSync(snapshotPath(directory))).toEqual(first);
    append(directory, 'd', 4 * 1024);
    expect(readFramedJson(snapshotPath(directory))).toMatchObject({ version: 4 });
  });

  it('stands where the log stood', () => {
    const directory = join(tempDir(), 'stream');
    const cursor = append(directory, 'a');
    fold(cursor);
    expect(readFramedJson(snapshotPath(directory))).toMatchObject({
      format: 1,
      segment: 1,
      offset: readFileSync(segmentPath(directory, 1)).length,
      version: 1,
      recent_ids: cursor.recentIds,
      state: { texts: ['a'] },
    });
  });

  it('leaves what follows it to the log', () => {
    const directory = join(tempDir(), 'stream');
    fold(append(directory, 'a'));
    append(directory, 'b');
    expect(openCursor(directory, ledger).state.texts).toEqual(['a', 'b']);
  });

  it('remembers ids, so that a retry after it counts once', () => {
    const directory = join(tempDir(), 'stream');
    const again = storeContext({ newId: () => 'once' });
    const options = { expect: 'any', durable: false } as const;
    fold(transact(directory, ledger, again, options, () => [noted('a')]));
    expect(transact(directory, ledger, again, options, () => [noted('a')]).version).toBe(1);
  });

  it('of an older reducer is not believed, nor is a checkpoint', () => {
    const { directory, texts } = richStream();
    const newer: Projection<Ledger> = {
      ...ledger,
      reducer: 2,
      evolve: (state, event) => ledger.evolve(state, { ...event, data: { text: 'v2' } }),
    };
    expect(openCursor(directory, newer).state.texts).toEqual(texts.map(() => 'v2'));
  });

  it('whose state does not fit is not believed, nor is a checkpoint', () => {
    const { directory, texts } = richStream();
    const strict: Projection<Ledger> = { ...ledger, accepts: (_value): _value is Ledger => false };
    expect(openCursor(directory, strict).state.texts).toEqual(texts);
  });

  it('that cannot be written is no failure', () => {
    const cursor = openCursor(join(tempDir(), 'missing'), ledger);
    expect(() => fold(cursor)).not.toThrow();
    expect(existsSync(cursor.directory)).toBe(false);
  });
});

describe('openCursor', () => {
  it('takes a stream that does not exist for an empty one and creates nothing', () => {
    const directory = join(tempDir(), 'missing');
    expect(openCursor(directory, ledger)).toMatchObject({ version: 0, segment: 1, offset: 0 });
    expect(existsSync(directory)).toBe(false);
  });

  it('changes nothing in a stream that has its caches', () => {
    const { directory } = richStream();
    const before = readdirSync(directory).map((name) => readFileSync(join(directory, name), 'utf8'));
    openCursor(directory, ledger);
    expect(readdirSync(directory).map((name) => readFileSync(join(directory, name), 'utf8'))).toEqual(before);
  });
});

describe('listNumbered', () => {
  it('gives the numbers in order and passes over every other name', () => {
    const directory = tempDir();
    for (const name of [
      '000010.jsonl',
      '000002.jsonl',
      '2.jsonl',
      '000003.jsonl.tmp',
      'x00004.jsonl',
      '000005.base.json',
    ])
      writeFileSync(join(directory, name), '');
    expect(listNumbered(directory, '.jsonl')).toEqual([2, 10]);
    expect(listNumbered(directory, '.base.json')).toEqual([5]);
    expect(listNumbered(join(directory, 'missing'), '.jsonl')).toEqual([]);
  });
});

describe('framed JSON', () => {
  it('is a JSON document itself', () => {
    const value = { text: 'zwölf\n', list: [1, null] };
    expect(JSON.parse(frameJson(value).toString())).toMatchObject({ content: value });
  });

  it('is nothing where there is no file', () => {
    expect(readFramedJson(viewPath(tempDir()))).toBeUndefined();
  });
});
