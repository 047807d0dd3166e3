import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { runWrappedCommand, WRAPPING, wrappedRows } from '../../../statusline/wrapped-line.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

const run = (command: string, deadlineMs = 2000): Promise<string> =>
  runWrappedCommand({ command, input: '{"cwd":"/a"}', env: { PATH: process.env.PATH }, deadlineMs });

describe('runWrappedCommand', () => {
  it('gives the command the same JSON, and gives back what it writes', async () => {
    expect(await run('cat; echo; echo two')).toBe('{"cwd":"/a"}\ntwo\n');
  });

  it('marks the run, so that Baton never wraps itself', async () => {
    expect(await run(`echo $${WRAPPING}`)).toBe('1\n');
  });

  it.each([
    ['fails', 'echo a; exit 3'],
    ['is not found', 'baton-no-such-command'],
    ['ends by a signal', 'echo a; kill -9 $$'],
    ['writes without end', 'yes'],
  ])('gives nothing when the command %s', async (_, command) => {
    expect(await run(command)).toBe('');
  });

  it('gives nothing at the deadline, and ends the command with its children', async () => {
    const file = join(tempDir(), 'late');
    const start = Date.now();
    expect(await run(`(sleep 0.4; touch ${file}) & sleep 5`, 100)).toBe('');
    expect(Date.now() - start).toBeLessThan(350);
    await sleep(600);
    expect(existsSync(file)).toBe(false);
  });

  it('does not wait for what the command leaves in the background, nor end it', async () => {
    const file = join(tempDir(), 'cache');
    const start = Date.now();
    expect(await run(`(sleep 0.3; touch ${file}) & echo now`)).toBe('now\n');
    expect(Date.now() - start).toBeLessThan(250);
    await sleep(600);
    expect(existsSync(file)).toBe(true);
  });

  it('does not mind a command that reads nothing', async () => {
    const input = 'x'.repeat(1_000_000);
    const env = { PATH: process.env.PATH };
    expect(await runWrappedCommand({ command: 'echo a', input, env, deadlineMs: 2000 })).toBe('a\n');
  });
});

describe('wrappedRows', () => {
  it('keeps colours and links, cuts each row, and leaves out empty ones', () => {
    expect(wrappedRows('\x1b[31mabcdef\n\n   \n\x1b[2Jgh\r\n', 4)).toEqual(['\x1b[31mabc…\x1b[0m', 'gh']);
  });

  it('shows eight rows at most', () => {
    expect(wrappedRows('a\n'.repeat(20), 10)).toHaveLength(8);
  });
});
