import { Chalk } from 'chalk';
import { describe, expect, it } from 'vitest';
import { formatDifference } from '../../../src/install/difference.ts';

const change = (before: string | undefined, after: string | undefined) => ({
  path: '/p/settings.json',
  before: before === undefined ? undefined : Buffer.from(before),
  after: after === undefined ? undefined : Buffer.from(after),
  mode: 0o644,
});
const plain = new Chalk({ level: 0 });

describe('a difference', () => {
  it('is a unified diff', () => {
    expect(formatDifference(change('a\nb\n', 'a\nc\n'), plain)).toBe(
      '--- /p/settings.json\n+++ /p/settings.json\n@@ -1,2 +1,2 @@\n a\n-b\n+c',
    );
  });

  it('of a new or removed file has no other side', () => {
    expect(formatDifference(change(undefined, 'a\n'), plain)).toContain(
      '--- /dev/null\n+++ /p/settings.json',
    );
    expect(formatDifference(change('a\n', undefined), plain)).toContain(
      '--- /p/settings.json\n+++ /dev/null',
    );
  });

  it('is coloured where colours are wanted', () => {
    expect(formatDifference(change('a\n', 'b\n'), new Chalk({ level: 1 }))).toContain(
      '\u001B[32m+b\u001B[39m',
    );
  });

  it('writes out what would move the cursor or hide', () => {
    expect(formatDifference(change(undefined, '\uFEFF\u001B[2Jx\n'), plain)).toContain('+\\ufeff\\u001b[2Jx');
  });
});
