import type { EventData, SessionEvent } from '../event.ts';
import { excerptOf } from '../excerpt.ts';
import type { SessionState } from '../state.ts';

/** How much of a command and of a commit's subject is kept. */
const COMMAND_CHARACTERS = 300;
const SUBJECT_CHARACTERS = 200;

/** A check that ran, once: a call that is told twice counts once. Its command is kept without secrets. */
export function observeCheck(state: SessionState, check: EventData<'check_observed'>): SessionEvent[] {
  const isKnown =
    check.tool_use_id !== null &&
    state.observability.checks.some(({ tool_use_id }) => tool_use_id === check.tool_use_id);
  if (isKnown) return [];
  return [
    {
      type: 'check_observed',
      data: { ...check, command: excerptOf(check.command, COMMAND_CHARACTERS) },
    },
  ];
}

/** A check that proves nothing, and why: told to whoever asks for its evidence. */
export function doubtCheck(check: EventData<'check_doubted'>): SessionEvent[] {
  return [
    { type: 'check_doubted', data: { ...check, command: excerptOf(check.command, COMMAND_CHARACTERS) } },
  ];
}

/** The commits of `found` (oldest first) that the session does not know yet. Their subjects are kept without secrets. */
export function observeCommits(
  state: SessionState,
  found: readonly EventData<'commit_observed'>[],
): SessionEvent[] {
  const known = new Set(state.observability.commits.map(({ hash }) => hash));
  return found
    .filter(({ hash }) => !known.has(hash))
    .map((commit) => ({
      type: 'commit_observed',
      data: { ...commit, subject: excerptOf(commit.subject, SUBJECT_CHARACTERS) },
    }));
}

/** The commit that is checked out, when it is another than the session knew. Nothing where there is none. */
export function observeHead(state: SessionState, head: string | null): SessionEvent[] {
  if (head === null || head === state.observability.head) return [];
  return [{ type: 'head_observed', data: { head } }];
}
