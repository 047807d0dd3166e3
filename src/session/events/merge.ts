import type { EventRules } from '../event-rule.ts';
import { executed, moved, observed } from '../steps.ts';
import { withWork } from '../work-state.ts';

/** Events of two sessions that become one. */
export const mergeEvents: EventRules<'session_merged' | 'session_merged_away'> = {
  session_merged: (state, data, { timestamp }) => {
    const merged = { ...state.observability.merged, [data.from_session]: data.from_version };
    const communication = { ...state.communication, ...data.communication };
    const worked = withWork(state, data.work);
    const task_documents = { ...state.active_work.task_documents, ...data.task_documents };
    const active_work = { ...worked.active_work, task_documents };
    const next = observed({ ...worked, active_work, communication }, { merged });
    return moved(next, { last_activity: timestamp });
  },

  // What it worked on is the other's: to show it twice would have it done twice.
  session_merged_away: (state) => {
    const left = executed(state, { tasks: {} });
    return {
      ...left,
      active_work: {
        ...left.active_work,
        current_epic: null,
        current_sprint: null,
        current_task: null,
        sprint_started_at: null,
        sprint_days: null,
        untracked_tasks: 0,
      },
    };
  },
};
