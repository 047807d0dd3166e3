import { readFileSync, readlinkSync } from 'node:fs';
import { systemCode } from '../errors.ts';

/** One process on one machine. `started` tells it from a later process with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** The kernel's start time in clock ticks since boot, as text; null where the system does not tell. */
  readonly started: string | null;
  readonly host: string;
}

/** What is known of a process: `unknown` where it runs on another machine, in a sandbox or outside of ours. */
export type ProcessLife = 'running' | 'gone' | 'unknown';

/** The process numbers of a Linux machine itself; every container and sandbox that has its own bears another. */
const MACHINE_NUMBERS = 'pid:[4026531836]';

let host: string | undefined;

/** Where the numbers of processes mean what they mean here: the machine and, within it, the container or sandbox. */
export function thisHost(): string {
  // Loading node:os takes a tenth of a millisecond, and most hooks ask for no host.
  host ??= process.getBuiltinModule('node:os').hostname() + numbersOf();
  return host;
}

/** The identity of the process `pid` of this machine, or undefined when it does not run. */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  const stat = readStat(pid);
  if (stat === undefined && !answers(pid)) return undefined;
  return { pid, started: stat?.started ?? null, host: thisHost() };
}

/**
 * Whether the process is still the one that was identified: gone when its number is free, taken by a
 * later process, or a zombie. Never guesses about other machines.
 */
export function lifeOf(identity: ProcessIdentity): ProcessLife {
  if (identity.host !== thisHost()) return 'unknown';
  const stat = readStat(identity.pid);
  if (stat === undefined) return answers(identity.pid) ? 'running' : 'gone';
  if (stat.state === 'Z' || stat.state === 'X') return 'gone';
  return identity.started === null || identity.started === stat.started ? 'running' : 'gone';
}

/** The process that started `pid`, or undefined where it is gone or the system does not tell. */
export function parentOf(pid: number): number | undefined {
  return readStat(pid)?.parent;
}

function numbersOf(): string {
  try {
    const space = readlinkSync('/proc/self/ns/pid');
    return space === MACHINE_NUMBERS ? '' : `/${space}`;
  } catch {
    return '';
  }
}

// /proc/<pid>/stat: "pid (name, which may hold spaces and brackets) state ppid … starttime …"
function readStat(
  pid: number,
): { readonly state: string; readonly parent: number; readonly started: string } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [state, parent, started] = [fields[0], fields[1], fields[19]];
    return state === undefined || started === undefined
      ? undefined
      : { state, parent: Number(parent), started };
  } catch {
    return undefined;
  }
}

function answers(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}
