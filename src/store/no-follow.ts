import { closeSync, constants, lstatSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { BatonError, systemCode } from '../errors.ts';
import { writeWhole } from './atomic-file.ts';
import type { Layout } from './layout.ts';
import { PLAN_FOLDERS } from './layout.ts';

/**
 * For every open that writes below `.baton/`: a symbolic link in a file's place is not followed. A repository that
 * somebody else made could otherwise lead an append into a file of the person's, such as ~/.bashrc.
 */
export const NO_FOLLOW: number = constants.O_NOFOLLOW ?? 0;

/** Opens a file for writing by `flags`. @throws E_INVALID where a symbolic link lies there; the system's error. */
export function openNoFollow(path: string, flags: number, mode: number): number {
  try {
    return openSync(path, flags | NO_FOLLOW, mode);
  } catch (error) {
    if (systemCode(error) !== 'ELOOP') throw error;
    throw new BatonError(
      'E_INVALID',
      `${path} is a symbolic link, and Baton writes through none below .baton. Nothing was written. Remove the link.`,
      { path },
    );
  }
}

/** Adds `text` at the end of a file that is no link; it is made with `mode` when it is missing. */
export function appendNoFollow(path: string, text: string, mode: number): void {
  const fd = openNoFollow(path, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT, mode);
  try {
    writeWhole(fd, Buffer.from(text));
  } finally {
    closeSync(fd);
  }
}

/** True where a symbolic link lies, wherever it leads. */
export function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

/**
 * Refuses a project in which a folder of Baton's is a symbolic link: what is written there would land elsewhere.
 *
 * @throws E_INVALID, naming the link and what to do.
 */
export function refuseLinkedFolders(layout: Layout): void {
  const { baton, sessions, shared, cache, locks, plan, archive, tasks, handoffs, reports } = layout;
  const entities = PLAN_FOLDERS.map((kind) => join(plan, kind));
  const folders = [
    baton,
    sessions,
    shared,
    cache,
    locks,
    plan,
    ...entities,
    archive,
    tasks,
    handoffs,
    reports,
  ];
  for (const folder of folders) {
    if (!isLink(folder)) continue;
    throw new BatonError(
      'E_INVALID',
      `${folder} is a symbolic link; expected a folder. Nothing was written. Remove the link; ` +
        'to keep the state elsewhere, set BATON_DIR to a folder named .baton.',
      { path: folder },
    );
  }
}
