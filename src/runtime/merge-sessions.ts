import { forwardMessages } from '../messaging/messages.ts';
import { evolveClaims } from '../session/claims.ts';
import type { Merge } from '../session/commands/merge.ts';
import { mergeSession } from '../session/commands/merge.ts';
import { evolveManyClaims, moveClaims } from '../session/many-claims.ts';
import type { MergePreference } from '../session/merge-tasks.ts';
import { initialSessionState } from '../session/state.ts';
import { claimsForWork } from '../session/work-claims.ts';
import type { StoreContext } from '../store/append.ts';
import { transact } from '../store/append.ts';
import type { Layout } from '../store/layout.ts';
import { changeSession, openSession, sharedProjection } from './session-streams.ts';

const DURABLE = { expect: 'version', durable: true } as const;

/** What a merge of two sessions would write. @throws as `mergeSession`. */
export function previewMerge(
  layout: Layout,
  from: string,
  into: string,
  prefer: MergePreference | null,
): Merge {
  const giving = openSession(layout, from);
  return mergeSession(giving.state, giving.version, openSession(layout, into).state, prefer);
}

/**
 * Joins one session's work to another's, moves its claims and its waiting messages there, and closes it. Each log
 * takes one record; killed in between, the same command again ends it and joins nothing twice.
 *
 * @throws as `mergeSession`; E_LOCKED.
 */
export function mergeSessions(
  layout: Layout,
  store: StoreContext,
  from: string,
  into: string,
  prefer: MergePreference | null,
): Merge {
  const giving = openSession(layout, from);
  const before = openSession(layout, into).state;
  let merge = mergeSession(giving.state, giving.version, before, prefer);
  const { state } = changeSession(
    layout,
    into,
    store,
    (current) => {
      merge = mergeSession(giving.state, giving.version, current, prefer);
      return merge.into;
    },
    DURABLE,
  );
  transact(layout.shared, sharedProjection, store, DURABLE, ({ claims, messaging }) => {
    const moved = moveClaims(claims, from, into);
    const timestamp = new Date(store.now()).toISOString();
    const there = moved.reduce(
      (current, event) =>
        evolveManyClaims(evolveClaims(current, { ...event, timestamp }), { ...event, timestamp }),
      claims,
    );
    return [
      ...moved,
      ...claimsForWork(there, into, initialSessionState(), state).events,
      ...forwardMessages(messaging, from, into),
    ];
  });
  changeSession(layout, from, store, () => merge.from, DURABLE);
  return merge;
}
