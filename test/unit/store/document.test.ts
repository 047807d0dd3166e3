import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeDocument, formatDocument, readDocument } from '../../../src/store/document.ts';
import { thisHost } from '../../../src/store/process-identity.ts';
import { inTempDir, tempDir } from '../../helpers/temp-dir.ts';

const patience = { now: () => Date.now(), patienceMs: 1_000 };

function place(): { path: string; lock: string } {
  const directory = tempDir();
  return { path: join(directory, 'plan', 'project.json'), lock: join(directory, 'locks', 'plan.lock') };
}

function written(text: string): string {
  const path = join(tempDir(), 'project.json');
  writeFileSync(path, text);
  return path;
}

describe('readDocument', () => {
  it('gives nothing where there is no file', () => {
    expect(readDocument(join(tempDir(), 'missing.json'))).toBeUndefined();
  });

  it('gives nothing where there is no folder', () => {
    expect(readDocument(join(tempDir(), 'missing', 'missing.json'))).toBeUndefined();
  });

  it('passes over a byte order mark', () => {
    expect(readDocument(written('\uFEFF{"a": 1}'))).toEqual({ a: 1 });
  });

  it.each([
    ['an empty file', '', 'line 1, column 1'],
    ['a file that was cut short', '{\n  "a": 1,\n  "b"', 'line 3, column 6'],
    ['a word that is no JSON', '{\n  "a": 1,\n  "b": oops\n}\n', 'line 3, column 8'],
    ['the same in one line', '{"a": oops}', 'line 1, column 7'],
    ['a trailing comma', '[\n  1,\n]\n', 'line 3, column 1'],
    ['a missing comma', '[\n  1\n  2\n]\n', 'line 3, column 3'],
    ['a comment', '// mine\n{}\n', 'line 1, column 1'],
    ['single quotes', "{\n  'a': 1\n}\n", 'line 2, column 3'],
    ['a second value', '{}\n{}\n', 'line 2, column 1'],
    ['a byte order mark and a fault', '\uFEFF{"a": oops}', 'line 1, column 7'],
    ['NUL bytes', '\0\0\0\0', 'line 1, column 1'],
  ])('tells the place of %s', (_name, text, position) => {
    const path = written(text);
    expect(() => readDocument(path)).toThrow(
      expect.objectContaining({
        code: 'E_CORRUPT',
        details: { path },
        message: expect.stringContaining(`${path} is not valid JSON: ${position}.`),
      }),
    );
  });

  it.each(['<<<<<<< HEAD', '=======', '>>>>>>> feature'])(
    'names the line of a merge conflict at %s',
    (marker) => {
      const path = written(`{\n  "a": 1,\n${marker}\n  "b": 2\n}\n`);
      expect(() => readDocument(path)).toThrow('line 3 holds a merge conflict marker');
    },
  );

  it('finds the conflict in a file with Windows line ends', () => {
    const path = written('{\r\n<<<<<<< HEAD\r\n  "a": 1\r\n=======\r\n  "a": 2\r\n>>>>>>> x\r\n}\r\n');
    expect(() => readDocument(path)).toThrow('line 2 holds a merge conflict marker');
  });

  it('never points behind the place where a document was spoilt', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(), (value, place) => {
        const text = formatDocument(value);
        const at = place % text.length;
        const junk = '\u0001';
        const spoilt = text.slice(0, at) + junk + text.slice(at);
        const pointed = inTempDir((directory) => {
          const file = join(directory, 'a.json');
          writeFileSync(file, spoilt);
          try {
            readDocument(file);
          } catch (error) {
            const [, line, column] = /line (\d+), column (\d+)/.exec(String(error)) ?? [];
            return (
              spoilt
                .split('\n')
                .slice(0, Number(line) - 1)
                .join('\n').length + Number(column)
            );
          }
          return undefined;
        });
        expect(pointed).toBeDefined();
        expect(pointed).toBeLessThanOrEqual(at + 1);
      }),
      { numRuns: 50 },
    );
  });

  it('hands on what the system refuses', () => {
    expect(() => readDocument(tempDir())).toThrow(expect.objectContaining({ code: 'EISDIR' }));
  });
});

describe('changeDocument', () => {
  it('gives back what was written', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        inTempDir((directory) => {
          const path = join(directory, 'a.json');
          changeDocument(path, join(directory, 'a.lock'), patience, () => value);
          expect(readDocument(path)).toEqual(JSON.parse(JSON.stringify(value)));
        });
      }),
      { numRuns: 50 },
    );
  });

  it('makes the folders of document and lock, and leaves neither a lock nor a half file', () => {
    const { path, lock } = place();
    changeDocument(path, lock, patience, () => ({ a: 1 }));
    expect(readdirSync(join(path, '..'))).toEqual(['project.json']);
    expect(readdirSync(join(lock, '..'))).toEqual([]);
  });

  it('writes two spaces, the keys in their order and a final newline', () => {
    const { path, lock } = place();
    changeDocument(path, lock, patience, () => ({ b: 1, a: [true] }));
    expect(readFileSync(path, 'utf8')).toBe('{\n  "b": 1,\n  "a": [\n    true\n  ]\n}\n');
  });

  it('lets others read the document', () => {
    const { path, lock } = place();
    changeDocument(path, lock, patience, () => ({}));
    expect(statSync(path).mode & 0o777).toBe(0o644);
  });

  it('shows the change what is there now', () => {
    const { path, lock } = place();
    const seen: unknown[] = [];
    for (const value of [1, 2])
      changeDocument(path, lock, patience, (current) => {
        seen.push(current);
        return { value };
      });
    expect(seen).toEqual([undefined, { value: 1 }]);
  });

  it('leaves the file as it is when the change gives nothing back', () => {
    const { path, lock } = place();
    changeDocument(path, lock, patience, () => undefined);
    expect(existsSync(path)).toBe(false);
    changeDocument(path, lock, patience, () => ({ a: 1 }));
    const before = statSync(path).ino;
    changeDocument(path, lock, patience, () => undefined);
    expect(statSync(path).ino).toBe(before);
  });

  it('leaves the file as it is and the lock free when the change refuses', () => {
    const { path, lock } = place();
    changeDocument(path, lock, patience, () => ({ a: 1 }));
    const before = readFileSync(path, 'utf8');
    const refuse = () => {
      throw new Error('the rule says no');
    };
    expect(() => changeDocument(path, lock, patience, refuse)).toThrow('the rule says no');
    expect(readFileSync(path, 'utf8')).toBe(before);
    expect(readdirSync(join(lock, '..'))).toEqual([]);
  });

  it('never overwrites a document that it cannot read', () => {
    const { path, lock } = place();
    mkdirSync(join(path, '..'));
    writeFileSync(path, '{"a": 1,}');
    expect(() => changeDocument(path, lock, patience, () => ({ a: 2 }))).toThrow(
      expect.objectContaining({ code: 'E_CORRUPT' }),
    );
    expect(readFileSync(path, 'utf8')).toBe('{"a": 1,}');
  });

  it('does not ask for the change while another holds the lock', () => {
    const { path, lock } = place();
    mkdirSync(join(lock, '..'));
    symlinkSync(
      JSON.stringify({ pid: process.pid, started: null, host: thisHost(), nonce: 'another' }),
      lock,
    );
    let asked = false;
    const change = () => {
      asked = true;
      return {};
    };
    expect(() => changeDocument(path, lock, { ...patience, patienceMs: 20 }, change)).toThrow(
      expect.objectContaining({ code: 'E_LOCKED' }),
    );
    expect([asked, existsSync(path)]).toEqual([false, false]);
  });
});
