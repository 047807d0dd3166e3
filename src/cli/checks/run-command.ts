import { spawn } from 'node:child_process';
import type { CheckFinding } from '../../runtime/built-in-checks.ts';
import type { Environment } from '../../runtime/client-folder.ts';

/** A command of the project that is run as a check. */
export interface CheckCommand {
  readonly command: string;
  readonly cwd: string;
  readonly env: Environment;
  readonly timeoutMs: number;
}

/** How much of the output is kept to say why. */
const MOST_KEPT = 4_096;
/** How long a command that was told to end may take before it is killed. */
const GRACE_MS = 500;
/** What ends Baton itself while a command runs. */
const STOPPING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs a command with /bin/sh and gives its health: 1 for exit 0, else 0 with the last line that it printed. When its
 * time is up it is ended with all that it started.
 */
export function runCheckCommand({ command, cwd, env, timeoutMs }: CheckCommand): Promise<CheckFinding> {
  return new Promise((resolve) => {
    const child = spawn('/bin/sh', ['-c', command], {
      cwd,
      env: { ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process group of its own: what it starts ends with it.
      detached: true,
    });
    let tail = '';
    let isLate = false;
    const keep = (text: string) => {
      tail = (tail + text).slice(-MOST_KEPT);
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    const end = (signal: NodeJS.Signals) => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, signal);
      } catch {
        // It has ended by itself.
      }
    };
    let killer: NodeJS.Timeout | undefined;
    const timer = setTimeout(() => {
      isLate = true;
      end('SIGTERM');
      killer = setTimeout(() => {
        end('SIGKILL');
        // What left the group still holds its output open, and would be waited for.
        child.stdout.destroy();
        child.stderr.destroy();
      }, GRACE_MS);
    }, timeoutMs);
    // Ctrl-C reaches only Baton, as the command has a group of its own: what it was running ends with it.
    const stop = (signal: NodeJS.Signals) => {
      end('SIGTERM');
      release();
      process.kill(process.pid, signal);
    };
    const release = () => {
      for (const signal of STOPPING) process.off(signal, stop);
    };
    for (const signal of STOPPING) process.on(signal, stop);
    const finish = (finding: CheckFinding) => {
      clearTimeout(timer);
      clearTimeout(killer);
      release();
      resolve(finding);
    };
    child.on('error', (error) => finish({ health: 0, message: error.message }));
    child.on('close', (code, signal) => {
      const last = tail.trimEnd().split('\n').at(-1)?.trim() ?? '';
      if (isLate)
        finish({
          health: 0,
          status: 'timeout',
          message: `did not end within ${Math.round(timeoutMs / 1000)} s`,
        });
      else if (code === 0) finish({ health: 1, message: last === '' ? 'exit 0' : last });
      else finish({ health: 0, message: `${signal ?? `exit ${code}`}${last === '' ? '' : `: ${last}`}` });
    });
  });
}
