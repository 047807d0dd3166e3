import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noteTrouble } from '../../../src/store/trouble-log.ts';
import { tempDir } from '../../helpers/temp-dir.ts';
import { payload } from '../../unit/statusline/sample-line.ts';
import { buildLine, PLAIN, removeLine, start } from './line-process.ts';

const TROUBLE = { at: '2026-11-20T12:00:00.000Z', where: 'hook', message: 'no' };

beforeAll(buildLine);
afterAll(removeLine);

describe('the status line process', () => {
  it('prints a line for a payload and ends with 0', async () => {
    expect(await start([payload('working')])).toMatchObject({ code: 0, output: PLAIN });
  });

  it('acts when the JSON is complete, though the input stays open', async () => {
    const { code, output, ms } = await start([payload('working')], { open: true });
    expect({ code, output }).toEqual({ code: 0, output: PLAIN });
    expect(ms).toBeLessThan(2000);
  });

  it('puts together a payload that comes in pieces, cut in the middle of a character', async () => {
    const bytes = Buffer.from('{"cwd":"/a/日期"}');
    const pieces = [bytes.subarray(0, 5), bytes.subarray(5, 13), bytes.subarray(13)];
    const { output } = await start(pieces, { open: true });
    expect(output).toBe('📁 日期\n');
  });

  it.each([
    ['nothing', []],
    ['half an object', ['{"model":{"id":"x"']],
    ['nonsense', ['hello']],
  ])('prints what it knows at its deadline when %s comes and the input stays open', async (_, pieces) => {
    const { code, output, ms } = await start(pieces, { open: true });
    expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/^📁 \S+\n$/) });
    expect(ms).toBeLessThan(2000);
  });

  it.each([
    ['an empty object', ['{}']],
    ['broken JSON', ['{"a":}']],
    ['no input', []],
    ['more than a megabyte', [JSON.stringify({ cwd: '/a/big', filler: 'x'.repeat(1_200_000) })]],
  ])('prints the directory and ends with 0 on %s', async (_, pieces) => {
    expect(await start(pieces)).toMatchObject({
      code: 0,
      output: expect.stringMatching(/^📁 baton-test-\S+\n$/),
    });
  });

  it.each([
    ['at the end of input', {}],
    ['while it stays open', { open: true }],
  ])('reads through a stream where it cannot make the input non-blocking, %s', async (_, options) => {
    const preload = join(tempDir(), 'no-binding.cjs');
    writeFileSync(preload, 'process.binding = undefined;');
    const nodeArgs = ['--require', preload];
    expect(await start([payload('working')], { ...options, nodeArgs })).toMatchObject({
      code: 0,
      output: PLAIN,
    });
    const { code, output } = await start([], { ...options, nodeArgs });
    expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/^📁 \S+\n$/) });
  });

  it('marks what failed inside Baton: in the project, else for the user', async () => {
    const [home, project] = [tempDir(), tempDir()];
    const marked = async (): Promise<boolean> => {
      const { output } = await start([JSON.stringify({ cwd: project })], { env: { HOME: home } });
      return output.endsWith('│ ⚠ baton doctor\n');
    };
    expect(await marked()).toBe(false);
    noteTrouble([join(home, '.claude', 'baton', 'errors.jsonl')], TROUBLE);
    expect(await marked()).toBe(true);
    mkdirSync(join(project, '.baton'));
    expect(await marked()).toBe(false);
    noteTrouble([join(project, '.baton', 'errors.jsonl')], TROUBLE);
    expect(await marked()).toBe(true);
  });

  it('says where its time went when asked to', async () => {
    const { code, output } = await start([payload('working')], { args: ['--timings'] });
    expect(code).toBe(0);
    const { rows, steps } = JSON.parse(output);
    expect(`${rows.join('\n')}\n`).toBe(PLAIN);
    expect(steps.map(({ step }: { step: string }) => step)).toEqual(
      expect.arrayContaining(['node, code and input', 'find the project', 'read the settings', 'render']),
    );
    for (const { ms } of steps) expect(ms).toBeGreaterThanOrEqual(0);
  });

  it('prints a row for each subagent when asked to', async () => {
    const { code, output } = await start([payload('subagents')], { args: ['--subagents'] });
    expect(code).toBe(0);
    expect(
      output
        .trim()
        .split('\n')
        .map((row) => JSON.parse(row).id),
    ).toEqual(['a71c09e5d2b84f630', 'a30f6b1e77c24d985']);
  });
});
