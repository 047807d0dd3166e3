import * as z from 'zod/mini';
import { when } from '../event-rule.ts';
import { applyPatch, patchOperationSchema } from '../patch.ts';
import { sessionStateSchema } from '../state.ts';
import { SESSION_MODES } from '../view.ts';

/** Events by which a person, or a program for them, sets something in a session. */
export const settingEvents = {
  mode_changed: when(
    () => z.object({ mode: z.enum(SESSION_MODES) }),
    (state, data) => ({ ...state, session_info: { ...state.session_info, mode: data.mode } }),
  ),

  orchestration_set: when(
    () => z.object({ enabled: z.boolean() }),
    (state, data) => ({
      ...state,
      runtime_config: { ...state.runtime_config, orchestration_enabled: data.enabled },
    }),
  ),

  state_patched: when(
    () => z.object({ operations: z.array(patchOperationSchema()) }),
    (state, data) => {
      const patched = sessionStateSchema().safeParse(applyPatch(state, data.operations));
      return patched.success ? patched.data : state;
    },
  ),
};
