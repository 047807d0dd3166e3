import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type * as z from 'zod/mini';
import { BatonError } from '../../errors.ts';
import { replaceFile } from '../../store/atomic-file.ts';
import { formatDocument, readDocument } from '../../store/document.ts';
import type { Layout } from '../../store/layout.ts';
import type { MigratedFileSchema } from './manifest-schema.ts';
import { ManifestSchema } from './manifest-schema.ts';

/** One migration as it is remembered in `.baton/archive/migration-<id>/`. */
export type Manifest = z.infer<typeof ManifestSchema>;
export type MigratedFile = z.infer<typeof MigratedFileSchema>;

const PREFIX = 'migration-';

/** The folder of a migration: its manifest, the source, its report, and the bytes of every file before. */
export function migrationFolder(layout: Layout, id: string): string {
  return join(layout.archive, `${PREFIX}${id}`);
}

/** Where the bytes of a file before the migration are kept. */
export function backupOf(layout: Layout, id: string, path: string): string {
  return join(migrationFolder(layout, id), 'files', path);
}

/** All migrations, oldest first. @throws E_CORRUPT for a manifest that cannot be read. */
export function readManifests(layout: Layout): Manifest[] {
  return folders(layout).flatMap((folder) => {
    const path = join(folder, 'manifest.json');
    const value = readDocument(path);
    if (value === undefined) return [];
    const result = ManifestSchema.safeParse(value);
    if (result.success) return [result.data];
    throw new BatonError('E_CORRUPT', `${path} is no manifest of a migration. Nothing was written.`, {
      path,
    });
  });
}

/** Writes the manifest; it is on disk before this returns. */
export function writeManifest(layout: Layout, manifest: Manifest): void {
  const path = join(migrationFolder(layout, manifest.id), 'manifest.json');
  replaceFile(path, formatDocument(manifest), { durable: true });
}

/** Removes what a migration left that was killed before its manifest was written: it had changed nothing. */
export function removeStillborn(layout: Layout): void {
  for (const folder of folders(layout))
    if (!existsSync(join(folder, 'manifest.json'))) rmSync(folder, { recursive: true, force: true });
}

/** The checksum of a file's bytes; null when it is not there. */
export function checksumOf(path: string): string | null {
  const bytes = existsSync(path) ? readFileSync(path) : undefined;
  return bytes === undefined ? null : checksum(bytes);
}

/** The checksum by which files are compared. */
export function checksum(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function folders(layout: Layout): string[] {
  if (!existsSync(layout.archive)) return [];
  const names = readdirSync(layout.archive).filter((name) => name.startsWith(PREFIX));
  return names.sort().map((name) => join(layout.archive, name));
}
