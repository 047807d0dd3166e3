import { chmodSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ATTRIBUTES, IGNORED, initProject } from '../../runtime/init-project.ts';
import { sessionProjection, sharedProjection } from '../../runtime/session-streams.ts';
import { fold, writeView } from '../../store/append.ts';
import { replaceFile } from '../../store/atomic-file.ts';
import type { Projection } from '../../store/cursor.ts';
import { readFramedJson } from '../../store/framed-json.ts';
import type { Layout } from '../../store/layout.ts';
import { lockHolder, removeDeadLock } from '../../store/lock.ts';
import { openCursor } from '../../store/open-cursor.ts';
import { snapshotPath, viewPath } from '../../store/stream-files.ts';
import { entriesBelow, namesIn } from './folder-entries.ts';
import type { Repair } from './repair.ts';

/** What a process that was killed left behind: `<file>.<process>.<random>.tmp` (store/atomic-file.ts). */
const TEMPORARY = /\.(\d+)\.[a-z0-9]+\.tmp$/;
const HOUR_MS = 3_600_000;

/**
 * What in `.baton/` can be put right without a risk: only what is made anew from the log, belongs to nobody any more,
 * or is missing. Looks only; each repair is done by its `run`.
 */
export function projectRepairs(layout: Layout, now: number): Repair[] {
  return [
    ...missingFolders(layout),
    ...missingLines(layout.ignore, '.gitignore', IGNORED),
    ...missingLines(layout.attributes, '.gitattributes', ATTRIBUTES),
    ...openModes(layout),
    ...deadLocks(layout),
    ...leftovers(layout, now),
    ...damagedCaches(layout),
  ];
}

function missingFolders({ root, sessions, plan }: Layout): Repair[] {
  if ([sessions, plan].every((folder) => existsSync(folder))) return [];
  return [
    {
      what: 'make the folders that are missing in .baton/',
      done: 'made the folders that were missing in .baton/',
      run: () => void initProject(root),
    },
  ];
}

// Lines that a person added stay; only what is missing comes behind them.
function missingLines(path: string, name: string, wanted: string): Repair[] {
  const text = readableText(path);
  const there = new Set(text.split('\n').map((line) => line.trim()));
  const missing = wanted
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#') && !there.has(line));
  if (missing.length === 0) return [];
  const gap = text === '' || text.endsWith('\n') ? '' : '\n';
  return [
    {
      what: `add ${missing.join(' ')} to .baton/${name}`,
      done: `added ${missing.join(' ')} to .baton/${name}`,
      run: () => replaceFile(path, `${text}${gap}${missing.join('\n')}\n`, { durable: true, mode: 0o644 }),
    },
  ];
}

function openModes({ sessions, shared }: Layout): Repair[] {
  return [sessions, shared].flatMap((folder) =>
    entriesBelow(folder).flatMap(({ path, isFolder, mode }): Repair[] => {
      if ((mode & 0o077) === 0) return [];
      const closed = isFolder ? 0o700 : 0o600;
      return [
        {
          what: `close ${path} to others`,
          done: `closed ${path} to others (mode ${closed.toString(8)})`,
          run: () => chmodSync(path, closed),
        },
      ];
    }),
  );
}

function deadLocks({ locks }: Layout): Repair[] {
  return namesIn(locks).flatMap((name): Repair[] => {
    const path = join(locks, name);
    const lock = lockHolder(path);
    if (lock === undefined || lock.alive) return [];
    const what = `the lock ${name} of process ${lock.holder.pid}, which is gone`;
    return [{ what: `remove ${what}`, done: `removed ${what}`, run: () => removeDeadLock(path) }];
  });
}

// A number that runs again belongs to another process: after an hour no write is still on its way.
function leftovers({ baton }: Layout, now: number): Repair[] {
  return entriesBelow(baton).flatMap(({ path, isFolder, modified }): Repair[] => {
    const pid = Number(TEMPORARY.exec(path)?.[1] ?? 0);
    if (isFolder || pid === 0 || (isRunning(pid) && now - modified < HOUR_MS)) return [];
    return [
      {
        what: `remove ${path}, left by a killed process`,
        done: `removed ${path}`,
        run: () => rmSync(path, { force: true }),
      },
    ];
  });
}

function damagedCaches({ sessions, shared }: Layout): Repair[] {
  return [
    ...renewal(shared, 'what sessions share', sharedProjection),
    ...namesIn(sessions).flatMap((name) =>
      renewal(join(sessions, name), `session ${name}`, sessionProjection),
    ),
  ];
}

function renewal<State>(directory: string, whose: string, projection: Projection<State>): Repair[] {
  const damaged = [snapshotPath(directory), viewPath(directory)].filter(
    (path) => existsSync(path) && readFramedJson(path) === undefined,
  );
  if (damaged.length === 0) return [];
  return [
    {
      what: `renew the damaged caches of ${whose} from its log`,
      done: `renewed the caches of ${whose} from its log`,
      run: () => {
        for (const path of damaged) rmSync(path, { force: true });
        const cursor = openCursor(directory, projection);
        fold(cursor);
        writeView(cursor);
      },
    },
  ];
}

function readableText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
