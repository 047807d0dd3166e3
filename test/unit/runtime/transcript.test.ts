import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAgentDescription, readTranscript, readTranscriptUpTo } from '../../../src/runtime/transcript.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

const MEGABYTE = 1024 * 1024;

function transcript(text: string): string {
  const path = join(tempDir(), 's-1.jsonl');
  writeFileSync(path, text);
  return path;
}

const whole = (lines: readonly string[]) => lines.filter((line) => line !== '');

describe('readTranscript', () => {
  it('gives complete lines and the offset behind them', () => {
    const path = transcript('{"a":1}\n{"ü":2}\n{"half');
    const part = readTranscript(path, 0);
    expect(whole(part.lines)).toEqual(['{"a":1}', '{"ü":2}']);
    expect(part.readTo).toBe(17);
  });

  it('goes on from there when the line has been finished', () => {
    const path = transcript('one\ntwo');
    const { readTo } = readTranscript(path, 0);
    appendFileSync(path, '-and-more\nthree\n');
    const next = readTranscript(path, readTo);
    expect(whole(next.lines)).toEqual(['two-and-more', 'three']);
    expect(readTranscript(path, next.readTo)).toEqual({ lines: [], readTo: next.readTo });
  });

  it('begins again where the file has become shorter', () => {
    const path = transcript('new\n');
    expect(readTranscript(path, 500)).toEqual({ lines: ['new', ''], readTo: 4 });
  });

  it('has nothing for a file that is not there', () => {
    expect(readTranscript(join(tempDir(), 'absent.jsonl'), 77)).toEqual({ lines: [], readTo: 77 });
  });

  it('has nothing for a folder in its place', () => {
    expect(readTranscript(tempDir(), 0)).toEqual({ lines: [], readTo: 0 });
  });

  it('reads 8 MB at once and the rest the next time', () => {
    const line = `${'x'.repeat(MEGABYTE - 1)}\n`;
    const path = transcript(line.repeat(10));
    const first = readTranscript(path, 0);
    expect(whole(first.lines)).toHaveLength(8);
    expect(whole(readTranscript(path, first.readTo).lines)).toHaveLength(2);
  });

  it('gets past a line that is longer than that', () => {
    const path = transcript(`before\n${'x'.repeat(9 * MEGABYTE)}\nafter\n`);
    const seen: string[] = [];
    let offset = 0;
    for (let round = 0; round < 4; round++) {
      const part = readTranscript(path, offset);
      seen.push(...whole(part.lines));
      offset = part.readTo;
    }
    expect(seen.filter((line) => line.length < 100)).toEqual(['before', 'after']);
  });
});

describe('readAgentDescription', () => {
  it('is what stands beside the transcript', () => {
    const path = transcript('');
    writeFileSync(
      path.replace('.jsonl', '.meta.json'),
      '{"agentType":"Explore","description":"look around"}',
    );
    expect(readAgentDescription(path)).toBe('look around');
  });

  it.each(['', '{', 'null', '[]', '{"description":7}'])('is null for %j', (text) => {
    const path = transcript('');
    writeFileSync(path.replace('.jsonl', '.meta.json'), text);
    expect(readAgentDescription(path)).toBeNull();
  });

  it('is null where nothing stands there', () => {
    expect(readAgentDescription(join(tempDir(), 'a.jsonl'))).toBeNull();
    const folder = join(tempDir(), 'a.meta.json');
    mkdirSync(folder);
    expect(readAgentDescription(folder.replace('.meta.json', '.jsonl'))).toBeNull();
  });
});

describe('readTranscriptUpTo', () => {
  it('waits for the answer that another process writes late', () => {
    const path = transcript('{"a":1}\n');
    spawn('sh', ['-c', `sleep 0.1; echo '{"text":"it is \\"done\\""}' >> "$1"`, 'sh', path]);
    expect(whole(readTranscriptUpTo(path, 'it is "done"'))).toHaveLength(2);
  });

  it('takes the transcript as it is when the answer never comes, or when there is none to wait for', () => {
    const path = transcript('{"a":1}\n');
    expect(whole(readTranscriptUpTo(path, 'never written'))).toEqual(['{"a":1}']);
    expect(whole(readTranscriptUpTo(path, ''))).toEqual(['{"a":1}']);
  });
});
