import type { DocumentEdit } from '../documents/document-edit.ts';
import { verifyFeature } from '../session/commands/task-documents.ts';
import type { SessionEvent } from '../session/event.ts';
import type { Verdict } from './evidence-gate.ts';
import { endOf } from './evidence-gate.ts';

/** A feature that a check has proven: in which task, seen by which session, and when that was written down. */
export interface Proof {
  readonly task_id: string;
  readonly feature_id: string;
  readonly check: Extract<Verdict, { proven: true }>['check'];
  readonly session: string;
  /** ISO-8601. */
  readonly now: string;
}

/**
 * What a proof comes to, for the command line and for the hook alike: the feature passes in the document, with its
 * evidence, and the session records that it was verified.
 */
export function provenFeature({ task_id, feature_id, check, session, now }: Proof): {
  readonly edits: readonly DocumentEdit[];
  readonly events: SessionEvent[];
} {
  const { command, tree } = check;
  const evidence = { by: 'check' as const, at: now, session, command, ...(tree === null ? {} : { tree }) };
  return {
    edits: [{ edit: 'set_feature', id: feature_id, passes: true, tested_at: endOf(check), evidence }],
    events: verifyFeature({
      task_id,
      feature_id,
      by: 'check',
      command,
      checked_at: endOf(check),
      tree,
      reason: null,
    }),
  };
}
