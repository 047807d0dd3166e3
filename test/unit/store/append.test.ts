import { appendFileSync, existsSync, mkdirSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AppendOptions, StoreContext } from '../../../src/store/append.ts';
import { transact } from '../../../src/store/append.ts';
import { catchUp } from '../../../src/store/catch-up.ts';
import { atStart, openCursor } from '../../../src/store/open-cursor.ts';
import type { NewEvent } from '../../../src/store/record.ts';
import { encodeRecord, MAX_RECORD_BYTES, scanLines } from '../../../src/store/record.ts';
import { segmentPath } from '../../../src/store/stream-files.ts';
import { fromLogAlone, ledger, noted, storeContext } from '../../helpers/ledger.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

const CAS: AppendOptions = { expect: 'version', durable: false };
const ANY: AppendOptions = { expect: 'any', durable: false };

function stream(): string {
  return join(tempDir(), 'stream');
}

function append(directory: string, events: NewEvent[], options = ANY, context = storeContext()) {
  return transact(directory, ledger, context, options, () => events);
}

function textsOf(directory: string): readonly string[] {
  return openCursor(directory, ledger).state.texts;
}

function linesOf(directory: string): number {
  return [...scanLines(readFileSync(segmentPath(directory, 1)))].length;
}

describe('transact', () => {
  it('gives the first record version 1 and each later one the next', () => {
    const directory = stream();
    const versions = ['a', 'b', 'c'].map((text) => append(directory, [noted(text)]).version);
    expect(versions).toEqual([1, 2, 3]);
    expect(textsOf(directory)).toEqual(['a', 'b', 'c']);
  });

  it('gives the state as it is behind the new record', () => {
    expect(append(stream(), [noted('a')]).state.texts).toEqual(['a']);
  });

  it('shows decide the state and version it decides on', () => {
    const directory = stream();
    append(directory, [noted('a')]);
    const seen: unknown[] = [];
    transact(directory, ledger, storeContext(), CAS, (state, version) => {
      seen.push([state.texts, version]);
      return [noted('b')];
    });
    expect(seen).toEqual([[['a'], 1]]);
  });

  it('asks decide again with the newer state when another came first', () => {
    const directory = stream();
    const seen: (readonly string[])[] = [];
    const cursor = transact(directory, ledger, storeContext(), CAS, (state) => {
      seen.push(state.texts);
      if (seen.length === 1) append(directory, [noted('other')]);
      return [noted(`after ${state.texts.length}`)];
    });
    expect(seen).toEqual([[], ['other']]);
    expect(cursor.version).toBe(2);
    expect(textsOf(directory)).toEqual(['other', 'after 1']);
  });

  it('asks decide once where any version will do', () => {
    const directory = stream();
    let asked = 0;
    transact(directory, ledger, storeContext(), ANY, () => {
      asked++;
      append(directory, [noted('other')]);
      return [noted('mine')];
    });
    expect(asked).toBe(1);
    expect(textsOf(directory)).toEqual(['other', 'mine']);
  });

  it('may find on the second look that nothing is left to do', () => {
    const directory = stream();
    const cursor = transact(directory, ledger, storeContext(), CAS, (state) => {
      if (state.texts.length > 0) return [];
      append(directory, [noted('claimed by another')]);
      return [noted('claimed by me')];
    });
    expect(cursor.version).toBe(1);
    expect(textsOf(directory)).toEqual(['claimed by another']);
  });

  it('is written all the same, once its patience is over, when it is only usually bound to a version', () => {
    const directory = stream();
    let clock = 0;
    let asked = 0;
    const context = storeContext({ now: () => clock, patienceMs: 50 });
    transact(directory, ledger, context, { expect: 'usually', durable: false }, () => {
      asked++;
      clock += 20;
      append(directory, [noted('other')]);
      return [noted('mine')];
    });
    expect(asked).toBeGreaterThan(2);
    expect(textsOf(directory)).toEqual([...Array.from({ length: asked }, () => 'other'), 'mine']);
  });

  it('gives up with E_LOCKED when others come first for all of its patience', () => {
    const directory = stream();
    let clock = 0;
    const context = storeContext({ now: () => clock, patienceMs: 50 });
    let asked = 0;
    const hurried = () =>
      transact(directory, ledger, context, CAS, () => {
        asked++;
        clock += 20;
        append(directory, [noted('other')]);
        return [noted('mine')];
      });
    expect(hurried).toThrow(expect.objectContaining({ code: 'E_LOCKED' }));
    expect(asked).toBe(3);
    expect(textsOf(directory)).toEqual(['other', 'other', 'other']);
  });

  it('tries three times before it gives up, however long the disk makes each try', () => {
    const directory = stream();
    let clock = 0;
    const context = storeContext({ now: () => clock, patienceMs: 50 });
    let others = 2;
    transact(directory, ledger, context, CAS, () => {
      clock += 1_000;
      if (others-- > 0) append(directory, [noted('other')]);
      return [noted('mine')];
    });
    expect(textsOf(directory)).toEqual(['other', 'other', 'mine']);
  });

  it('tries once even without any patience', () => {
    const directory = stream();
    append(directory, [noted('a')], CAS, storeContext({ patienceMs: 0 }));
    expect(textsOf(directory)).toEqual(['a']);
  });

  it('writes nothing, not even a folder, when decide gives no events', () => {
    const directory = stream();
    expect(append(directory, []).version).toBe(0);
    expect(existsSync(directory)).toBe(false);
  });

  it('writes nothing, not even a folder, when decide refuses', () => {
    const directory = stream();
    const refuse = (): NewEvent[] => {
      throw new Error('the rule says no');
    };
    expect(() => transact(directory, ledger, storeContext(), CAS, refuse)).toThrow('the rule says no');
    expect(existsSync(directory)).toBe(false);
  });

  it('counts the same id once', () => {
    const directory = stream();
    const retried = storeContext({ newId: () => 'one-intent' });
    append(directory, [noted('a')], ANY, retried);
    const cursor = append(directory, [noted('a')], ANY, retried);
    expect([cursor.version, linesOf(directory)]).toEqual([1, 2]);
    expect(fromLogAlone(directory).state.texts).toEqual(['a']);
  });

  it('counts the same id once when 127 other records came between', () => {
    const directory = stream();
    const retried = storeContext({ newId: () => 'one-intent' });
    append(directory, [noted('first')], ANY, retried);
    for (let index = 0; index < 127; index++) append(directory, [noted('between')]);
    expect(append(directory, [noted('first')], ANY, retried).version).toBe(128);
  });

  it('counts a batch as one version and numbers the ids of its events', () => {
    const directory = stream();
    append(directory, [noted('a'), noted('b')], ANY, storeContext({ newId: () => 'batch' }));
    append(directory, [noted('c')], ANY, storeContext({ newId: () => 'single' }));
    const passed: [string, number][] = [];
    catchUp(atStart(directory, ledger), undefined, ({ id, version }) => passed.push([id, version]));
    expect(passed).toEqual([
      ['batch.1', 1],
      ['batch.2', 1],
      ['single', 2],
    ]);
  });

  it('hands each event on with its time and its writer', () => {
    const directory = stream();
    const context: StoreContext = storeContext({ now: () => 1_767_225_600_000, by: 'hook:Stop' });
    append(directory, [noted('a')], ANY, context);
    const passed: unknown[] = [];
    catchUp(atStart(directory, ledger), undefined, (event) => passed.push(event));
    expect(passed).toEqual([
      expect.objectContaining({
        type: 'noted',
        data: { text: 'a' },
        timestamp: '2026-01-01T00:00:00.000Z',
        by: 'hook:Stop',
      }),
    ]);
  });

  it('leaves all of a batch or none of it, wherever it was cut', () => {
    const directory = stream();
    append(directory, [noted('before')]);
    const path = segmentPath(directory, 1);
    const start = statSync(path).size;
    append(directory, [noted('a'), noted('b'), noted('c')]);
    for (let size = statSync(path).size; size > start; size--) {
      truncateSync(path, size);
      const { texts } = fromLogAlone(directory).state;
      expect([1, 4], `cut at ${size}`).toContain(texts.length);
    }
    expect(fromLogAlone(directory).state.texts).toEqual(['before']);
  });

  it('is not disturbed by what a killed writer left half-written, wherever that was cut', () => {
    const torn = encodeRecord({ f: 1, id: 'torn', ts: '', exp: 0, by: 'killed', events: [noted('torn')] });
    for (let cut = 1; cut < torn.length - 1; cut++) {
      const directory = join(tempDir(), 'stream');
      mkdirSync(directory);
      appendFileSync(segmentPath(directory, 1), torn.subarray(0, cut));
      const cursor = append(directory, [noted('kept')], CAS);
      expect([cursor.version, cursor.state.texts], `cut at ${cut}`).toEqual([1, ['kept']]);
      expect(fromLogAlone(directory).state.texts, `cut at ${cut}`).toEqual(['kept']);
    }
  });

  it('is not disturbed by a large record that was cut off, in whichever page the kill came', () => {
    const large = encodeRecord({
      f: 1,
      id: 'torn',
      ts: '',
      exp: -1,
      by: 'killed',
      events: [noted('torn', 1_000_000)],
    });
    for (let cut = 4096; cut < large.length; cut += 4096 * 24) {
      const directory = join(tempDir(), 'stream');
      append(directory, [noted('before')]);
      appendFileSync(segmentPath(directory, 1), large.subarray(0, cut));
      append(directory, [noted('kept')], CAS);
      append(directory, [noted('large', 900_000)], CAS);
      append(directory, [noted('last')], CAS);
      const { state, damaged } = fromLogAlone(directory);
      expect([state.texts, damaged], `cut at ${cut}`).toEqual([['before', 'kept', 'large', 'last'], 1]);
    }
  });

  it('takes a record of 1 MB and refuses one that is a byte larger, with nothing written', () => {
    const directory = stream();
    const context = storeContext({ newId: () => 'id', now: () => 0 });
    const empty = { f: 1 as const, id: 'id', ts: new Date(0).toISOString(), exp: -1, by: 'test' };
    const room = MAX_RECORD_BYTES - encodeRecord({ ...empty, events: [noted('a', 1)] }).length + 1;
    expect(() => append(directory, [noted('a', room + 1)], ANY, context)).toThrow(
      expect.objectContaining({ code: 'E_INVALID', message: expect.stringContaining('1048577 bytes') }),
    );
    expect(existsSync(directory)).toBe(false);
    expect(append(directory, [noted('a', room)], ANY, context).version).toBe(1);
  });

  it('keeps folder and log to their owner', () => {
    const directory = stream();
    append(directory, [noted('a')]);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    expect(statSync(segmentPath(directory, 1)).mode & 0o777).toBe(0o600);
  });

  it('works the same when it waits for the disk', () => {
    const directory = stream();
    append(directory, [noted('a')], { expect: 'version', durable: true });
    append(directory, [noted('b')], { expect: 'any', durable: true });
    expect(textsOf(directory)).toEqual(['a', 'b']);
  });

  it('says so when the file system does not keep what was appended', () => {
    const directory = stream();
    append(directory, [noted('a')]);
    const forgetful = storeContext({ newId: () => `${'x'.repeat(8)}` });
    // A cursor that stands behind the end never meets the record that is written before it.
    const shrink = () => {
      truncateSync(segmentPath(directory, 1), 0);
      return [noted('lost')];
    };
    expect(() => transact(directory, ledger, forgetful, ANY, shrink)).toThrow(
      expect.objectContaining({ code: 'E_CORRUPT', message: expect.stringContaining('BATON_DIR') }),
    );
  });
});
