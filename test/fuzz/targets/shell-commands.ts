import { mayCommit, readCheck } from '../../../src/continuity/check-command.ts';
import { coverageIn } from '../../../src/continuity/coverage.ts';
import { mutatedText } from '../mutate.ts';
import type { Target } from '../target.ts';
import { finding } from '../target.ts';

const COMMANDS = [
  'npm test -- --coverage',
  'cd packages/api && CI=1 npx vitest run test/unit',
  "git commit -m 'fix: it' && git push",
  'pytest -q tests | tail -5 || true',
  'for f in a b; do (cd $f; cargo test --all); done',
  'bash -lc "make check; echo done"',
  "cat <<'EOF' > a.sh\nnpm test\nEOF",
  'All files |   87.5 |    80 |   90 |  87.5 |',
] as const;

/** Command lines as models write them, mutated: whether one was a check or a commit is answered, never thrown. */
export const shellCommands: Target = {
  name: 'shell commands',
  cases: 20_000,
  prepare: async () => ({
    attempt: (chance) => {
      let command: string = chance.pick(COMMANDS);
      for (let times = chance.below(4); times > 0; times--)
        command = mutatedText(command, chance).slice(0, 50_000);
      try {
        readCheck(command, [{ pattern: 'check', kind: 'test' }]);
        mayCommit(command);
        const coverage = coverageIn(command);
        return coverage === null || (coverage >= 0 && coverage <= 100)
          ? undefined
          : finding(`a coverage of ${coverage}`, command);
      } catch (error) {
        return finding(error, command);
      }
    },
  }),
};
