import { locate, lookUp } from '../../../src/cli/json-place.ts';
import { initialSessionState } from '../../../src/session/state.ts';
import { mutatedText } from '../mutate.ts';
import type { Target } from '../target.ts';
import { finding, isUnforeseen } from '../target.ts';

const PATHS = [
  "$.execution.tasks[?@.status=='blocked'].id",
  'active_work.current_sprint',
  '$..*',
  '$.session_info["mode"]',
  '$.active_work.execution_state.tasks[*].blockers[0:5:2]',
  "$[?length(@.a) > 1 && match(@.b, 'a.*b')]",
  '$.a[?@.b == $.c || !@.d]',
  '$[-1]',
  'a.0.b.__proto__',
] as const;

/** Paths as people type them, mutated: each is looked up or refused with a reason. */
export const jsonPaths: Target = {
  name: 'JSONPath and dotted places',
  cases: 20_000,
  prepare: async () => {
    const root = JSON.parse(JSON.stringify(initialSessionState()));
    return {
      attempt: (chance) => {
        let path: string = chance.pick(PATHS);
        for (let times = 1 + chance.below(3); times > 0; times--) path = mutatedText(path, chance);
        for (const ask of [() => lookUp(root, path), () => locate(root, path)]) {
          try {
            ask();
          } catch (error) {
            if (isUnforeseen(error)) return finding(error, path);
          }
        }
        return undefined;
      },
    };
  },
};
