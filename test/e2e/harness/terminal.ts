import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { World } from './client.ts';
import { eventually, isAlive } from './process.ts';

const execFileAsync = promisify(execFile);

/** How the interactive client is started. `env` is added to the world's. */
export interface TuiOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The interactive client on a terminal of its own. */
export interface Tui {
  /** Types these characters and waits until the screen shows the last of them. Presses no key. */
  type(text: string): Promise<void>;
  /** Presses keys by tmux's names: `Enter`, `Escape`, `Down`, `BTab`, `C-c` … */
  keys(...names: string[]): Promise<void>;
  /** `type`, then Enter. */
  submit(text: string): Promise<void>;
  screen(): Promise<string>;
  screenWithColours(): Promise<string>;
  /** The first screen that fits (a string: contains it). On timeout, or when the client is gone, throws. */
  waitFor(pattern: string | RegExp, timeoutMs?: number): Promise<string>;
  resize(columns: number, rows: number): Promise<void>;
  /** The client's own process id. */
  pid(): number;
  alive(): boolean;
  /** Waits for the client to leave by itself. */
  exited(timeoutMs?: number): Promise<void>;
  /** Closes the terminal, as closing its window would, and waits for the client to be gone. */
  end(): Promise<void>;
}

let serial = 0;

/** Starts `claude` with these arguments in the world's own tmux server. The screen may still be empty. */
export async function startTui(
  world: World,
  args: readonly string[] = [],
  options: TuiOptions = {},
): Promise<Tui> {
  const { columns = 120, rows = 40, cwd = world.project } = options;
  serial += 1;
  const name = `s${serial}`;
  const target = `=${name}:`;
  const socket = join(world.dir, 't.sock');
  const env = { ...world.env, ...options.env };

  async function tmux(...command: string[]): Promise<string> {
    const all = ['-S', socket, '-f', '/dev/null', ...command];
    return (await execFileAsync('tmux', all, { env, encoding: 'utf8' })).stdout;
  }

  // `env -i` drops what tmux adds, so that the client does not know that it sits in a tmux.
  const pairs = Object.entries(env).map(([key, value]) => `${key}=${value}`);
  const size = ['-x', String(columns), '-y', String(rows)];
  const command = ['env', '-i', ...pairs, join(world.dir, 'bin', 'claude'), ...args];
  const print = ['-P', '-F', '#{pane_pid}'];
  const pid = Number(
    await tmux('new-session', '-d', ...print, '-s', name, ...size, '-c', cwd, '--', ...command),
  );
  let last = '';

  async function screen(): Promise<string> {
    last = await tmux('capture-pane', '-p', '-t', target);
    return last;
  }

  async function waitFor(pattern: string | RegExp, timeoutMs = 20_000): Promise<string> {
    const fits = (text: string): boolean =>
      typeof pattern === 'string' ? text.includes(pattern) : pattern.test(text);
    const look = async (): Promise<string | undefined> => {
      const text = await screen();
      return fits(text) ? text : undefined;
    };
    try {
      return await eventually(`the screen shows ${String(pattern)}`, look, timeoutMs);
    } catch (error) {
      const state = isAlive(pid) ? 'The client is running.' : 'The client is gone.';
      throw new Error(`${String(error)}\n${state} Its last screen:\n${last}`);
    }
  }

  const keys = async (...names: string[]): Promise<void> => {
    await tmux('send-keys', '-t', target, ...names);
  };

  async function type(text: string): Promise<void> {
    const squeeze = (value: string): string => value.replace(/\s+/g, '');
    await tmux('send-keys', '-t', target, '-l', '--', text);
    const tail = squeeze(text).slice(-16);
    await eventually(`the screen echoes "${tail}"`, async () => squeeze(await screen()).includes(tail));
  }

  const exited = async (timeoutMs = 15_000): Promise<void> => {
    await eventually(`client ${pid} leaves`, () => !isAlive(pid), timeoutMs);
  };

  const end = async (): Promise<void> => {
    if (isAlive(pid)) await tmux('kill-session', '-t', `=${name}`).catch(() => '');
    await exited().catch(() => process.kill(pid, 'SIGKILL'));
  };
  world.atEnd(end);

  return {
    type,
    keys,
    submit: async (text) => {
      await type(text);
      await keys('Enter');
    },
    screen,
    screenWithColours: () => tmux('capture-pane', '-p', '-e', '-t', target),
    waitFor,
    resize: async (newColumns, newRows) => {
      await tmux('resize-window', '-t', target, '-x', String(newColumns), '-y', String(newRows));
    },
    pid: () => pid,
    alive: () => isAlive(pid),
    exited,
    end,
  };
}
