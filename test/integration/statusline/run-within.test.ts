import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { outputWithin } from '../../../statusline/wrapped/run-within.ts';
import { WRAPPING } from '../../../statusline/wrapped/wrapped-command.ts';
import { tempDir } from '../../helpers/temp-dir.ts';
import { isThere } from './wrapped-home.ts';

const PATIENCE = { timeout: 5000, interval: 10 };

function run(command: string, deadlineMs = 5000, input = '{"cwd":"/a"}'): Promise<string> {
  const env = { PATH: process.env.PATH };
  return outputWithin({ command, input, env, projectDir: '/a', sessionId: undefined }, deadlineMs);
}

describe('outputWithin', () => {
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
    const file = join(tempDir(), 'pids');
    expect(await run(`sleep 60 & echo $$ $! >${file}; sleep 60`, 200)).toBe('');
    const pids = readFileSync(file, 'utf8').split(' ').map(Number);
    await vi.waitUntil(() => !pids.some(isThere), PATIENCE);
  });

  it('does not wait for what the command leaves in the background, nor end it', async () => {
    const folder = tempDir();
    const helper = `until [ -e ${folder}/go ]; do sleep 0.01; done; touch ${folder}/late`;
    expect(await run(`(${helper}) & echo now`)).toBe('now\n');
    writeFileSync(join(folder, 'go'), '');
    await vi.waitUntil(() => existsSync(join(folder, 'late')), PATIENCE);
  });

  it('does not mind a command that reads nothing', async () => {
    expect(await run('echo a', 5000, 'x'.repeat(1_000_000))).toBe('a\n');
  });
});
