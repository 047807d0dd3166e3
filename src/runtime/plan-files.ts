import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { BatonError } from '../errors.ts';
import { parseDocument, readDocument } from '../store/document.ts';
import type { FileTexts } from '../store/document-set.ts';
import type { Layout, PlanFolder } from '../store/layout.ts';
import { PLAN_FOLDERS } from '../store/layout.ts';
import { repeatedKey } from '../store/repeated-key.ts';
import { isSafeId } from '../store/safe-id.ts';

/**
 * The parsed JSON of one document of the plan, or undefined when there is no such file.
 *
 * @throws E_CORRUPT naming file and line when it is not JSON, or names a key twice: git joins two branches like
 *   that, and one of the two would be lost.
 */
export function readPlanDocument(path: string): unknown {
  const value = readDocument(path);
  const repeated = value === undefined ? undefined : repeatedKey(readFileSync(path, 'utf8'));
  if (repeated === undefined) return value;
  throw new BatonError(
    'E_CORRUPT',
    `${path} names ${JSON.stringify(repeated.key)} twice, in line ${repeated.first} and in line ${repeated.again}. ` +
      'Keep one of them, or give one another name.',
    { path },
  );
}

/** The documents in a folder of the plan by id, and the files that cannot be one: their name is no id. */
export function documentsIn(folder: string): { readonly ids: string[]; readonly misnamed: string[] } {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return { ids: [], misnamed: [] };
  }
  const documents = names.filter((name) => name.endsWith('.json') && !name.startsWith('.')).sort();
  const isNamed = (name: string) => isSafeId(name.slice(0, -5));
  return {
    ids: documents.filter(isNamed).map((name) => name.slice(0, -5)),
    misnamed: documents.filter((name) => !isNamed(name)),
  };
}

/** Where the documents of the plan are read from. */
export interface PlanSource {
  /** As `readPlanDocument`. */
  read(path: string): unknown;
  /** As `documentsIn`. */
  list(folder: string): ReturnType<typeof documentsIn>;
}

/** The files as they lie on disk. */
export const onDisk: PlanSource = { read: readPlanDocument, list: documentsIn };

/** The files as they will be when `texts` have been written: undefined stands for one that goes. */
export function sourceWith(texts: FileTexts): PlanSource {
  return {
    read: (path) => {
      if (!Object.hasOwn(texts, path)) return readPlanDocument(path);
      const text = texts[path];
      return text === undefined ? undefined : parseDocument(text, path);
    },
    list: (folder) => {
      const found = documentsIn(folder);
      const ids = new Set(found.ids);
      for (const [path, text] of Object.entries(texts)) {
        if (dirname(path) !== folder) continue;
        if (text === undefined) ids.delete(basename(path, '.json'));
        else ids.add(basename(path, '.json'));
      }
      return { ids: [...ids].sort(), misnamed: found.misnamed };
    },
  };
}

/** The names, times and sizes of all documents of the plan: equal text when nothing was touched. */
export interface PlanStamp {
  readonly text: string;
  /** How many documents of epics and sprints there are, usable or not. */
  readonly planned: number;
  /** When the newest of them was touched, in milliseconds since the epoch. */
  readonly newest: number;
}

/** How coarse the clock of a file system may be. */
const CLOCK_TICK_MS = 2_000;

/** The plan's stamp as the files stand now. */
export function stampOf(layout: Layout): PlanStamp {
  const parts: string[] = [];
  let newest = 0;
  let planned = 0;
  const note = (name: string, path: string) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    // The change time, which no tool can set back.
    if (stat !== undefined) newest = Math.max(newest, stat.ctimeMs);
    parts.push(
      `${name}:${stat === undefined ? '-' : `${stat.ctimeMs}:${stat.mtimeMs}:${stat.size}:${stat.ino}`}`,
    );
  };
  note('project', layout.project);
  for (const kind of PLAN_FOLDERS) {
    const folder = folderOf(layout, kind);
    const { ids, misnamed } = documentsIn(folder);
    // Hundreds of names: joined plainly, which is all that is left to do for ids that are safe.
    for (const id of ids) note(`${kind}/${id}`, `${folder}/${id}.json`);
    parts.push(...misnamed);
    if (kind !== 'teams') planned += ids.length + misnamed.length;
  }
  return { text: parts.join('\n'), planned, newest };
}

/**
 * True when any change from now on would give another stamp. A file that was touched within the last tick of its
 * file system's clock may be touched again within the same tick, with the same size.
 */
export function isSettled(stamp: PlanStamp, now: number): boolean {
  return now - stamp.newest > CLOCK_TICK_MS;
}

/** Where the documents of one kind lie. */
export function folderOf(layout: Layout, kind: PlanFolder): string {
  return join(layout.plan, kind);
}
