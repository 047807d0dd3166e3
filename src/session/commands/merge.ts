import { BatonError } from '../../errors.ts';
import { own } from '../../own-field.ts';
import type { SessionEvent } from '../event.ts';
import { mergedDocuments, mergeWork } from '../merge-sessions.ts';
import type { MergeConflict, MergePreference } from '../merge-tasks.ts';
import type { SessionState } from '../state.ts';
import { isIdle, workPatch } from '../work-state.ts';
import { endSession } from './life.ts';

/** Both sides of a merge: what is written to the session that takes, and to the one that gives. */
export interface Merge {
  readonly into: readonly SessionEvent[];
  readonly from: readonly SessionEvent[];
  readonly conflicts: readonly MergeConflict[];
  /** The state of the session that takes, as it will be. */
  readonly state: SessionState;
}

/**
 * Joins the work of `from`, whose log has `fromVersion` records, to that of `into`, and ends `from`. A merge that
 * was cut off between the two is finished: nothing is joined twice.
 *
 * @throws E_RULE naming what they say differently, unless `prefer` says who decides; E_RULE for a session and itself.
 */
export function mergeSession(
  from: SessionState,
  fromVersion: number,
  into: SessionState,
  prefer: MergePreference | null,
): Merge {
  const [theirs, ours] = [from.session_info, into.session_info];
  if (theirs.id === ours.id)
    throw new BatonError('E_RULE', `Session #${ours.number} cannot be merged into itself.`);
  const isJoined = own(into.observability.merged, theirs.id) === fromVersion;
  const { state, conflicts } = isJoined
    ? { state: into, conflicts: [] }
    : mergeWork(from, into, prefer ?? 'into');
  if (conflicts.length > 0 && prefer === null) throw refusal(theirs.number, ours.number, conflicts);
  const { messages, events, notes, constraints } = state.communication;
  const joined: Extract<SessionEvent, { type: 'session_merged' }> = {
    type: 'session_merged',
    data: {
      from_session: theirs.id,
      from_number: theirs.number,
      from_version: fromVersion,
      work: workPatch(into, state),
      task_documents: mergedDocuments(from, into),
      communication: { messages, events, notes, constraints },
    },
  };
  const away: SessionEvent = {
    type: 'session_merged_away',
    data: { into_session: ours.id, into_number: ours.number },
  };
  const closing = from.lifecycle.status === 'dormant' ? [] : endSession(from, 'merged');
  const isNothing =
    isIdle(into, joined.data.work) &&
    Object.keys(from.active_work.task_documents).length === 0 &&
    JSON.stringify(into.communication) === JSON.stringify(state.communication);
  return { into: isJoined || isNothing ? [] : [joined], from: [away, ...closing], conflicts, state };
}

/** How many conflicts a refusal names. */
const NAMED = 8;

function refusal(from: number, into: number, conflicts: readonly MergeConflict[]): BatonError {
  const named = conflicts
    .slice(0, NAMED)
    .map((one) => `${one.place} (#${from}: ${said(one.from)}; #${into}: ${said(one.into)})`);
  const rest = conflicts.length - named.length;
  return new BatonError(
    'E_RULE',
    `The sessions #${from} and #${into} say different things of ${named.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}. ` +
      'Nothing was written. Say who decides: --prefer from, --prefer into, or --prefer newest (who changed it last).',
    { conflicts },
  );
}

function said(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
}
