import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { BatonError } from '../../errors.ts';
import { dropClaims } from '../../session/many-claims.ts';
import { archiveSession } from '../../session/registry.ts';
import type { StoreContext } from '../../store/append.ts';
import { transact } from '../../store/append.ts';
import { replaceFile } from '../../store/atomic-file.ts';
import { finishDocumentSet, replaceDocumentSet } from '../../store/document-set.ts';
import type { Layout } from '../../store/layout.ts';
import { withLock } from '../../store/lock.ts';
import { openSession, sharedProjection } from '../session-streams.ts';
import { planIntent } from '../whole-plan.ts';
import type { FileState } from './file-states.ts';
import { auditLines, fileStates, removeLeftovers } from './file-states.ts';
import type { Manifest } from './manifest.ts';
import { backupOf, checksum, migrationFolder, readManifests, writeManifest } from './manifest.ts';
import { inBaton } from './prepare.ts';

/** What a rollback did: paths below `.baton/`. */
export interface UndoOutcome {
  readonly manifest: Manifest;
  readonly restored: readonly string[];
  readonly removed: readonly string[];
  /** Where the session lies now; null when it had not been made. */
  readonly session: string | null;
}

/**
 * Takes the newest migration back, also one that was killed on the way: every file as it was, to the byte; what was
 * made is removed, and its session archived. A rollback that was killed is finished by the next.
 *
 * @throws E_NOT_FOUND when there is none; E_RULE when something of it was changed since (unless `force`: the changed
 *   files are then kept beside the migration); E_CORRUPT when a backup is damaged; E_LOCKED.
 */
export function undoMigration(layout: Layout, store: StoreContext, force: boolean): UndoOutcome {
  return withLock(layout.lock('migration'), store, () => {
    const manifest = readManifests(layout).findLast(({ state }) => state !== 'undone');
    if (manifest === undefined)
      throw new BatonError('E_NOT_FOUND', 'There is no migration to take back in this project.');
    const states = withLock(layout.lock('plan'), store, () => {
      finishDocumentSet(planIntent(layout));
      removeLeftovers(layout, manifest);
      const found = fileStates(layout, manifest);
      if (!force) refuseChanged(layout, manifest, found);
      checkBackups(layout, manifest, found);
      writeManifest(layout, { ...manifest, state: 'undoing' });
      restore(layout, manifest, found);
      return found;
    });
    const session = archive(layout, store, manifest);
    const undone: Manifest = { ...manifest, state: 'undone' };
    writeManifest(layout, undone);
    const paths = (was: boolean) =>
      states.filter(({ before }) => (before !== null) === was).map(({ path }) => path);
    return { manifest: undone, restored: paths(true), removed: paths(false), session };
  });
}

function refuseChanged(layout: Layout, manifest: Manifest, states: readonly FileState[]): void {
  const changed = states.filter(({ state }) => state === 'changed').map(({ path }) => path);
  const { id, version } = manifest.session;
  const hasGoneOn =
    version !== null && existsSync(layout.session(id)) && openSession(layout, id).version !== version;
  if (changed.length === 0 && !hasGoneOn) return;
  const what = [
    ...(changed.length === 0
      ? []
      : [`changed: ${changed.slice(0, 20).join(', ')}${changed.length > 20 ? ' …' : ''}`]),
    ...(hasGoneOn ? [`the session ${id} has gone on`] : []),
  ];
  throw new BatonError(
    'E_RULE',
    `Since the migration something has happened to what it made; ${what.join('; ')}. ` +
      'Use --force to take it back all the same; changed files are then kept beside it. Nothing was written.',
    { changed, session: hasGoneOn ? id : null },
  );
}

function checkBackups(layout: Layout, manifest: Manifest, states: readonly FileState[]): void {
  for (const { path, before } of states) {
    if (before === null) continue;
    const backup = backupOf(layout, manifest.id, path);
    if (existsSync(backup) && checksum(readFileSync(backup)) === before) continue;
    throw new BatonError('E_CORRUPT', `${backup} is missing or damaged. Nothing was written.`, {
      path: backup,
    });
  }
}

function restore(layout: Layout, manifest: Manifest, states: readonly FileState[]): void {
  const folder = migrationFolder(layout, manifest.id);
  const texts: Record<string, string | undefined> = {};
  for (const { path, before, after, state } of states.filter((one) => one.state !== 'before')) {
    const target = join(layout.baton, path);
    if (state === 'changed' && existsSync(target))
      replaceFile(join(folder, 'changed', path), readFileSync(target), { durable: true });
    const bytes = before === null ? undefined : readFileSync(backupOf(layout, manifest.id, path));
    const isLog = path === inBaton(layout, layout.audit);
    if (isLog && existsSync(target) && checksum(readFileSync(target)) !== after) {
      // It has grown since: only the migration's own line goes.
      texts[target] = auditLines(layout)
        .filter((line) => line !== manifest.audit_line)
        .join('\n');
    } else if (bytes === undefined || bytes.equals(Buffer.from(bytes.toString('utf8')))) {
      texts[target] = bytes?.toString('utf8');
    } else replaceFile(target, bytes, { durable: true, mode: 0o644 });
  }
  if (Object.keys(texts).length === 0) return;
  const line = JSON.stringify({ migration: manifest.id, files: Object.keys(texts).length, state: 'undone' });
  replaceDocumentSet(planIntent(layout), { files: texts, audit: { path: join(folder, 'log.jsonl'), line } });
}

function archive(layout: Layout, store: StoreContext, { id, session }: Manifest): string | null {
  const target = join(migrationFolder(layout, id), 'session');
  if (existsSync(layout.session(session.id))) renameSync(layout.session(session.id), target);
  transact(layout.shared, sharedProjection, store, { expect: 'version', durable: true }, (state) => [
    ...dropClaims(state.claims, session.id),
    ...archiveSession(state.registry, session.id),
  ]);
  return existsSync(target) ? inBaton(layout, target) : null;
}
