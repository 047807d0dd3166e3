import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { transact, writeView } from '../../../src/store/append.ts';
import type { Cursor } from '../../../src/store/cursor.ts';
import { frameJson } from '../../../src/store/framed-json.ts';
import { openCursor } from '../../../src/store/open-cursor.ts';
import { segmentPath, viewPath } from '../../../src/store/stream-files.ts';
import { readView } from '../../../src/store/view-file.ts';
import type { Ledger } from '../../helpers/ledger.ts';
import { ledger, noted, storeContext } from '../../helpers/ledger.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

function append(directory: string, text: string, bytes = 0): Cursor<Ledger> {
  const options = { expect: 'any', durable: false } as const;
  return transact(directory, ledger, storeContext(), options, () => [noted(text, bytes)]);
}

describe('the view of a stream', () => {
  it('is current after each append', () => {
    const directory = tempDir();
    for (const [index, text] of ['a', 'b', 'c'].entries()) {
      append(directory, text);
      expect(readView(directory)).toEqual({
        view: { count: index + 1, last: text },
        reducer: 1,
        current: true,
      });
    }
  });

  it('is not current when the log has grown since', () => {
    const directory = tempDir();
    append(directory, 'a');
    const older = readFileSync(viewPath(directory));
    append(directory, 'b');
    writeFileSync(viewPath(directory), older);
    expect(readView(directory)).toEqual({ view: { count: 1, last: 'a' }, reducer: 1, current: false });
  });

  it('is not current when the log is shorter than it was', () => {
    const directory = tempDir();
    append(directory, 'a');
    writeFileSync(segmentPath(directory, 1), '');
    expect(readView(directory)?.current).toBe(false);
  });

  it('is not current when the log is gone', () => {
    const directory = tempDir();
    append(directory, 'a');
    rmSync(segmentPath(directory, 1));
    expect(readView(directory)?.current).toBe(false);
  });

  it('is current right after a segment was sealed, and lags once the next has begun', () => {
    const directory = tempDir();
    for (let index = 0; index < 5; index++) append(directory, `text-${index}`, 60 * 1024);
    expect(existsSync(segmentPath(directory, 2))).toBe(false);
    expect(readView(directory)).toEqual({ view: { count: 5, last: 'text-4' }, reducer: 1, current: true });
    const older = readFileSync(viewPath(directory));
    append(directory, 'next');
    writeFileSync(viewPath(directory), older);
    expect(readView(directory)?.current).toBe(false);
  });

  it('becomes current again by the next append', () => {
    const directory = tempDir();
    append(directory, 'a');
    appendFileSync(segmentPath(directory, 1), '\ntorn');
    expect(readView(directory)?.current).toBe(false);
    append(directory, 'b');
    expect(readView(directory)).toEqual({ view: { count: 2, last: 'b' }, reducer: 1, current: true });
  });

  it('is nothing before the first append', () => {
    expect(readView(tempDir())).toBeUndefined();
    expect(readView(join(tempDir(), 'missing'))).toBeUndefined();
  });

  it.each(['', '{', 'null', '[]', '"view"', '{"view":{},"reducer":1,"segment":1,"offset":0}'])(
    'is nothing when its file holds %j',
    (content) => {
      const directory = tempDir();
      writeFileSync(viewPath(directory), content);
      expect(readView(directory)).toBeUndefined();
    },
  );

  it.each([
    null,
    {},
    { view: null, reducer: 1, segment: 1, offset: 0 },
    { view: {}, segment: 1, offset: 0 },
    { view: {}, reducer: 1, segment: '1', offset: 0 },
  ])('is nothing when its frame holds %j', (content) => {
    const directory = tempDir();
    writeFileSync(viewPath(directory), frameJson(content));
    expect(readView(directory)).toBeUndefined();
  });

  it('never shows what was not written, whichever byte was flipped', () => {
    const directory = tempDir();
    append(directory, 'a');
    const [whole, good] = [readFileSync(viewPath(directory)), readView(directory)];
    for (let place = 0; place < whole.length; place++) {
      const bytes = Buffer.from(whole);
      bytes.writeUInt8((bytes[place] ?? 0) ^ (1 << (place & 7)), place);
      writeFileSync(viewPath(directory), bytes);
      expect([undefined, good], `byte ${place}`).toContainEqual(readView(directory));
    }
  });

  it('is not written where the stream has none', () => {
    const directory = tempDir();
    const { view: _view, ...without } = ledger;
    writeView(openCursor(directory, without));
    expect(existsSync(viewPath(directory))).toBe(false);
  });

  it('replaces a longer file whole', () => {
    const directory = tempDir();
    writeFileSync(viewPath(directory), 'x'.repeat(10_000));
    append(directory, 'a');
    expect(readView(directory)).toEqual({ view: { count: 1, last: 'a' }, reducer: 1, current: true });
    expect(JSON.parse(readFileSync(viewPath(directory), 'utf8'))).toMatchObject({ content: { version: 1 } });
  });

  it('that is too large for its file leaves the older one, which is not current', () => {
    const directory = tempDir();
    append(directory, 'a');
    append(directory, 'x'.repeat(5_000));
    expect(readView(directory)).toEqual({ view: { count: 1, last: 'a' }, reducer: 1, current: false });
  });

  it('that cannot be written is no failure', () => {
    const directory = join(tempDir(), 'file');
    writeFileSync(directory, '');
    expect(() => writeView({ ...openCursor(tempDir(), ledger), directory })).not.toThrow();
  });
});
