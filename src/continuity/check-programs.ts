import type { CheckKind } from './check-kind.ts';

/** The kind of check that a script or a target is, by the words of its name; the first that fits. */
const NAMES: readonly (readonly [CheckKind, RegExp])[] = [
  [
    'test',
    /^(?:tests?|specs?|e2e|unit|integration|coverage|cov|jest|vitest|mocha|cypress|playwright|pytest)$/,
  ],
  ['types', /^(?:types?|typecheck|tsc|typescript|mypy|pyright)$/],
  ['lint', /^(?:lint|lints|eslint|biome|ruff|clippy|stylelint|fmt|vet|style)$/],
  ['build', /^(?:build|builds|compile|bundle|dist)$/],
  ['other', /^(?:check|checks|verify|validate|ci|qa|audit)$/],
];

/** What kind of check a script or a target of this name is, such as `test:unit` or `type-check`. */
export function kindOfName(name: string): CheckKind | undefined {
  const words = name.toLowerCase().split(/[^a-z0-9]+/);
  return NAMES.find(([, pattern]) => words.some((word) => pattern.test(word)))?.[0];
}

/** Programs whose first plain word is a script or a target, or the subcommand that is followed by one. */
export const RUNNERS: Readonly<Record<string, { readonly run: readonly string[]; readonly bare: boolean }>> =
  {
    npm: { run: ['run', 'run-script', 'rum', 'urn'], bare: false },
    pnpm: { run: ['run'], bare: true },
    yarn: { run: ['run'], bare: true },
    bun: { run: ['run'], bare: false },
    deno: { run: ['task'], bare: false },
    turbo: { run: ['run'], bare: true },
    lerna: { run: ['run'], bare: false },
    moon: { run: ['run', 'ci'], bare: false },
    composer: { run: ['run', 'run-script'], bare: true },
    make: { run: [], bare: true },
    gmake: { run: [], bare: true },
    just: { run: [], bare: true },
    task: { run: [], bare: true },
    mage: { run: [], bare: true },
    rake: { run: [], bare: true },
    rails: { run: [], bare: true },
    inv: { run: [], bare: true },
    invoke: { run: [], bare: true },
    bazel: { run: [], bare: true },
    bazelisk: { run: [], bare: true },
    pants: { run: [], bare: true },
    gradle: { run: [], bare: true },
    gradlew: { run: [], bare: true },
    sbt: { run: [], bare: true },
    lein: { run: [], bare: true },
    ninja: { run: [], bare: true },
    hatch: { run: ['run'], bare: true },
    nx: { run: ['run'], bare: true },
  };

/** Programs that are a check whatever they are asked, unless they only tell of themselves. */
export const PROGRAMS: Readonly<Record<string, CheckKind>> = {
  ...all(
    'test',
    'jest vitest mocha ava tap tape jasmine karma uvu wdio pytest py.test nose2 tox nox behave rspec',
  ),
  ...all(
    'test',
    'phpunit pest paratest bats shellspec busted prove ctest gotestsum ginkgo elm-test robot minitest',
  ),
  ...all('types', 'tsc vue-tsc svelte-check mypy pyright basedpyright psalm phpstan dialyzer tsgo'),
  ...all(
    'lint',
    'eslint oxlint stylelint flake8 pylint golangci-lint staticcheck shellcheck hadolint markdownlint',
  ),
  ...all(
    'lint',
    'markdownlint-cli2 yamllint ktlint detekt rubocop standardrb tflint actionlint clang-tidy swiftlint',
  ),
  ...all('build', 'webpack rollup esbuild tsup msbuild javac'),
};

/** Programs that are a check with certain first words: the beginning of a command line, and its kind. */
export const PHRASES: readonly (readonly [string, CheckKind])[] = [
  ['npm test', 'test'],
  ['npm t', 'test'],
  ['npm tst', 'test'],
  ['bun test', 'test'],
  ['deno test', 'test'],
  ['deno lint', 'lint'],
  ['deno check', 'types'],
  ['node --test', 'test'],
  ['tsx --test', 'test'],
  ['cypress run', 'test'],
  ['playwright test', 'test'],
  ['go test', 'test'],
  ['go vet', 'lint'],
  ['go build', 'build'],
  ['cargo test', 'test'],
  ['cargo nextest', 'test'],
  ['cargo clippy', 'lint'],
  ['cargo fmt --check', 'lint'],
  ['cargo check', 'types'],
  ['cargo build', 'build'],
  ['python -m pytest', 'test'],
  ['python -m unittest', 'test'],
  ['python -m nose2', 'test'],
  ['python -m doctest', 'test'],
  ['python -m mypy', 'types'],
  ['python manage.py test', 'test'],
  ['php artisan test', 'test'],
  ['dotnet test', 'test'],
  ['dotnet build', 'build'],
  ['swift test', 'test'],
  ['swift build', 'build'],
  ['mvn test', 'test'],
  ['mvn verify', 'test'],
  ['mvnw test', 'test'],
  ['mvnw verify', 'test'],
  ['mvn compile', 'build'],
  ['mix test', 'test'],
  ['mix credo', 'lint'],
  ['mix dialyzer', 'types'],
  ['stack test', 'test'],
  ['cabal test', 'test'],
  ['zig test', 'test'],
  ['zig build test', 'test'],
  ['flutter test', 'test'],
  ['dart test', 'test'],
  ['dune test', 'test'],
  ['dune runtest', 'test'],
  ['meson test', 'test'],
  ['cmake --build', 'build'],
  ['ruff check', 'lint'],
  ['ruff format --check', 'lint'],
  ['black --check', 'lint'],
  ['prettier --check', 'lint'],
  ['prettier -c', 'lint'],
  ['biome check', 'lint'],
  ['biome lint', 'lint'],
  ['biome ci', 'lint'],
  ['pre-commit run', 'lint'],
  ['terraform validate', 'lint'],
  ['vite build', 'build'],
  ['next build', 'build'],
];

function all(kind: CheckKind, names: string): Record<string, CheckKind> {
  return Object.fromEntries(names.split(' ').map((name) => [name, kind]));
}
