import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayCommit, readCheck } from '../../../src/continuity/check-command.ts';

describe('a command that checks', () => {
  it.each([
    ['npm test', 'test'],
    ['npm t', 'test'],
    ['npm run test:unit -- --grep order', 'test'],
    ['npm --prefix web run test', 'test'],
    ['pnpm test', 'test'],
    ['pnpm -r run lint', 'lint'],
    ['pnpm exec vitest run', 'test'],
    ['yarn test', 'test'],
    ['yarn workspace web lint', 'lint'],
    ['bun test', 'test'],
    ['bunx vitest', 'test'],
    ['deno task test', 'test'],
    ['npx vitest run test/unit/a.test.ts', 'test'],
    ['npx --yes jest', 'test'],
    ['./node_modules/.bin/jest', 'test'],
    ['node --test', 'test'],
    ['node --import tsx --test test/', 'test'],
    ['npx tsc --noEmit', 'types'],
    ['npm run typecheck', 'types'],
    ['npm run type-check', 'types'],
    ['npm run build', 'build'],
    ['npm run check', 'other'],
    ['npx eslint .', 'lint'],
    ['npx biome check .', 'lint'],
    ['npx prettier --check .', 'lint'],
    ['pytest -q tests/test_a.py', 'test'],
    ['python3 -m pytest', 'test'],
    ['python3.12 -m unittest discover', 'test'],
    ['poetry run pytest', 'test'],
    ['uv run pytest -x', 'test'],
    ['coverage run -m pytest', 'test'],
    ['mypy src', 'types'],
    ['ruff check .', 'lint'],
    ['go test ./...', 'test'],
    ['go vet ./...', 'lint'],
    ['go build ./...', 'build'],
    ['cargo test --all', 'test'],
    ['cargo nextest run', 'test'],
    ['cargo check', 'types'],
    ['cargo clippy -- -D warnings', 'lint'],
    ['mvn -q test', 'test'],
    ['./mvnw verify', 'test'],
    ['./gradlew test', 'test'],
    ['./gradlew :app:testDebug test', 'test'],
    ['bundle exec rspec spec/a_spec.rb', 'test'],
    ['bin/rails test', 'test'],
    ['vendor/bin/phpunit', 'test'],
    ['composer test', 'test'],
    ['dotnet test', 'test'],
    ['mix test', 'test'],
    ['swift test', 'test'],
    ['flutter test', 'test'],
    ['make test', 'test'],
    ['make -C server lint', 'lint'],
    ['just test', 'test'],
    ['ctest --output-on-failure', 'test'],
    ['bats test', 'test'],
    ['timeout 60 npm test', 'test'],
    ['timeout -k 5 60s npm test', 'test'],
    ['CI=1 FORCE_COLOR=0 npm test', 'test'],
    ['env CI=1 npm test', 'test'],
    ['time npm test', 'test'],
    ['npm test 2>&1', 'test'],
    ['npm test > out.txt 2>&1', 'test'],
    ['cd web && npm test', 'test'],
    ['cd web; npm test', 'test'],
    ['source .venv/bin/activate && pytest', 'test'],
    ['npm run lint && npm test', 'test'],
    ['npm run build && npm run lint', 'build'],
    ['npm test && echo "all good"', 'test'],
    ['set -o pipefail; npm test | tail -5', 'test'],
    ['set -euo pipefail && npm test 2>&1 | tail -5', 'test'],
    ['echo y | npm test', 'test'],
    ['npm test # the whole suite', 'test'],
    ['npm \\\n  test', 'test'],
  ] as const)('%s is a check of kind %s whose exit code is its own', (command, kind) => {
    expect(readCheck(command)).toEqual({ kind, doubt: null });
  });

  it.each([
    ['npm test | tail -20', 'the exit code is that of "tail" at the end of the pipe'],
    ['npm test 2>&1 | tee log | grep ok', 'the exit code is that of "grep" at the end of the pipe'],
    ['npm test || true', 'with "||" the command ends well when the check fails'],
    ['true || npm test', 'with "||" the command ends well when the check fails'],
    ['npm test; echo ok', 'the exit code is that of the command behind it'],
    ['npm test\necho $?', 'the exit code is that of the command behind it'],
    ['npm test && echo a; echo b', 'the exit code is that of the command behind it'],
    ['npm test &', 'it went to the background with "&"'],
    ['! npm test', '"!" turns its exit code round'],
    ['exit 0; npm test', '"exit" stands before it'],
    ['trap "exit 0" EXIT; npm test', '"trap" stands before it'],
    ['alias npm=true; npm test', '"alias" stands before it'],
    ['npm(){ :; }; npm test', 'it is more than a plain list of commands'],
    ['if npm test; then echo ok; fi', 'it is more than a plain list of commands'],
    ['(npm test)', 'it is more than a plain list of commands'],
    ['{ npm test; true; }', 'it is more than a plain list of commands'],
    ['for i in 1 2; do npm test; done', 'it is more than a plain list of commands'],
    ['npm test -- --help', 'it only asks'],
    ['npx vitest --version', 'it only asks'],
    ['pytest --collect-only', 'it only asks'],
    ['cargo test --no-run', 'it only asks'],
    ['jest --passWithNoTests', 'it passes when there is nothing to run'],
    ['npm run test --if-present', 'it passes when there is nothing to run'],
    ['mvn verify -DskipTests', 'it passes when something fails'],
    ['make -n test', 'make was told not to run, or not to care'],
    ['make -i test', 'make was told not to run, or not to care'],
  ])('%s proves nothing: %s', (command, doubt) => {
    expect(readCheck(command)).toMatchObject({ doubt });
  });

  it.each([
    'ls -la',
    'echo npm test',
    "echo 'npm test'",
    'cat test/a.test.ts',
    'grep -rn test src',
    'git commit -m "npm test"',
    'npm install',
    'npm ci',
    'npm run dev',
    'mkdir -p test && touch test/a',
    'cargo run',
    'go run .',
    'make',
    'baton task verify t1 f1',
    '',
    '   ',
    '# npm test',
  ])('%j is none', (command) => {
    expect(readCheck(command)).toBeUndefined();
  });

  it('may be one of the project’s own', () => {
    const own = [{ pattern: './scripts/verify.sh', kind: 'test' as const }];
    expect(readCheck('./scripts/verify.sh --all', own)).toEqual({ kind: 'test', doubt: null });
    expect(readCheck('cd a && ./scripts/verify.sh', own)).toEqual({ kind: 'test', doubt: null });
    expect(readCheck('./scripts/verify.sh | tail', own)).toMatchObject({ kind: 'test' });
    expect(readCheck('./scripts/verify.sh | tail', own)?.doubt).toContain('"tail"');
    expect(readCheck('./scripts/verifyXsh', own)).toBeUndefined();
    const wide = [{ pattern: 'docker compose * pytest', kind: 'test' as const }];
    expect(readCheck('docker compose run --rm web pytest -q', wide)).toEqual({ kind: 'test', doubt: null });
    expect(readCheck('anything', [{ pattern: '', kind: 'test' }])).toBeUndefined();
  });

  it('is looked for in any text at all without ever throwing', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'npm test',
        ' | ',
        ' && ',
        ' || ',
        ';',
        '\n',
        '"',
        "'",
        '\\',
        '$(',
        ')',
        '`',
        '<<EOF',
        '2>&1',
        '!',
        '#',
        '{',
        ' & ',
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const reading = readCheck(pieces.join(''), [{ pattern: 'a*b', kind: 'other' }]);
        expect(reading === undefined || typeof reading.kind === 'string').toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('is read quickly, however long the command is', () => {
    const from = performance.now();
    for (const text of [
      'a '.repeat(9_999),
      '"'.repeat(19_999),
      'npm test;'.repeat(2_000),
      'x'.repeat(1_000_000),
    ])
      readCheck(text);
    expect(performance.now() - from).toBeLessThan(2_000);
  });
});

describe('a command after which another commit may be checked out', () => {
  it.each([
    'git commit -m x',
    'git -C web commit',
    'a && git merge main',
    'git rebase --continue',
    'git pull',
    'gh pr merge 3',
  ])('%s', (command) => expect(mayCommit(command)).toBe(true));
  it.each(['git status', 'git log --oneline', 'git diff', 'npm test', 'ls commit'])('is not %s', (command) =>
    expect(mayCommit(command)).toBe(false),
  );
});
