import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { readFramedJson } from '../../../src/store/framed-json.ts';
import { lifeOf, thisHost } from '../../../src/store/process-identity.ts';
import type { LineMemory } from '../../../statusline/wrapped/line-memory.ts';
import { rememberedOutput } from '../../../statusline/wrapped/remembered-output.ts';
import type { WrappedCommand } from '../../../statusline/wrapped/wrapped-command.ts';
import { endGroup } from '../../../statusline/wrapped/wrapped-command.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

/** How one render differs: when it is (milliseconds from now), how long it waits, what it is given. */
export interface Render {
  readonly later?: number;
  readonly waitMs?: number;
  readonly input?: string;
  readonly session?: string;
}

/** A home folder of its own in which renders wrap one command. */
export interface WrappedHome {
  readonly home: string;
  readonly cache: string;
  wrapped(command: string, render?: Render): WrappedCommand;
  render(command: string, render?: Render): Promise<string>;
  /** The memory's file; there is one a command. */
  memoryFile(): string;
  memory(): LineMemory;
}

/** Ends what still runs for the memories in a cache folder. */
export function endRuns(cache: string): void {
  const names = statSync(cache, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(cache) : [];
  for (const name of names.filter((each) => each.endsWith('.json'))) {
    const memory = readFramedJson(join(cache, name)) as LineMemory | undefined;
    endGroup(memory?.run?.pid);
  }
}

/** Makes the home folder; it is removed, and what runs in it ended, when the test has finished. */
export function wrappedHome(): WrappedHome {
  const home = tempDir();
  const cache = join(home, '.claude', 'baton', 'cache');
  mkdirSync(join(home, '.claude', 'baton'), { recursive: true });
  onTestFinished(() => endRuns(cache));
  const wrapped = (command: string, { input = '{}', session = 's' }: Render = {}): WrappedCommand => ({
    command,
    input,
    env: { HOME: home, PATH: process.env.PATH },
    projectDir: '/srv/work/ledger',
    sessionId: session,
  });
  const memoryFile = (): string => {
    const names = readdirSync(cache).filter((name) => name.endsWith('.json'));
    expect(names).toHaveLength(1);
    return join(cache, names[0] ?? '');
  };
  return {
    home,
    cache,
    wrapped,
    render: (command, options = {}) => {
      const now = (): number => Date.now() + (options.later ?? 0);
      const clock = { now, deadline: now() + (options.waitMs ?? 10_000) };
      return rememberedOutput(wrapped(command, options), clock);
    },
    memoryFile,
    memory: () => readFramedJson(memoryFile()) as LineMemory,
  };
}

/** Whether a process is there and not just waiting to be counted as ended. */
export function isThere(pid: number): boolean {
  return lifeOf({ pid, started: null, host: thisHost() }) === 'running';
}
