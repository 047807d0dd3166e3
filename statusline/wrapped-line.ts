import { safeStyledText } from '../src/render/terminal-text.ts';
import { displayWidth, truncateToWidth } from '../src/render/width.ts';

/** The user's own status line command, and what it is given. */
export interface WrappedCommand {
  readonly command: string;
  /** The client's JSON, passed on as it came. */
  readonly input: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly deadlineMs: number;
}

/** Set for the wrapped command; where it is set already, Baton's line wraps nothing, so that it never runs itself. */
export const WRAPPING = 'BATON_STATUSLINE_WRAPPED';

const MAX_BYTES = 65_536;
const MAX_ROWS = 8;
const LAST_BYTES_MS = 5;

/** Ends the command and everything that it started: it leads its own process group. */
function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/**
 * Runs the command with `/bin/sh -c` and gives what it wrote to standard output, exactly; an empty text when it could
 * not start, failed, wrote more than 64 KB or was not done at its deadline. In the last two cases it is ended with all
 * that it started, and so it is when this process is told to end; else what it left in the background goes on. Never
 * rejects.
 */
export async function runWrappedCommand(wrapped: WrappedCommand): Promise<string> {
  try {
    return await outputOf(wrapped);
  } catch {
    return '';
  }
}

function outputOf({ command, input, env, deadlineMs }: WrappedCommand): Promise<string> {
  const { spawn } = process.getBuiltinModule('node:child_process');
  return new Promise((resolve) => {
    const child = spawn('/bin/sh', ['-c', command], {
      detached: true,
      env: { ...env, [WRAPPING]: '1' },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    let output = Buffer.alloc(0);
    const finish = (text: string): void => {
      clearTimeout(timer);
      process.off('SIGTERM', leave);
      resolve(text);
    };
    const stop = (): void => {
      endGroup(child.pid);
      finish('');
    };
    const leave = (): void => {
      endGroup(child.pid);
      process.exit(0);
    };
    const timer = setTimeout(stop, deadlineMs);
    const done = (code: number | null): void => finish(code === 0 ? output.toString('utf8') : '');
    process.on('SIGTERM', leave);
    child.on('error', () => finish(''));
    child.on('close', done);
    // A helper that the command left in the background may hold its output open: its own end is enough.
    child.on('exit', (code) => setTimeout(done, LAST_BYTES_MS, code));
    child.stdout.on('data', (chunk: Buffer) => {
      output = Buffer.concat([output, chunk]);
      if (output.length > MAX_BYTES) stop();
    });
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

/**
 * The rows of a command's output that may be shown: cleaned of everything but colours and links, each cut to
 * `columns`, empty ones left out, at most eight.
 */
export function wrappedRows(output: string, columns: number): string[] {
  return output
    .split('\n')
    .map((row) => truncateToWidth(safeStyledText(row).trim(), columns))
    .filter((row) => displayWidth(row) > 0)
    .slice(0, MAX_ROWS);
}
