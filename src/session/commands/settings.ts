import { BatonError } from '../../errors.ts';
import type { SessionEvent } from '../event.ts';
import type { PatchOperation } from '../patch.ts';
import { applyPatch, isSafeLocation } from '../patch.ts';
import type { SessionState } from '../state.ts';
import { SessionStateSchema } from '../state-schema.ts';
import type { SessionMode } from '../view.ts';

/** Sets the mode. Nothing when it is that already. */
export function changeMode(state: SessionState, mode: SessionMode): SessionEvent[] {
  return state.session_info.mode === mode ? [] : [{ type: 'mode_changed', data: { mode } }];
}

/** Switches orchestration on or off for the session. Nothing when it is so already. */
export function setOrchestration(state: SessionState, enabled: boolean): SessionEvent[] {
  if (state.runtime_config.orchestration_enabled === enabled) return [];
  return [{ type: 'orchestration_set', data: { enabled } }];
}

/** What follows from the log of a session and so cannot be set, and what to use instead. */
const DERIVED: readonly {
  readonly place: string;
  readonly instead: string;
  of(state: SessionState): unknown;
}[] = [
  {
    place: 'session_info.mode',
    instead: '`baton session mode MODE`',
    of: (state) => state.session_info.mode,
  },
  {
    place: 'session_info',
    instead: 'only session_info.label and session_info.teams; the rest says who the session is',
    of: (state) => ({ ...state.session_info, label: null, teams: [] }),
  },
  {
    place: 'lifecycle',
    instead: '`baton session close` or `baton session heartbeat`',
    of: (state) => state.lifecycle,
  },
  {
    place: 'observability',
    instead: 'nothing: it is counted from what happened',
    of: (state) => state.observability,
  },
  {
    place: 'active_work.task_documents',
    instead: '`baton task doc`, `baton task log` or `baton task verify`',
    of: (state) => state.active_work.task_documents,
  },
  {
    place: 'communication',
    instead: '`baton session note`, `baton session acknowledge` or `baton session handoff`',
    of: ({ communication: { handoffs, notes, constraints } }) => ({ handoffs, notes, constraints }),
  },
  {
    place: 'runtime_config.orchestration_enabled',
    instead: '`baton session enable` or `baton session disable`',
    of: (state) => state.runtime_config.orchestration_enabled,
  },
];

/** How large a folded state may be, as JSON in UTF-8 (PRODUCT S7). What hooks record keeps itself far below it. */
export const MOST_STATE_BYTES = 1_048_576;

/**
 * Changes a session's state at places that may be set, all of them or none.
 *
 * @throws E_RULE for a place that follows from the log, and for more than the state may hold; E_INVALID when the
 *   state would no longer have its shape, naming the field.
 */
export function patchState(state: SessionState, operations: readonly PatchOperation[]): SessionEvent[] {
  for (const operation of operations) refuseUnsafe(operation);
  // Measured against what this Baton knows of the state: a newer one may have written more, in any order.
  const known = SessionStateSchema.safeParse(state).data ?? state;
  const next = applyPatch(known, operations);
  const checked = SessionStateSchema.safeParse(next);
  if (!checked.success) {
    const issue = checked.error.issues[0];
    throw new BatonError(
      'E_INVALID',
      `The change does not fit the session's state: ${issue?.path.join('.') ?? '$'}: ${issue?.message ?? 'wrong shape'}. ` +
        'Nothing was written. Free values belong under runtime_config.values.',
      { path: issue?.path },
    );
  }
  const lost = unknownPlace(next, checked.data, []);
  if (lost !== undefined) {
    throw new BatonError(
      'E_INVALID',
      `${lost} is not a field of a session's state. Nothing was written. Free values belong under runtime_config.values.`,
      { path: lost },
    );
  }
  refuseDerived(known, checked.data);
  refuseTooLarge(checked.data);
  return JSON.stringify(checked.data) === JSON.stringify(known)
    ? []
    : [{ type: 'state_patched', data: { operations: [...operations] } }];
}

function refuseUnsafe(operation: PatchOperation): void {
  if (operation.at.length > 0 && isSafeLocation(operation.at)) return;
  const place = operation.at.join('.') || '$';
  throw new BatonError(
    'E_INVALID',
    `${place} cannot be changed. Name a field, for example active_work.current_sprint.`,
  );
}

function refuseTooLarge(state: SessionState): void {
  const bytes = new TextEncoder().encode(JSON.stringify(state)).length;
  if (bytes <= MOST_STATE_BYTES) return;
  throw new BatonError(
    'E_RULE',
    `The session's state would take ${bytes} bytes; the most is ${MOST_STATE_BYTES}. Nothing was written. ` +
      'Keep large values in a file and its path here, or delete what is no longer needed under runtime_config.values.',
    { bytes },
  );
}

function refuseDerived(before: SessionState, after: SessionState): void {
  for (const { place, instead, of } of DERIVED) {
    if (JSON.stringify(of(before)) === JSON.stringify(of(after))) continue;
    throw new BatonError(
      'E_RULE',
      `${place} follows from the session's log and cannot be set. Use ${instead}.`,
      { path: place },
    );
  }
}

function unknownPlace(wanted: unknown, kept: unknown, at: readonly string[]): string | undefined {
  if (typeof wanted !== 'object' || wanted === null || typeof kept !== 'object' || kept === null)
    return undefined;
  const parts = new Map(Object.entries(kept));
  for (const [key, part] of Object.entries(wanted)) {
    if (!parts.has(key)) return part === undefined ? undefined : [...at, key].join('.');
    const below = unknownPlace(part, parts.get(key), [...at, key]);
    if (below !== undefined) return below;
  }
  return undefined;
}
