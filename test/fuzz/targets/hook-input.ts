import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { routeHook } from '../../../hooks/router.ts';
import { parseHookInput } from '../../../src/runtime/hook-input.ts';
import { initProject } from '../../../src/runtime/init-project.ts';
import { layoutOf } from '../../../src/store/layout.ts';
import { identifyProcess } from '../../../src/store/process-identity.ts';
import { storeContext } from '../../helpers/ledger.ts';
import { mutatedJson } from '../mutate.ts';
import type { Target } from '../target.ts';
import { finding, isUnforeseen } from '../target.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/hooks');

/** The recorded payloads of every event, mutated. What is thrown would be noted and end in exit 0 (hooks/hook.ts). */
export const hookInput: Target = {
  name: 'hook payloads',
  cases: 25_000,
  prepare: async (folder) => {
    initProject(folder);
    const layout = layoutOf(folder);
    const names = readdirSync(FIXTURES).filter((name) => name.endsWith('.json'));
    const payloads = names.map(
      (name): Record<string, unknown> => JSON.parse(readFileSync(join(FIXTURES, name), 'utf8')),
    );
    const client = identifyProcess(process.pid);
    return {
      attempt: async (chance) => {
        const payload = { ...payloads[chance.below(payloads.length)] };
        const event = String(payload.hook_event_name);
        payload.session_id = `s-${chance.below(30)}`;
        payload.cwd = folder;
        // An agent's transcript that is not there is waited for: 0.6 s, which is no place for thousands of cases.
        if (!chance.percent(1)) delete payload.agent_transcript_path;
        const text = mutatedJson(payload, chance);
        const input = parseHookInput(text);
        if (input === undefined) return undefined;
        try {
          const reply = await routeHook({
            event,
            // The transcript of a mutated payload may be any file of this machine; it is only ever read.
            input: { ...input, cwd: folder },
            layout,
            env: { HOME: folder, CLAUDE_PROJECT_DIR: folder },
            store: storeContext({ by: `hook:${event}`, patienceMs: 100 }),
            client: () => client,
          });
          if (reply.stdout !== '') JSON.parse(reply.stdout);
          return undefined;
        } catch (error) {
          return isUnforeseen(error) ? finding(error, text) : undefined;
        }
      },
    };
  },
};
