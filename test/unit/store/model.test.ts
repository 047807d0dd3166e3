import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, transact } from '../../../src/store/append.ts';
import { catchUp } from '../../../src/store/catch-up.ts';
import type { Cursor } from '../../../src/store/cursor.ts';
import { atStart, openCursor } from '../../../src/store/open-cursor.ts';
import type { NewEvent } from '../../../src/store/record.ts';
import { listNumbered, segmentPath } from '../../../src/store/stream-files.ts';
import { readView } from '../../../src/store/view-file.ts';
import type { Ledger } from '../../helpers/ledger.ts';
import { cachesOf, fromLogAlone, ledger, noted, storeContext } from '../../helpers/ledger.ts';
import { inTempDir } from '../../helpers/temp-dir.ts';

/** What the stream should be: a list of texts and a count of records. */
interface Model {
  texts: string[];
  version: number;
}

/** The stream under test, with one reader that is never opened anew. */
interface Real {
  readonly directory: string;
  readonly follower: Cursor<Ledger>;
}

type Command = fc.Command<Model, Real>;

class Step implements Command {
  readonly name: string;
  readonly step: (model: Model, real: Real) => void;

  constructor(name: string, step: (model: Model, real: Real) => void) {
    this.name = name;
    this.step = step;
  }

  check(): boolean {
    return true;
  }

  run(model: Model, real: Real): void {
    this.step(model, real);
    const cursor = openCursor(real.directory, ledger);
    expect(cursor.state.texts).toEqual(model.texts);
    expect(cursor.version).toBe(model.version);
  }

  toString(): string {
    return this.name;
  }
}

let counter = 0;

function append(model: Model, real: Real, sizes: readonly number[], expected: boolean, rival: boolean): void {
  const options = { expect: expected ? 'version' : 'any', durable: false } as const;
  const texts = sizes.map(() => `text-${counter++}`);
  const events = texts.map((text, index): NewEvent => noted(text, sizes[index]));
  let asked = 0;
  transact(real.directory, ledger, storeContext(), options, (state, version) => {
    expect([state.texts, version]).toEqual([model.texts, model.version]);
    if (rival && asked++ === 0) append(model, real, [8], false, false);
    return events;
  });
  model.texts.push(...texts);
  model.version++;
}

const size = fc.oneof(fc.constant(0), fc.nat(200), fc.integer({ min: 20_000, max: 60_000 }));
const kept = fc.constantFrom('snapshot', 'view', 'base', 'all');

const commands = [
  fc
    .tuple(fc.array(size, { minLength: 1, maxLength: 1 }), fc.boolean(), fc.boolean())
    .map(
      ([sizes, expected, rival]) =>
        new Step(
          `append(${sizes}, ${expected ? 'version' : 'any'}${rival ? ', second' : ''})`,
          (model, real) => append(model, real, sizes, expected, rival),
        ),
    ),
  fc
    .array(fc.nat(20_000), { minLength: 2, maxLength: 3 })
    .map((sizes) => new Step(`batch(${sizes})`, (model, real) => append(model, real, sizes, true, false))),
  fc.constant(
    new Step('refuse()', (_model, { directory }) => {
      transact(directory, ledger, storeContext(), { expect: 'version', durable: false }, () => []);
    }),
  ),
  fc.constant(new Step('fold()', (_model, { directory }) => fold(openCursor(directory, ledger)))),
  kept.map(
    (which) =>
      new Step(`forget(${which})`, (_model, { directory }) => {
        for (const path of cachesOf(directory)) if (which === 'all' || path.includes(which)) rmSync(path);
      }),
  ),
  kept.map(
    (which) =>
      new Step(`spoil(${which})`, (_model, { directory }) => {
        for (const path of cachesOf(directory))
          if (which === 'all' || path.includes(which)) writeFileSync(path, 'spoilt');
      }),
  ),
  fc.constantFrom('\n', '\n1234', '\n12345678 {"f":1', '\0\0\0\0').map(
    (torn) =>
      new Step(`tear(${JSON.stringify(torn)})`, ({ texts }, { directory }) => {
        const segment = listNumbered(directory, '.jsonl').at(-1);
        if (segment !== undefined && texts.length > 0) appendFileSync(segmentPath(directory, segment), torn);
      }),
  ),
  fc.constant(
    new Step('follow()', (model, { follower }) => {
      catchUp(follower);
      expect([follower.state.texts, follower.version]).toEqual([model.texts, model.version]);
    }),
  ),
];

describe('a stream', () => {
  it('is at every moment what a list in memory would be, whatever becomes of its caches', () => {
    fc.assert(
      fc.property(fc.commands(commands, { maxCommands: 60, size: 'max' }), (sequence) =>
        inTempDir((base) => {
          const directory = join(base, 'stream');
          const model: Model = { texts: [], version: 0 };
          fc.modelRun(() => ({ model, real: { directory, follower: atStart(directory, ledger) } }), sequence);
          const view = readView(directory);
          if (view?.current)
            expect(view.view).toEqual({ count: model.texts.length, last: model.texts.at(-1) });
          if (model.version > 0) expect(fromLogAlone(directory).state.texts).toEqual(model.texts);
        }),
      ),
      { numRuns: 40 },
    );
  });
});
