import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { readSmallFile } from '../../src/runtime/small-file.ts';
import { removeQuietly } from '../../src/store/atomic-file.ts';
import { identifyProcess, lifeOf, thisHost } from '../../src/store/process-identity.ts';
import type { LineRun, RunSight } from './line-memory.ts';
import { isOverdue } from './line-memory.ts';
import type { WrappedCommand } from './wrapped-command.ts';
import { MAX_BYTES, wrappedEnvironment } from './wrapped-command.ts';

/**
 * $1 is the user's command, $2 where its output (.out) and exit code (.code) go, $3 a word that ends the output. The
 * command has a shell of its own, so that its `exit` does not skip the rest, and writes to a pipe: into a file it could
 * fill the disk, and a limit on its files would hold for those too that are not ours. `sed` passes on what comes before
 * the word, so that a helper which holds the pipe open is not waited for; it is ended just above 64 KB, and so is the
 * command when it then writes more. Output that did not all reach the disk is none.
 */
const SCRIPT = `{ /bin/sh -c "$1"; code=$?; printf '\\n%s\\n' "$3"; umask 077; echo "$code" >"$2.code"; } | {
umask 077; ulimit -c 0; ulimit -f 129; ulimit -v 262144
LC_ALL=C sed -n -e "/^$3\\$/q" -e p >"$2.out" || rm -f "$2.out"; }`;

const ASK_MS = 50;

/**
 * Starts the command apart from this process: it goes on when this one ends, and leaves output and exit code in files
 * whose names begin with `place`. Undefined when no process could be started.
 *
 * @throws the system's error when nothing can be written at `place`.
 */
export function startRun(
  wrapped: WrappedCommand,
  place: string,
  about: Pick<LineRun, 'began' | 'session' | 'id'>,
): LineRun | undefined {
  const { spawn } = process.getBuiltinModule('node:child_process');
  const input = inputFor(`${place}.in`, wrapped.input);
  try {
    const child = spawn(
      '/bin/sh',
      ['-c', SCRIPT, 'baton-line', wrapped.command, place, `baton-${about.id}`],
      {
        detached: true,
        env: wrappedEnvironment(wrapped.env),
        stdio: [input, 'ignore', 'ignore'],
      },
    );
    child.on('error', () => {});
    child.unref();
    if (child.pid === undefined) return undefined;
    const known = identifyProcess(child.pid) ?? { pid: child.pid, started: null, host: thisHost() };
    return { ...known, ...about };
  } finally {
    closeSync(input);
  }
}

/** What has become of a run, without waiting. */
export function lookAtRun(run: LineRun, place: string, now: number): RunSight {
  const life = lifeOf(run);
  if (life === 'gone') return { life: 'ended', output: outputOf(place) };
  if (life === 'running' && isOverdue(run, now) && !isSurely(run, place)) return { life: 'unknown' };
  return { life };
}

/** What the ended run at `place` wrote, if it was good: without the line end that the script adds. */
function outputOf(place: string): string | undefined {
  if (readSmallFile(`${place}.code`) !== '0\n') return undefined;
  const text = readSmallFile(`${place}.out`, MAX_BYTES + 1);
  return text?.endsWith('\n') ? text.slice(0, -1) : undefined;
}

/** Removes what a run left. */
export function removeRun(place: string): void {
  for (const part of ['code', 'out']) removeQuietly(`${place}.${part}`);
}

/** The input as a file without a name: it may be larger than a pipe holds when this process has ended. */
function inputFor(path: string, text: string): number {
  writeFileSync(path, text, { mode: 0o600, flag: 'wx' });
  try {
    return openSync(path, 'r');
  } finally {
    rmSync(path, { force: true });
  }
}

/** Where the system tells no start time, the process is known by its arguments: no other has this place in them. */
function isSurely(run: LineRun, place: string): boolean {
  if (run.started !== null) return true;
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const asked = spawnSync('ps', ['-ww', '-o', 'args=', '-p', String(run.pid)], { timeout: ASK_MS });
  return asked.status === 0 && asked.stdout.toString().includes(place);
}
