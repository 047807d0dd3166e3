import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProgramHost } from '../../../src/cli/command-context.ts';
import { runCli } from '../../../src/cli/run-cli.ts';
import { initProject } from '../../../src/runtime/init-project.ts';
import { changeSession, openSession, sharedProjection } from '../../../src/runtime/session-streams.ts';
import type { StartFacts } from '../../../src/session/commands/life.ts';
import { activateSession, startSession } from '../../../src/session/commands/life.ts';
import type { SessionEvent } from '../../../src/session/event.ts';
import { registerSession } from '../../../src/session/registry.ts';
import type { StoreContext } from '../../../src/store/append.ts';
import { transact } from '../../../src/store/append.ts';
import type { Layout } from '../../../src/store/layout.ts';
import { layoutOf } from '../../../src/store/layout.ts';
import type { ProcessIdentity } from '../../../src/store/process-identity.ts';
import { identifyProcess } from '../../../src/store/process-identity.ts';
import { startFacts } from '../../helpers/given.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

/** When every test's world begins. */
export const BEGIN = Date.parse('2026-03-02T09:00:00.000Z');
export const HOUR = 3_600_000;

/** This very process, and one that had its number before it. */
export const ALIVE = identifyProcess(process.pid) as ProcessIdentity;
export const GONE: ProcessIdentity = { ...ALIVE, started: '1' };

/** What one run of the program printed and gave. */
export interface Run {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
  /** Standard output as the one JSON document that it must be. */
  json(): unknown;
}

/** What of the host a test chooses. */
export type HostChoice = Partial<Omit<ProgramHost, 'out' | 'err' | 'readStdin' | 'now'>> & {
  readonly stdin?: string;
  readonly now?: number;
  /** How far the clock goes at each look at it. */
  readonly tick?: number;
};

/** A Baton project in a folder of its own, and the program run in it. */
export interface Project {
  readonly root: string;
  readonly layout: Layout;
  readonly store: StoreContext;
  /** Runs one command line. */
  baton(words: readonly string[], choice?: HostChoice): Promise<Run>;
  /** Makes a session as the hooks would, with events of its own after the start; gives its id. */
  session(changes?: Partial<StartFacts>, events?: readonly SessionEvent[], at?: number): string;
  /** Adds events to a session. */
  add(id: string, events: readonly SessionEvent[], at?: number): void;
  /** Writes a file of the plan. */
  plan(path: string, value: unknown): void;
  /** Every file below `.baton/` with its bytes, to see that nothing was written. */
  files(): Record<string, string>;
}

/** A new project; with `empty`, only the folder. */
export function project(empty?: 'empty'): Project {
  const root = tempDir();
  if (empty === undefined) initProject(root);
  const layout = layoutOf(root);
  let ids = 0;
  const storeAt = (at: number): StoreContext => ({
    now: () => at,
    newId: () => `id-${String(ids++).padStart(4, '0')}`,
    by: 'test',
    patienceMs: 1_000,
  });
  const add: Project['add'] = (id, events, at = BEGIN) => {
    changeSession(layout, id, storeAt(at), () => events);
  };
  return {
    root,
    layout,
    store: storeAt(BEGIN),
    add,
    baton: (words, choice) => runIn(root, words, choice),
    session: (changes = {}, events = [], at = BEGIN) => {
      const id = changes.session_id ?? `session-${ids}`;
      const shared = transact(
        layout.shared,
        sharedProjection,
        storeAt(at),
        { expect: 'version', durable: false },
        (state) => registerSession(state.registry, id),
      );
      const number = shared.state.registry.sessions[id]?.number ?? 0;
      const facts = startFacts({
        process: null,
        worktree: root,
        cwd: root,
        ...changes,
        session_id: id,
        number,
      });
      changeSession(layout, id, storeAt(at), (state) => startSession(state, facts, 'unknown'));
      changeSession(layout, id, storeAt(at), activateSession);
      if (events.length > 0) add(id, events, at);
      return id;
    },
    plan: (path, value) =>
      writeFileSync(
        join(layout.plan, path),
        typeof value === 'string' ? value : `${JSON.stringify(value, null, 2)}\n`,
      ),
    files: () => filesBelow(layout.baton),
  };
}

/** Runs one command line in `cwd` with a host of the test's own. */
export async function runIn(cwd: string, words: readonly string[], choice: HostChoice = {}): Promise<Run> {
  const { stdin = '', now = BEGIN + HOUR, tick = 1, ...host } = choice;
  const printed = { out: '', err: '' };
  let looks = 0;
  const exit = await runCli(words, {
    cwd,
    env: { HOME: join(cwd, 'home') },
    isTty: false,
    columns: 80,
    version: '9.9.9',
    pluginRoot: cwd,
    mayAsk: false,
    ...host,
    now: () => now + tick * looks++,
    readStdin: () => stdin,
    out: (text) => {
      printed.out += text;
    },
    err: (text) => {
      printed.err += text;
    },
  });
  return { exit, ...printed, json: () => JSON.parse(printed.out) };
}

function filesBelow(folder: string, prefix = ''): Record<string, string> {
  if (!existsSync(folder)) return {};
  const found: Record<string, string> = {};
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    const kind = lstatSync(path);
    if (kind.isDirectory()) Object.assign(found, filesBelow(path, `${prefix}${name}/`));
    else found[prefix + name] = kind.isSymbolicLink() ? readlinkSync(path) : readFileSync(path, 'latin1');
  }
  return found;
}

/** A project with one session, and `baton state` run on it. */
export function stated(...events: readonly SessionEvent[]) {
  const world = project();
  const id = world.session({ label: 'payments' }, events);
  const state = (...words: string[]) => world.baton(['state', ...words], { env: { BATON_SESSION: id } });
  const values = () => openSession(world.layout, id).state.runtime_config.values;
  const batch = (list: unknown, ...words: string[]) =>
    world.baton(['state', 'batch', '-', ...words], {
      env: { BATON_SESSION: id },
      stdin: typeof list === 'string' ? list : JSON.stringify(list),
    });
  return { ...world, id, state, values, batch };
}
