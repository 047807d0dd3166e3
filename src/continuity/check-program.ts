import type { CheckKind } from './check-kind.ts';
import { kindOfName, PHRASES, PROGRAMS, RUNNERS } from './check-programs.ts';

/** What one program checks. `doubt` is why its success would prove nothing, as half a sentence after "because". */
export interface ProgramCheck {
  readonly kind: CheckKind;
  readonly doubt: string | null;
}

/** Words with which a check does not check. */
const IDLE: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:--help|-h|--version|-V|--listTests|--list|--list-tests|--collect-only|--co|--no-run|--dry-run|--showConfig|--print-config|--init)$/,
    'only asks',
  ],
  [/^(?:--if-present|--passWithNoTests|--pass-with-no-tests)$/, 'passes when there is nothing to run'],
  [
    /^(?:--exit-zero|--ignore-errors|--no-error-on-unmatched-pattern|-DskipTests\S*|-Dmaven\.test\.skip\S*|-Dmaven\.test\.failure\.ignore\S*|--continue-on-error)$/,
    'passes when something fails',
  ],
];

/** The check that a program with these words is, behind wrappers such as `npx` or `timeout 60`; undefined for none. */
export function programCheck(words: readonly string[]): ProgramCheck | undefined {
  const plain = withoutWrappers(words);
  const kind = kindOf(plain);
  if (kind === undefined) return undefined;
  const idle = IDLE.find(([pattern]) => plain.slice(1).some((word) => pattern.test(word)));
  if (idle !== undefined) return { kind, doubt: `it ${idle[1]}` };
  const isDryMake = /^g?make$/.test(plain[0] ?? '') && plain.some((word) => /^-[a-z]*[niqt]/.test(word));
  return { kind, doubt: isDryMake ? 'make was told not to run, or not to care' : null };
}

function kindOf(words: readonly string[]): CheckKind | undefined {
  const [program = '', ...rest] = words;
  const named = program.replace(/^python3?(?:\.\d+)?$/, 'python');
  const plain = rest.filter((word) => !word.startsWith('-'));
  const phrase = PHRASES.find(([text]) => {
    const [name, ...wanted] = text.split(' ');
    return (
      name === named &&
      wanted.every((word, at) =>
        word.startsWith('-') ? rest.includes(word) : plain[at] === word || rest[at] === word,
      )
    );
  });
  if (phrase !== undefined) return phrase[1];
  const alone = Object.hasOwn(PROGRAMS, named) ? PROGRAMS[named] : undefined;
  if (alone !== undefined) return alone;
  const runner = Object.hasOwn(RUNNERS, named) ? RUNNERS[named] : undefined;
  if (runner === undefined) return undefined;
  const script = plain.findIndex((word) => runner.run.includes(word));
  if (script >= 0) return kindOfName(plain[script + 1] ?? '');
  return runner.bare ? plain.map(kindOfName).find((kind) => kind !== undefined) : undefined;
}

/** Programs that run the one named behind them. */
const WRAPPERS: readonly RegExp[] = [
  /^(?:env|time|g?timeout|nice|nohup|command|sudo|npx|bunx|pnpx|c8|nyc|xvfb-run|stdbuf|caffeinate)$/,
];
const WRAPPING_PHRASES = [
  'npm exec',
  'pnpm exec',
  'pnpm dlx',
  'yarn exec',
  'yarn dlx',
  'bundle exec',
  'poetry run',
  'uv run',
  'pipenv run',
  'pdm run',
  'rye run',
  'hatch run',
  'coverage run',
  'bun x',
  'python -m coverage run',
];

/** An option, an assignment, or for how long (`timeout -k 5 60s`). */
const OPTION_OF_WRAPPER = /^(?:-|[A-Za-z_]\w*=|\d+(?:\.\d+)?[smhd]?$)/;

function withoutWrappers(words: readonly string[]): readonly string[] {
  let rest = words;
  for (let depth = 0; depth < 6; depth++) {
    const program = (rest[0] ?? '').split('/').at(-1) ?? '';
    rest = [program, ...rest.slice(1)];
    const phrase = WRAPPING_PHRASES.find((text) => rest.join(' ').startsWith(`${text} `));
    // `coverage run -m pytest` runs a module of Python.
    if (phrase?.endsWith('coverage run') && rest.includes('-m'))
      return ['python', ...rest.slice(rest.indexOf('-m'))];
    const taken = phrase?.split(' ').length ?? (WRAPPERS.some((pattern) => pattern.test(program)) ? 1 : 0);
    if (taken === 0) return rest;
    rest = rest.slice(taken);
    while (rest[0] !== undefined && OPTION_OF_WRAPPER.test(rest[0])) rest = rest.slice(1);
  }
  return rest;
}
