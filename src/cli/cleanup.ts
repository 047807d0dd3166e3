import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { readRoster } from '../runtime/roster.ts';
import { changeSession, sharedProjection } from '../runtime/session-streams.ts';
import { closeCrashed, endSession } from '../session/commands/life.ts';
import { archiveSession } from '../session/registry.ts';
import { transact } from '../store/append.ts';
import { withLock } from '../store/lock.ts';
import type { CommandContext } from './command-context.ts';

/** The ids of the sessions that were closed and archived. */
export interface CleanupOutcome {
  readonly closed: readonly string[];
  readonly archived: readonly string[];
}

const DAY_MS = 86_400_000;

/**
 * Closes the sessions that crashed or expired, and moves the folders of those that ended more than `days`
 * days ago to `.baton/archive/`. Nothing is deleted.
 */
export function cleanUpSessions(context: CommandContext, days: number, dryRun: boolean): CleanupOutcome {
  const { layout, store, host } = context;
  const roster = readRoster(layout, host.now());
  const toClose = roster.filter(({ view, liveness }) => view.status !== 'dormant' && liveness !== 'live');
  const toArchive = roster.filter(
    ({ view, liveness }) =>
      liveness !== 'live' && host.now() - Date.parse(view.last_activity) > days * DAY_MS,
  );
  if (!dryRun) {
    for (const { view, liveness } of toClose) {
      changeSession(layout, view.session_id, store, (state) => {
        if (state.lifecycle.status === 'dormant') return [];
        return liveness === 'crashed' ? closeCrashed(state, 'cleanup') : endSession(state, 'expired');
      });
    }
    withLock(layout.lock('archive'), store, () => {
      mkdirSync(layout.archive, { recursive: true, mode: 0o700 });
      for (const { view } of toArchive) {
        renameSync(layout.session(view.session_id), freePlace(layout.archive, view.session_id));
        transact(layout.shared, sharedProjection, store, { expect: 'version', durable: true }, (state) =>
          archiveSession(state.registry, view.session_id),
        );
      }
    });
  }
  return {
    closed: toClose.map(({ view }) => view.session_id),
    archived: toArchive.map(({ view }) => view.session_id),
  };
}

// A session may be taken up again by the client after it was archived, and be archived again.
function freePlace(archive: string, id: string): string {
  for (let again = 1; ; again++) {
    const path = join(archive, again === 1 ? id : `${id}.${again}`);
    if (!existsSync(path)) return path;
  }
}
