import { own } from '../../own-field.ts';
import type { EventRules } from '../event-rule.ts';
import type { SessionState, TaskDocumentState } from '../state.ts';
import { moved } from '../steps.ts';

/** Events of the task documents. The state keeps what others ask for often: the last entry, and what was verified. */
export const taskDocumentEvents: EventRules<
  | 'task_document_made'
  | 'progress_logged'
  | 'feature_added'
  | 'feature_verified'
  | 'feature_claimed'
  | 'chain_output_written'
  | 'chain_inputs_staled'
> = {
  task_document_made: (state, { task_id }, { timestamp }) => changed(state, task_id, timestamp, {}),

  progress_logged: (state, { task_id, ...entry }, { timestamp }) =>
    changed(state, task_id, timestamp, {
      entries: documentOf(state, task_id).entries + 1,
      last_progress: { at: timestamp, ...entry },
    }),

  feature_added: (state, { task_id }, { timestamp }) => changed(state, task_id, timestamp, {}),

  feature_verified: (state, { task_id, feature_id, by }, { timestamp }) =>
    changed(state, task_id, timestamp, {
      verified: { ...documentOf(state, task_id).verified, [feature_id]: { by, at: timestamp } },
    }),

  feature_claimed: (state, { task_id, feature_id }, { timestamp }) => {
    const { [feature_id]: _taken, ...verified } = documentOf(state, task_id).verified;
    return changed(state, task_id, timestamp, { verified });
  },

  chain_output_written: (state, { task_id }, { timestamp }) => changed(state, task_id, timestamp, {}),

  chain_inputs_staled: (state, { task_id }, { timestamp }) => changed(state, task_id, timestamp, {}),
};

const UNKNOWN: TaskDocumentState = { entries: 0, last_progress: null, verified: {} };

function documentOf(state: SessionState, taskId: string): TaskDocumentState {
  return own(state.active_work.task_documents, taskId) ?? UNKNOWN;
}

function changed(
  state: SessionState,
  taskId: string,
  at: string,
  change: Partial<TaskDocumentState>,
): SessionState {
  const work = state.active_work;
  const documents = { ...work.task_documents, [taskId]: { ...documentOf(state, taskId), ...change } };
  return moved({ ...state, active_work: { ...work, task_documents: documents } }, { last_activity: at });
}
