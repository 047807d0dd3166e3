import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { removeQuietly } from '../../store/atomic-file.ts';
import type { Layout } from '../../store/layout.ts';
import type { Manifest, MigratedFile } from './manifest.ts';
import { checksumOf } from './manifest.ts';
import { inBaton } from './prepare.ts';

/** Whether a file is as it was before a migration, as the migration left it, or neither. */
export interface FileState extends MigratedFile {
  readonly state: 'before' | 'after' | 'changed';
}

/** Looks at every file that a migration touched. A log that only grew since then counts as the migration left it. */
export function fileStates(layout: Layout, manifest: Manifest): FileState[] {
  return manifest.files.map((file) => {
    const now = checksumOf(join(layout.baton, file.path));
    if (now === file.after) return { ...file, state: 'after' };
    if (now === file.before) return { ...file, state: 'before' };
    const isLog = file.path === inBaton(layout, layout.audit) && manifest.audit_line !== null;
    const hasGrown = isLog && auditLines(layout).includes(manifest.audit_line ?? '');
    return { ...file, state: hasGrown ? 'after' : 'changed' };
  });
}

/** The lines of the plan's audit log. */
export function auditLines(layout: Layout): string[] {
  return readFileSync(layout.audit, 'utf8').split('\n');
}

/** Removes the half-written copies of its files that a killed migration left. Under the plan's lock: nobody writes. */
export function removeLeftovers(layout: Layout, manifest: Manifest): void {
  const paths = manifest.files.map(({ path }) => join(layout.baton, path));
  for (const folder of new Set(paths.map(dirname))) {
    const beginnings = paths.filter((path) => dirname(path) === folder).map((path) => `${basename(path)}.`);
    const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.tmp')) : [];
    for (const name of names)
      if (beginnings.some((start) => name.startsWith(start))) removeQuietly(join(folder, name));
  }
}
