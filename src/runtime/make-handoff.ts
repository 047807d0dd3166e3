import type { Handoff, HandoffReason } from '../continuity/handoff.ts';
import { buildHandoff, currentTask } from '../continuity/handoff.ts';
import { markHandoff, nextHandoff } from '../session/commands/continuity.ts';
import type { EventData } from '../session/event.ts';
import type { SessionState } from '../session/state.ts';
import type { StoreContext } from '../store/append.ts';
import type { Layout } from '../store/layout.ts';
import type { GitFacts } from './git-facts.ts';
import { newestSequence, writeHandoff } from './handoff-files.ts';
import { changeSession, openShared } from './session-streams.ts';
import { readTaskGlance } from './task-glance-file.ts';

const MOST_PATHS = 50;

/** A handoff that is to be made. */
export interface HandoffOrder {
  readonly reason: HandoffReason;
  readonly to_session: string | null;
  readonly git: GitFacts | undefined;
}

/** The handoff of the session with `state` as it stands now. Writes nothing. */
export function composeHandoff(
  layout: Layout,
  now: number,
  state: SessionState,
  { reason, to_session, git }: HandoffOrder,
): Handoff {
  const task = currentTask(state);
  return buildHandoff({
    state,
    sequence: nextHandoff(state),
    reason,
    to_session,
    timestamp: new Date(now).toISOString(),
    git: git === undefined ? null : gitOf(git),
    decided: decidedSince(layout, state.session_info.created_at),
    glance: task === null ? null : readTaskGlance(layout, task),
    root: layout.root,
  });
}

/**
 * Makes the handoff of the session with `state`: two files on disk, then the event that names them. Of several
 * processes that make the same one, the first is counted; the files are equal but for the moment.
 */
export function makeHandoff(
  layout: Layout,
  store: StoreContext,
  state: SessionState,
  order: HandoffOrder,
): Handoff {
  const composed = composeHandoff(layout, store.now(), state, order);
  const handoff = { ...composed, sequence: freeSequence(layout, state, composed) };
  writeHandoff(layout, handoff);
  const { sequence, reason, to_session, git } = handoff;
  changeSession(
    layout,
    handoff.from_session,
    store,
    (current) => markHandoff(current, { sequence, reason, to_session, git }),
    { expect: 'version', durable: true },
  );
  return handoff;
}

// A session that was rolled back may count again from where it was: what lies on disk keeps its number. A handoff that
// others make in its stead they make at the same time, and with one number.
function freeSequence(layout: Layout, { session_info }: SessionState, { sequence, reason }: Handoff): number {
  if (reason === 'crash' || reason === 'late') return sequence;
  return Math.max(sequence, newestSequence(layout, session_info.number, session_info.id) + 1);
}

function gitOf({ branch, head, uncommitted, stashes }: GitFacts): EventData<'handoff_made'>['git'] {
  return { branch, head, uncommitted: withoutOwn(uncommitted).slice(0, MOST_PATHS), stashes };
}

/** Paths without those of Baton's own folder: its bookkeeping is nobody's unfinished work. */
export function withoutOwn(paths: readonly string[]): string[] {
  return paths.filter((path) => !path.startsWith('.baton/'));
}

// A shared log that cannot be read costs the handoff its votes, not its existence.
function decidedSince(layout: Layout, since: string): { readonly title: string; readonly option: string }[] {
  try {
    const { decisions } = openShared(layout).state.decisions;
    return decisions.flatMap(({ title, outcome }) =>
      outcome?.option == null || outcome.at < since ? [] : [{ title, option: outcome.option }],
    );
  } catch {
    return [];
  }
}
