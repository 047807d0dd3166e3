import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newTempDir, removeDir } from '../../helpers/temp-dir.ts';
import { payload } from '../../unit/statusline/sample-line.ts';

let folder = '';
let bundle = '';

beforeAll(() => {
  folder = newTempDir();
  bundle = join(folder, 'statusline.cjs');
  buildSync({
    entryPoints: ['statusline/statusline.ts'],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    outfile: bundle,
  });
});
afterAll(() => removeDir(folder));

interface Ending {
  readonly code: number | null;
  readonly output: string;
  readonly ms: number;
}

interface Options {
  readonly open?: boolean;
  readonly args?: readonly string[];
  readonly nodeArgs?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the line as the client does (a socket as input); `pieces` come 20 ms apart, and then it ends or stays open. */
function start(pieces: readonly (string | Buffer)[], options: Options = {}): Promise<Ending> {
  const began = Date.now();
  const child = spawn(process.execPath, [...(options.nodeArgs ?? []), bundle, ...(options.args ?? [])], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, NO_COLOR: '1', COLUMNS: '80', ...options.env },
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stdin.on('error', () => {});
  for (const [place, piece] of pieces.entries()) setTimeout(() => child.stdin.write(piece), place * 20);
  if (!options.open) setTimeout(() => child.stdin.end(), pieces.length * 20);
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, output, ms: Date.now() - began }));
  });
}

const PLAIN = '[Opus 4.8 (1M context)] 📁 ledger │ 41% context │ $0.42\n';

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
    const preload = join(folder, 'no-binding.cjs');
    writeFileSync(preload, 'process.binding = undefined;');
    const nodeArgs = ['--require', preload];
    expect(await start([payload('working')], { ...options, nodeArgs })).toMatchObject({
      code: 0,
      output: PLAIN,
    });
    const { code, output } = await start([], { ...options, nodeArgs });
    expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/^📁 \S+\n$/) });
  });

  /** A home folder whose installation wraps this command. */
  function homeThatWraps(command: string): string {
    const home = join(folder, `home-${command.length}`);
    mkdirSync(join(home, '.claude', 'baton'), { recursive: true });
    const installs = [{ scope: 'user', project: null, wrapped: { command } }];
    writeFileSync(join(home, '.claude', 'baton', 'installs.json'), JSON.stringify({ format: 1, installs }));
    return home;
  }

  it.each([
    ['below its own', 'printf "\\033[31mmine\\033[2J\\n"; cat >&2', `${PLAIN}\x1b[31mmine\x1b[0m\n`],
    ['not when it hangs', 'sleep 30', PLAIN],
  ])('prints the line that was there before, %s', async (_, command, output) => {
    const env = { HOME: homeThatWraps(command) };
    const ending = await start([payload('working')], { env, open: true });
    expect(ending).toMatchObject({ code: 0, output });
    expect(ending.ms).toBeLessThan(2000);
  });

  it('wraps nothing where it is itself the wrapped line', async () => {
    const env = { HOME: homeThatWraps('echo again'), BATON_STATUSLINE_WRAPPED: '1' };
    expect(await start([payload('working')], { env })).toMatchObject({ code: 0, output: PLAIN });
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
