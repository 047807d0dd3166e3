import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { newTempDir, removeDir } from '../../helpers/temp-dir.ts';

let folder = '';
let bundle = '';

/** Builds the status line from the sources, for the tests of one file. */
export function buildLine(): void {
  folder = newTempDir();
  bundle = join(folder, 'statusline.cjs');
  buildSync({
    entryPoints: ['statusline/statusline.ts'],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    supported: { 'dynamic-import': false },
    outfile: bundle,
  });
}

/** Removes what `buildLine` made. */
export function removeLine(): void {
  removeDir(folder);
}

/** How one run of the line went. */
export interface Ending {
  readonly code: number | null;
  readonly output: string;
  readonly ms: number;
}

/** How one run of the line differs from an ordinary one. */
export interface Options {
  readonly open?: boolean;
  readonly args?: readonly string[];
  readonly nodeArgs?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Is given the process. */
  readonly meanwhile?: (line: ChildProcess) => void;
}

/** The line for the payload `working` outside of any Baton project, without colours. */
export const PLAIN = '[Opus 4.8 (1M context)] 📁 ledger │ 41% context │ $0.42\n';

/** Starts the line as the client does (a socket as input); `pieces` come 20 ms apart, and then it ends or stays open. */
export function start(pieces: readonly (string | Buffer)[], options: Options = {}): Promise<Ending> {
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
  options.meanwhile?.(child);
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, output, ms: Date.now() - began }));
  });
}
