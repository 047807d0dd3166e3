import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished } from 'vitest';

const run = promisify(execFile);

/** True where tmux is installed: tests of a real terminal need it. */
export const HAS_TMUX = (() => {
  try {
    execFileSync('tmux', ['-V'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** A shell on a terminal of its own. */
export interface TmuxShell {
  /** Types a line and presses Enter. */
  line(text: string): Promise<void>;
  /** Presses keys by tmux's names. */
  keys(...names: string[]): Promise<void>;
  screen(): Promise<string>;
  /** The first screen that holds the text or fits the pattern. */
  shows(pattern: string | RegExp): Promise<string>;
  resize(columns: number, rows: number): Promise<void>;
  /** Of the terminal: whether the alternate screen is on, and the cursor shown. */
  state(): Promise<{ readonly alternate: boolean; readonly cursor: boolean }>;
  /** Every byte that was written to the terminal since its start. */
  written(): string;
}

/** Starts `bash` in `cwd` with this environment, in a tmux server of the test's own that ends with it. */
export async function tmuxShell(
  cwd: string,
  env: Readonly<Record<string, string>>,
  size: { readonly columns: number; readonly rows: number },
): Promise<TmuxShell> {
  const socket = join(cwd, 't.sock');
  const log = join(cwd, 'terminal.log');
  const tmux = async (...words: string[]) =>
    (await run('tmux', ['-S', socket, '-f', '/dev/null', ...words], { env: { ...env }, encoding: 'utf8' }))
      .stdout;
  onTestFinished(() =>
    tmux('kill-server').then(
      () => undefined,
      () => undefined,
    ),
  );
  const pairs = Object.entries(env).map(([key, value]) => `${key}=${value}`);
  await tmux(
    'new-session',
    '-d',
    '-s',
    'one',
    '-x',
    String(size.columns),
    '-y',
    String(size.rows),
    '-c',
    cwd,
    '--',
    'env',
    '-i',
    ...pairs,
    'bash',
    '--norc',
    '--noprofile',
  );
  await tmux('pipe-pane', '-t', 'one', `cat >${log}`);
  const screen = () => tmux('capture-pane', '-p', '-t', 'one');
  return {
    line: (text) => tmux('send-keys', '-t', 'one', text, 'Enter').then(() => undefined),
    keys: (...names) => tmux('send-keys', '-t', 'one', ...names).then(() => undefined),
    screen,
    shows: async (pattern) => {
      let last = '';
      await expect
        .poll(
          async () => {
            last = await screen();
            return last;
          },
          { timeout: 15_000, interval: 50 },
        )
        .toMatch(pattern);
      return last;
    },
    resize: (columns, rows) =>
      tmux('resize-window', '-t', 'one', '-x', String(columns), '-y', String(rows)).then(() => undefined),
    state: async () => {
      const [alternate, cursor] = (
        await tmux('display-message', '-p', '-t', 'one', '#{alternate_on} #{cursor_flag}')
      )
        .trim()
        .split(' ');
      return { alternate: alternate === '1', cursor: cursor === '1' };
    },
    written: () => readFileSync(log, 'utf8'),
  };
}
