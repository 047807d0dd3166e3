import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32 } from '../../../src/store/crc32.ts';
import type { StoredRecord } from '../../../src/store/record.ts';
import { completeLength, encodeRecord, scanLines } from '../../../src/store/record.ts';

function record(id: string, data: object = { id }): StoredRecord {
  return {
    f: 1,
    id,
    ts: '2026-01-01T00:00:00.000Z',
    exp: -1,
    by: 'test',
    events: [{ type: 'happened', data }],
  };
}

function recordsIn(bytes: Buffer): StoredRecord[] {
  return [...scanLines(bytes)].flatMap((line) => (line.kind === 'record' ? [line.record] : []));
}

function idsIn(bytes: Buffer): string[] {
  return recordsIn(bytes).map(({ id }) => id);
}

function damagedIn(bytes: Buffer): number {
  return [...scanLines(bytes)].filter(({ kind }) => kind === 'damaged').length;
}

function framed(json: string): Buffer {
  return Buffer.from(`\n${crc32(Buffer.from(json))} ${json}\n`);
}

describe('encodeRecord and scanLines', () => {
  it('give back any JSON data as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue())), (datas) => {
        const records = datas.map((data, index) => record(`r${index}`, data));
        const read = recordsIn(Buffer.concat(records.map(encodeRecord)));
        expect(read).toEqual(JSON.parse(JSON.stringify(records)));
      }),
    );
  });

  it('start and end a record with a newline and hold no other', () => {
    const bytes = encodeRecord(record('a', { text: 'two\nlines' }));
    expect([bytes.indexOf(10), bytes.indexOf(10, 1)]).toEqual([0, bytes.length - 1]);
  });

  it('tell for each line where the next one begins', () => {
    const [first, second] = [encodeRecord(record('a')), encodeRecord(record('b'))];
    const ends = [...scanLines(Buffer.concat([first, second]))].map(({ end }) => end);
    expect(ends).toEqual([first.length, first.length + second.length]);
  });
});

describe('scanLines', () => {
  it('finds nothing in no bytes', () => {
    expect([...scanLines(Buffer.alloc(0))]).toEqual([]);
  });

  it('leaves what follows the last newline for later', () => {
    const whole = encodeRecord(record('a'));
    const bytes = Buffer.concat([whole, encodeRecord(record('b')).subarray(0, -1)]);
    expect(idsIn(bytes)).toEqual(['a']);
    expect(completeLength(bytes)).toBe(whole.length + 1);
  });

  it('skips a line whose checksum fails and keeps both neighbours', () => {
    const spoilt = encodeRecord(record('b'));
    spoilt.writeUInt8((spoilt[40] ?? 0) ^ 1, 40);
    const bytes = Buffer.concat([encodeRecord(record('a')), spoilt, encodeRecord(record('c'))]);
    expect(idsIn(bytes)).toEqual(['a', 'c']);
    expect(damagedIn(bytes)).toBe(1);
  });

  it('keeps the record that follows a torn one, wherever it was cut', () => {
    const torn = encodeRecord(record('b', { text: 'zwölf Ströme — 十二' }));
    for (let cut = 0; cut <= torn.length; cut++) {
      const bytes = Buffer.concat([
        encodeRecord(record('a')),
        torn.subarray(0, cut),
        encodeRecord(record('c')),
      ]);
      // Without its last newline a record is whole all the same.
      expect(idsIn(bytes), `cut at ${cut}`).toEqual(cut < torn.length - 1 ? ['a', 'c'] : ['a', 'b', 'c']);
    }
  });

  it('passes over a hole of NUL bytes as one damaged line', () => {
    const bytes = Buffer.concat([
      encodeRecord(record('a')),
      Buffer.alloc(4096),
      encodeRecord(record('b')),
      encodeRecord(record('c')),
    ]);
    expect(idsIn(bytes)).toEqual(['a', 'b', 'c']);
    expect(damagedIn(bytes)).toBe(1);
  });

  it('loses one record to a hole of NUL bytes inside it', () => {
    const holed = encodeRecord(record('b'));
    holed.fill(0, 20, 60);
    expect(idsIn(Buffer.concat([encodeRecord(record('a')), holed, encodeRecord(record('c'))]))).toEqual([
      'a',
      'c',
    ]);
  });

  it('never accepts a flipped bit and never loses more than one record to it', () => {
    const records = ['a', 'b', 'c'].map((id) => record(id));
    const whole = Buffer.concat(records.map(encodeRecord));
    for (let bit = 0; bit < whole.length * 8; bit++) {
      const bytes = Buffer.from(whole);
      bytes.writeUInt8((bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7)), bit >> 3);
      const read = recordsIn(bytes);
      expect(read.length, `bit ${bit}`).toBeGreaterThanOrEqual(2);
      expect(
        records.filter(({ id }) => read.some((other) => other.id === id)),
        `bit ${bit}`,
      ).toEqual(read);
    }
  });

  it('survives any bytes at all', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (before, after) => {
        const bytes = Buffer.concat([before, encodeRecord(record('kept')), after]);
        expect(idsIn(bytes)).toEqual(['kept']);
      }),
    );
  });

  it.each([
    ['a text', '"text"'],
    ['null', 'null'],
    ['a list', '[]'],
    ['no id', '{"f":1,"ts":"","exp":-1,"by":"","events":[]}'],
    ['an event without data', '{"f":1,"id":"a","ts":"","exp":-1,"by":"","events":[{"type":"x"}]}'],
    ['no JSON', '{"f":1,'],
  ])('takes %s for damage, its checksum notwithstanding', (_name, json) => {
    expect([idsIn(framed(json)), damagedIn(framed(json))]).toEqual([[], 1]);
  });
});
