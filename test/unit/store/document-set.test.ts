import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DocumentSetChange } from '../../../src/store/document-set.ts';
import { finishDocumentSet, replaceDocumentSet } from '../../../src/store/document-set.ts';
import { frameJson } from '../../../src/store/framed-json.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

interface Place {
  readonly directory: string;
  readonly intent: string;
  readonly change: DocumentSetChange;
  /** The documents and the audit log as they are now. */
  now(): {
    a: string | undefined;
    b: string | undefined;
    gone: string | undefined;
    audit: string | undefined;
  };
}

function place(): Place {
  const directory = tempDir();
  const path = (name: string) => join(directory, name);
  const text = (name: string) => (existsSync(path(name)) ? readFileSync(path(name), 'utf8') : undefined);
  writeFileSync(path('a.json'), 'old a');
  writeFileSync(path('gone.json'), 'old');
  return {
    directory,
    intent: path('intent.json'),
    change: {
      files: {
        [path('a.json')]: 'new a',
        [path('epics/b.json')]: 'new b',
        [path('gone.json')]: undefined,
      },
      audit: { path: path('audit.jsonl'), line: '{"id":"1"}' },
    },
    now: () => ({
      a: text('a.json'),
      b: text('epics/b.json'),
      gone: text('gone.json'),
      audit: text('audit.jsonl'),
    }),
  };
}

/** The intent as it lies on disk when the process dies right after it was written. */
function planned({ intent, change }: Place): void {
  const entries = Object.entries(change.files).map(([path, text]) => [path, text ?? null]);
  writeFileSync(intent, frameJson({ files: Object.fromEntries(entries), audit: change.audit }));
}

const DONE = { a: 'new a', b: 'new b', gone: undefined, audit: '{"id":"1"}\n' };
const UNTOUCHED = { a: 'old a', b: undefined, gone: 'old', audit: undefined };

describe('replaceDocumentSet', () => {
  it('writes, makes and removes its files, adds the audit line and leaves nothing else', () => {
    const { directory, intent, change, now } = place();
    replaceDocumentSet(intent, change);
    expect(now()).toEqual(DONE);
    expect(readdirSync(directory).sort()).toEqual(['a.json', 'audit.jsonl', 'epics']);
  });

  it('has done nothing when the intent cannot be written', () => {
    const { intent, change, now } = place();
    mkdirSync(join(intent, 'full'), { recursive: true });
    expect(() => replaceDocumentSet(intent, change)).toThrow();
    expect(now()).toEqual(UNTOUCHED);
  });

  it('adds to an audit log that a killed writer left without its last newline', () => {
    const { intent, change, now } = place();
    writeFileSync(change.audit.path, '{"id":"0"}\n{"id":"to');
    replaceDocumentSet(intent, change);
    expect(now().audit).toBe('{"id":"0"}\n{"id":"to\n{"id":"1"}\n');
  });
});

describe('finishDocumentSet', () => {
  it('does nothing where nothing was begun', () => {
    const { intent, now } = place();
    finishDocumentSet(intent);
    expect(now()).toEqual(UNTOUCHED);
  });

  it('does what a killed process had only planned', () => {
    const all = place();
    planned(all);
    finishDocumentSet(all.intent);
    expect(all.now()).toEqual(DONE);
    expect(existsSync(all.intent)).toBe(false);
  });

  it('comes to the same when the killed process had done some of it, or all', () => {
    const all = place();
    const [first] = Object.keys(all.change.files);
    writeFileSync(first ?? '', 'new a');
    planned(all);
    finishDocumentSet(all.intent);
    expect(all.now()).toEqual(DONE);
    planned(all);
    finishDocumentSet(all.intent);
    expect(all.now()).toEqual(DONE);
  });

  it('removes an intent that is not whole, wherever it was cut', () => {
    const all = place();
    planned(all);
    const whole = readFileSync(all.intent);
    for (let size = 0; size < whole.length; size++) {
      writeFileSync(all.intent, whole.subarray(0, size));
      finishDocumentSet(all.intent);
      expect([existsSync(all.intent), all.now()], `${size} bytes`).toEqual([false, UNTOUCHED]);
    }
  });
});
