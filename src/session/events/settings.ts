import type { EventRules } from '../event-rule.ts';
import { patchedState } from '../patch.ts';

/** Events by which a person, or a program for them, sets something in a session. */
export const settingEvents: EventRules<'mode_changed' | 'orchestration_set' | 'state_patched'> = {
  mode_changed: (state, data) => ({ ...state, session_info: { ...state.session_info, mode: data.mode } }),

  orchestration_set: (state, data) => ({
    ...state,
    runtime_config: { ...state.runtime_config, orchestration_enabled: data.enabled },
  }),

  // The command that wrote it has checked that the outcome is a state.
  state_patched: (state, data) => patchedState(state, data.operations),
};
