import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BATON_FOLDER } from '../store/project-root.ts';
import { removeEmptyFolders } from './file-change.ts';
import { readFileState, sha256 } from './file-state.ts';
import type { Installation } from './ledger.ts';

type ProjectFile = Installation['project_files'][number];

/** The files and folders that an initialisation made, with what tells later whether they were changed. */
export function describeCreated(project: string, created: readonly string[]): ProjectFile[] {
  return created.map((name) => {
    const path = join(project, name).replace(/\/$/, '');
    return { path, sha256: name.endsWith('/') ? null : digestOf(path) };
  });
}

/** Removes of these what is as it was made: unchanged files, then empty folders. Gives the folders that stay. */
export function removeUntouched(files: readonly ProjectFile[]): string[] {
  const folders = new Set<string>();
  for (const file of files) {
    if (file.sha256 !== null && digestOf(file.path) === file.sha256) rmSync(file.path);
    const innermost = file.sha256 === null ? file.path : dirname(file.path);
    for (const folder of upToState(innermost)) folders.add(folder);
  }
  const innermostFirst = [...folders].sort((a, b) => b.length - a.length);
  removeEmptyFolders(innermostFirst);
  return innermostFirst.filter((folder) => existsSync(folder));
}

/** `path` and the folders above it, as far as the `.baton` that they lie in. */
function upToState(path: string): string[] {
  if (!path.split('/').includes(BATON_FOLDER)) return [];
  return [path, ...upToState(dirname(path))];
}

function digestOf(path: string): string | null {
  const { bytes } = readFileState(path);
  return bytes === undefined ? null : sha256(bytes);
}
