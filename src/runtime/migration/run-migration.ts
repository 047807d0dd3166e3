import { rmSync } from 'node:fs';
import { BatonError } from '../../errors.ts';
import type { StoreContext } from '../../store/append.ts';
import { finishDocumentSet } from '../../store/document-set.ts';
import type { Layout } from '../../store/layout.ts';
import { withLock } from '../../store/lock.ts';
import { openSession } from '../session-streams.ts';
import { planIntent } from '../whole-plan.ts';
import type { Begun, MigrationRequest } from './begin-migration.ts';
import { beginMigration } from './begin-migration.ts';
import { fileStates, removeLeftovers } from './file-states.ts';
import type { Manifest } from './manifest.ts';
import { checksum, migrationFolder, readManifests, removeStillborn, writeManifest } from './manifest.ts';
import { makeSession } from './migrated-session.ts';

/** What a migration did. */
export interface MigrationOutcome extends Begun {
  /** True when this run finished what a killed one had begun. */
  readonly resumed: boolean;
}

/**
 * Migrates: keeps the exact bytes of every file it touches, writes all documents of the plan in one step, then the
 * session. A migration that was killed on the way is finished by running it again with the same file.
 *
 * @throws E_RULE for entities that are there already (unless `merge`), or when another migration is unfinished;
 *   E_INVALID, E_CORRUPT, E_LOCKED. Nothing is then changed.
 */
export function runMigration(
  layout: Layout,
  store: StoreContext,
  request: MigrationRequest,
): MigrationOutcome {
  return withLock(layout.lock('migration'), store, () => {
    const former = unfinished(layout, request);
    const begun = former === undefined ? undefined : resume(layout, store, former);
    if (begun !== undefined) {
      const migration = request.convert(begun.at);
      return finish(layout, store, request, { manifest: begun, migration, problems: [] }, true);
    }
    removeStillborn(layout);
    const at = new Date(store.now()).toISOString();
    return finish(layout, store, request, beginMigration(layout, store, request, at), false);
  });
}

function unfinished(layout: Layout, { source }: MigrationRequest): Manifest | undefined {
  const former = readManifests(layout).find(({ state }) => state === 'begun' || state === 'undoing');
  if (former === undefined) return undefined;
  if (former.state === 'begun' && former.source.sha256 === checksum(source.bytes)) return former;
  const how =
    former.state === 'begun'
      ? `The migration of ${former.source.path} was interrupted. Migrate that file again, or take it back`
      : `The rollback of the migration of ${former.source.path} was interrupted. Finish it first`;
  throw new BatonError('E_RULE', `${how}: baton migrate rollback. Nothing was written.`, {
    migration: former.id,
  });
}

// The manifest of a killed migration that goes on; undefined, and its folder removed, when it had changed nothing.
function resume(layout: Layout, store: StoreContext, manifest: Manifest): Manifest | undefined {
  const states = withLock(layout.lock('plan'), store, () => {
    finishDocumentSet(planIntent(layout));
    removeLeftovers(layout, manifest);
    return fileStates(layout, manifest);
  });
  if (states.every(({ state }) => state === 'after')) return manifest;
  const isUntouched = openSession(layout, manifest.session.id).state.lifecycle.starts === 0;
  if (states.every(({ state }) => state === 'before') && isUntouched) {
    rmSync(migrationFolder(layout, manifest.id), { recursive: true, force: true });
    return undefined;
  }
  const changed = states.filter(({ state }) => state !== 'after').map(({ path }) => path);
  throw new BatonError(
    'E_RULE',
    `A migration was interrupted, and since then these were changed: ${changed.join(', ')}. ` +
      'Take it back first: baton migrate rollback. Nothing was written.',
    { changed },
  );
}

function finish(
  layout: Layout,
  store: StoreContext,
  { place }: MigrationRequest,
  { manifest: begun, migration, problems }: Begun,
  resumed: boolean,
): MigrationOutcome {
  const version = makeSession(layout, store, begun.session.id, migration, place);
  const manifest: Manifest = { ...begun, state: 'done', session: { ...begun.session, version } };
  writeManifest(layout, manifest);
  return { manifest, migration, problems, resumed };
}
