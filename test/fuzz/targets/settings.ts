import { writeFileSync } from 'node:fs';
import { loadConfig } from '../../../src/runtime/config.ts';
import { DEFAULT_CONFIG } from '../../../src/runtime/config-schema.ts';
import { readHookSettings } from '../../../src/runtime/hook-settings.ts';
import { initProject } from '../../../src/runtime/init-project.ts';
import { layoutOf } from '../../../src/store/layout.ts';
import { mutatedJson } from '../mutate.ts';
import type { Target } from '../target.ts';
import { finding } from '../target.ts';

/** The settings file with anything in it: the last good settings hold, for the command line and for hooks. */
export const settings: Target = {
  name: 'settings',
  cases: 10_000,
  prepare: async (folder) => {
    initProject(folder);
    const layout = layoutOf(folder);
    return {
      attempt: (chance) => {
        const text = mutatedJson(DEFAULT_CONFIG, chance);
        writeFileSync(layout.config, text);
        try {
          loadConfig(layout);
          const { agents_per_session, live_sessions } = readHookSettings(layout);
          if (agents_per_session >= 1 && live_sessions >= 1) return undefined;
          return finding(`limits of ${agents_per_session} and ${live_sessions}`, text);
        } catch (error) {
          return finding(error, text);
        }
      },
    };
  },
};
