import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BatonError } from '../../errors.ts';
import type { V1Migration } from '../../plan/v1/migrate-v1.ts';
import type { StoreContext } from '../../store/append.ts';
import { replaceFile } from '../../store/atomic-file.ts';
import { formatDocument } from '../../store/document.ts';
import { finishDocumentSet, replaceDocumentSet } from '../../store/document-set.ts';
import type { Layout } from '../../store/layout.ts';
import { withLock } from '../../store/lock.ts';
import { planIntent } from '../whole-plan.ts';
import type { Manifest } from './manifest.ts';
import { backupOf, checksum, checksumOf, migrationFolder, writeManifest } from './manifest.ts';
import type { SessionPlace } from './migrated-session.ts';
import type { PreparedPlan } from './prepare.ts';
import { auditWith, inBaton, preparePlan } from './prepare.ts';

/** What is to be migrated, and how. */
export interface MigrationRequest {
  readonly source: { readonly path: string; readonly bytes: Buffer };
  /** Makes version 2 of the source, for a migration of that time. */
  convert(at: string): V1Migration;
  /** Join what is there already, instead of refusing. */
  readonly merge: boolean;
  readonly user: string | null;
  readonly place: SessionPlace;
}

/** A migration whose documents are written, and whose session is still to be made. */
export interface Begun {
  readonly manifest: Manifest;
  readonly migration: V1Migration;
  /** What does not hold together in the plan now, for people. */
  readonly problems: readonly string[];
}

/**
 * Begins a migration: what the way back needs is kept, then all documents are written in one step.
 *
 * @throws E_RULE for entities that are there already, unless they are to be merged. Nothing is then changed.
 */
export function beginMigration(
  layout: Layout,
  store: StoreContext,
  request: MigrationRequest,
  at: string,
): Begun {
  const migration = request.convert(at);
  return withLock(layout.lock('plan'), store, () => {
    finishDocumentSet(planIntent(layout));
    const plan = preparePlan(layout, migration);
    if (!request.merge) refuseExisting(plan.existing);
    const changes = plan.documents.map(({ entity, before, after }) => ({ entity, before, after }));
    const id = store.newId();
    const who = { user: request.user, session: null, mode: null };
    const line = changes.length === 0 ? null : JSON.stringify({ id, at, by: store.by, ...who, changes });
    const manifest = keep(layout, store, request, plan, migration, { id, at, line });
    if (line === null) return { manifest, migration, problems: plan.problems };
    const files = Object.fromEntries(plan.documents.map(({ path, text }) => [path, text]));
    replaceDocumentSet(planIntent(layout), { files, audit: { path: layout.audit, line } });
    return { manifest, migration, problems: plan.problems };
  });
}

function refuseExisting(existing: readonly string[]): void {
  if (existing.length === 0) return;
  throw new BatonError(
    'E_RULE',
    `${existing.length} of them ${existing.length === 1 ? 'is' : 'are'} in the plan already: ${existing.slice(0, 20).join(', ')}${existing.length > 20 ? ' …' : ''}. ` +
      'Use --merge to join them, or rename them in the file. Nothing was written.',
    { existing },
  );
}

// Everything that the way back needs is on disk before anything is changed.
function keep(
  layout: Layout,
  store: StoreContext,
  { source }: MigrationRequest,
  plan: PreparedPlan,
  migration: V1Migration,
  { id, at, line }: { readonly id: string; readonly at: string; readonly line: string | null },
): Manifest {
  const durable = { durable: true } as const;
  const folder = migrationFolder(layout, id);
  const planned = plan.documents.map(({ path, text }) => ({ path, after: checksum(text) }));
  const audit = line === null ? [] : [{ path: layout.audit, after: checksum(auditWith(layout, line)) }];
  replaceFile(join(folder, 'source.json'), source.bytes, durable);
  replaceFile(
    join(folder, 'report.json'),
    formatDocument({ counts: migration.counts, ...migration.report }),
    durable,
  );
  const files = [...planned, ...audit].map(({ path, after }) => {
    const name = inBaton(layout, path);
    if (existsSync(path)) replaceFile(backupOf(layout, id, name), readFileSync(path), durable);
    return { path: name, before: checksumOf(path), after };
  });
  const manifest: Manifest = {
    version: 1,
    id,
    at,
    state: 'begun',
    source: { path: source.path, sha256: checksum(source.bytes) },
    files,
    audit_line: line,
    session: { id: store.newId(), version: null },
  };
  writeManifest(layout, manifest);
  return manifest;
}
