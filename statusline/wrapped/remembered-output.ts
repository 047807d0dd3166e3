import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isBatonError } from '../../src/errors.ts';
import { userFolder } from '../../src/runtime/client-folder.ts';
import { removeQuietly, replaceFile } from '../../src/store/atomic-file.ts';
import { crc32 } from '../../src/store/crc32.ts';
import { frameJson, readFramedJson } from '../../src/store/framed-json.ts';
import { withLock } from '../../src/store/lock.ts';
import { thisHost } from '../../src/store/process-identity.ts';
import { lookAtRun, removeRun, startRun } from './detached-run.ts';
import type { LineMemory, LineRun } from './line-memory.ts';
import { EMPTY_MEMORY, planTurn, settled, shownOutput } from './line-memory.ts';
import type { WrappedCommand } from './wrapped-command.ts';
import { endGroup } from './wrapped-command.ts';

/** When to show what there is, in milliseconds since 1970, and by what clock. */
export interface LineClock {
  now(): number;
  readonly deadline: number;
}

const PREFIX = 'line-';
const FORMAT = 1;
const POLL_MS = 2;
const PATIENCE_MS = 20;
const KEPT_MS = 7 * 86_400_000;

/**
 * What the command writes, when it is done by the deadline, else what it wrote for this session the last time; empty
 * when there is neither. A run that takes longer goes on, also when this process is told to end, and what it writes is
 * there for the next render. For one command in one project folder there is one run at a time.
 *
 * @throws when the cache folder below Baton's own one cannot be written; then no run is left over.
 */
export async function rememberedOutput(wrapped: WrappedCommand, clock: LineClock): Promise<string> {
  const base = baseOf(wrapped);
  const session = wrapped.sessionId ?? '';
  const leave = (): void => process.exit(0);
  process.on('SIGTERM', leave);
  try {
    let known = takeTurn(wrapped, base, clock, true);
    while (known.memory.run !== null && (await endsInTime(known.memory.run, base, clock))) {
      const { started } = known;
      known = takeTurn(wrapped, base, clock, !started);
      if (started) break;
    }
    return shownOutput(known.memory, session, clock.now());
  } finally {
    process.off('SIGTERM', leave);
  }
}

interface Known {
  readonly memory: LineMemory;
  /** Whether the run in flight is one that this process started. */
  readonly started: boolean;
}

/** Brings the memory up to date and, if it may, starts a run where none is in flight. */
function takeTurn(wrapped: WrappedCommand, base: string, clock: LineClock, mayStart: boolean): Known {
  const memoryFile = `${base}.json`;
  try {
    return withLock(`${base}.lock`, { now: clock.now, patienceMs: PATIENCE_MS }, () => {
      const now = clock.now();
      const before = readMemory(memoryFile);
      const sight = before?.run ? lookAtRun(before.run, placeOf(base, before.run), now) : undefined;
      const { memory, over, end, start } = planTurn(before ?? EMPTY_MEMORY, sight, now);
      if (end) endGroup(over?.pid);
      if (before === undefined || (over !== undefined && sight?.life !== 'ended')) removeOld(base, now);
      const after = start && mayStart ? withRun(wrapped, base, memory, now) : memory;
      if (after !== before) remember(memoryFile, after, after === memory ? null : after.run);
      if (over !== undefined) removeRun(placeOf(base, over));
      return { memory: after, started: after !== memory };
    });
  } catch (error) {
    // Another render is at it: what it has found will do.
    if (isBatonError(error, 'E_LOCKED'))
      return { memory: readMemory(memoryFile) ?? EMPTY_MEMORY, started: false };
    throw error;
  }
}

/** The memory with a run just started; with a failure where that could not be. */
function withRun(wrapped: WrappedCommand, base: string, memory: LineMemory, now: number): LineMemory {
  const session = wrapped.sessionId ?? '';
  const about = { began: now, session, id: Math.random().toString(36).slice(2) };
  const run = startRun(wrapped, placeOf(base, about), about);
  return run === undefined ? settled(memory, about, undefined, now) : { ...memory, run };
}

function remember(path: string, memory: LineMemory, fresh: LineRun | null): void {
  try {
    replaceFile(path, frameJson({ format: FORMAT, ...memory }), { durable: false, mode: 0o600 });
  } catch (error) {
    // A run that nobody can find again is not left alone.
    endGroup(fresh?.pid);
    throw error;
  }
}

async function endsInTime(run: LineRun, base: string, { now, deadline }: LineClock): Promise<boolean> {
  while (now() < deadline) {
    if (lookAtRun(run, placeOf(base, run), now()).life === 'ended') return true;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return false;
}

// The file has passed its checksum and names its format: the outline is check enough.
function readMemory(path: string): LineMemory | undefined {
  const value = readFramedJson(path);
  return isMemory(value) ? { run: value.run, outputs: value.outputs } : undefined;
}

function isMemory(value: unknown): value is LineMemory {
  if (typeof value !== 'object' || value === null) return false;
  return 'format' in value && value.format === FORMAT && 'run' in value && 'outputs' in value;
}

/** Where everything about this command in this project folder lies; processes are known on one machine only. */
function baseOf({ command, projectDir, env }: WrappedCommand): string {
  const sum = (text: string): string => crc32(Buffer.from(text));
  return join(userFolder(env), 'cache', `${PREFIX}${sum(command)}${sum(`${projectDir}\0${thisHost()}`)}`);
}

function placeOf(base: string, { id }: Pick<LineRun, 'id'>): string {
  return `${base}.${id}`;
}

/** Removes what no render has touched for a week. */
function removeOld(base: string, now: number): void {
  const folder = join(base, '..');
  for (const name of readdirSync(folder).filter((each) => each.startsWith(PREFIX))) {
    const path = join(folder, name);
    const changed = lstatSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now;
    if (now - changed > KEPT_MS) removeQuietly(path);
  }
}
