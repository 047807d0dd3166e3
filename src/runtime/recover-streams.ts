import { existsSync, readdirSync } from 'node:fs';
import { own } from '../own-field.ts';
import type { StoreContext } from '../store/append.ts';
import { transact } from '../store/append.ts';
import type { Projection } from '../store/cursor.ts';
import type { Layout } from '../store/layout.ts';
import { withLock } from '../store/lock.ts';
import type { Mended } from '../store/mend-stream.ts';
import { mendStream } from '../store/mend-stream.ts';
import { isSafeId } from '../store/safe-id.ts';
import type { StreamDamage } from '../store/stream-damage.ts';
import { inspectStream } from '../store/stream-damage.ts';
import { openSession, openShared, sessionProjection, sharedProjection } from './session-streams.ts';

/** The name of the stream that all sessions share. */
export const SHARED_STREAM = 'shared';

/** One stream, what was found in it, and what was done; `mended` is null where nothing was done yet. */
export interface StreamRecovery {
  /** A session's id, or `shared`. */
  readonly stream: string;
  readonly damage: StreamDamage;
  readonly mended: Mended | null;
}

/** The ids of all sessions whose folder is there, known to the project or not. */
export function sessionFolders(layout: Layout): string[] {
  return existsSync(layout.sessions) ? readdirSync(layout.sessions).filter(isSafeId).sort() : [];
}

/** What is damaged in a stream. Reads only. */
export function inspectNamed(layout: Layout, stream: string): StreamRecovery {
  return { stream, damage: inspectStream(directoryOf(layout, stream)), mended: null };
}

/** Mends a stream; see `mendStream`. One recovery at a time. @throws E_LOCKED; the system's error. */
export function recoverNamed(layout: Layout, store: StoreContext, stream: string): StreamRecovery {
  const directory = directoryOf(layout, stream);
  return withLock(layout.lock('recover'), store, () => {
    const damage = inspectStream(directory);
    const mend = <State>(projection: Projection<State>) =>
      mendStream(directory, projection, damage, store.now());
    const mended = stream === SHARED_STREAM ? mend(sharedProjection) : mend(sessionProjection);
    return { stream, damage, mended };
  });
}

/**
 * Enters sessions in the list of all whose entry was lost with a damaged record of the shared log; each keeps the
 * number that its own log says, where that is still free. Gives their ids.
 */
export function reenterSessions(layout: Layout, store: StoreContext): string[] {
  const { registry } = openShared(layout).state;
  const lost = sessionFolders(layout).filter((id) => own(registry.sessions, id) === undefined);
  const entered: string[] = [];
  for (const id of lost) {
    const { lifecycle, session_info } = openSession(layout, id).state;
    if (lifecycle.starts === 0) continue;
    transact(layout.shared, sharedProjection, store, { expect: 'version', durable: true }, (state) => {
      const taken = Object.values(state.registry.sessions).map(({ number }) => number);
      const isFree = session_info.number > 0 && !taken.includes(session_info.number);
      const number = isFree ? session_info.number : state.registry.last_number + 1;
      return [{ type: 'session_registered', data: { session_id: id, number } }];
    });
    entered.push(id);
  }
  return entered;
}

function directoryOf(layout: Layout, stream: string): string {
  return stream === SHARED_STREAM ? layout.shared : layout.session(stream);
}
