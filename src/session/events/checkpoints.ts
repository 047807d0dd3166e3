import type { EventRules } from '../event-rule.ts';
import { moved, observed } from '../steps.ts';
import { withWork } from '../work-state.ts';

/** Events that mark a place in the log, and that set the work back to one. */
export const checkpointEvents: EventRules<'checkpoint_made' | 'session_rolled_back'> = {
  checkpoint_made: (state, _data, { timestamp }) => {
    const { made } = state.observability.checkpoints;
    return observed(state, { checkpoints: { made: made + 1, last_at: timestamp, changed: false } });
  },

  session_rolled_back: (state, data, { timestamp }) =>
    moved(withWork(state, data.work), { last_activity: timestamp }),
};
