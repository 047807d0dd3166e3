import type { CheckKind } from './check-kind.ts';
import { programCheck } from './check-program.ts';
import type { Pipeline } from './shell-command.ts';
import { readShell } from './shell-command.ts';

/** A command that the project itself calls a check (settings, `evidence.commands`). */
export interface CheckPattern {
  /** Looked for in the whole command as plain text; `*` stands for anything. */
  readonly pattern: string;
  readonly kind: CheckKind;
}

/**
 * What a shell command says about the project. `doubt` is null where its exit code is the check's own: 0 says that
 * the check passed. Else it is why success proves nothing, as half a sentence after "because".
 */
export interface CheckReading {
  readonly kind: CheckKind;
  readonly doubt: string | null;
}

/** A longer command writes files; it is not looked into. */
const MOST_CHARACTERS = 20_000;

/** The strongest kind names a command that checks several things. */
const STRENGTH: readonly CheckKind[] = ['test', 'types', 'build', 'lint', 'other'];

/**
 * Reads a shell command for the check in it: a test runner, a type check, a linter, a build, a script or target named
 * like one, or one of the project's own `patterns`. Undefined where it is none.
 *
 * Strict on purpose: of `npm test | tail`, `npm test || true` and `npm test; echo ok` the shell gives the exit code of
 * another program.
 */
export function readCheck(command: string, patterns: readonly CheckPattern[] = []): CheckReading | undefined {
  if (command.length > MOST_CHARACTERS) return undefined;
  const own = patterns.find(({ pattern }) => fits(command.trim(), pattern));
  const pipelines = readShell(command);
  if (pipelines === undefined) {
    const kind = own?.kind ?? kindInText(command);
    return kind && { kind, doubt: 'it is more than a plain list of commands' };
  }
  const found = pipelines.flatMap((pipeline, index) =>
    pipeline.commands.flatMap((simple, position) => {
      const check =
        programCheck(simple.words) ??
        (own && fits(simple.words.join(' '), own.pattern) ? { kind: own.kind, doubt: null } : undefined);
      if (check === undefined) return [];
      return [{ kind: check.kind, doubt: check.doubt ?? doubtAt(pipelines, index, position) }];
    }),
  );
  if (found.length === 0) return own && { kind: own.kind, doubt: doubtOfAll(pipelines) };
  const proven = found.filter(({ doubt }) => doubt === null);
  return strongest(proven.length > 0 ? proven : found);
}

function strongest(found: readonly CheckReading[]): CheckReading | undefined {
  return [...found].sort((left, right) => STRENGTH.indexOf(left.kind) - STRENGTH.indexOf(right.kind))[0];
}

/** Commands after which the rest of a line may not be what it seems. */
const UNSETTLING = new Set([
  'exit',
  'return',
  'exec',
  'trap',
  'alias',
  'eval',
  'set',
  'kill',
  'enable',
  'unset',
]);

// Why the exit code of the whole says nothing about the program at that place.
function doubtAt(pipelines: readonly Pipeline[], index: number, position: number): string | null {
  const own = pipelines[index];
  if (own === undefined) return null;
  if (own.negated) return '"!" turns its exit code round';
  if (pipelines.slice(0, index).some(({ joined }) => joined === '||') || own.joined === '||')
    return 'with "||" the command ends well when the check fails';
  const behind = pipelines.slice(index);
  const last = behind.at(-1);
  if (behind.some(({ joined }) => joined === '&')) return 'it went to the background with "&"';
  if (behind.some((pipeline) => pipeline !== last && pipeline.joined !== '&&'))
    return 'the exit code is that of the command behind it';
  const before = pipelines.slice(0, index).flatMap(({ commands }) => commands.map(({ words }) => words));
  const unsettling = before.find(
    ([program = '', ...words]) => UNSETTLING.has(program) && !isSafeSet(program, words),
  );
  if (unsettling !== undefined) return `"${unsettling[0]}" stands before it`;
  const isPiped = position < own.commands.length - 1;
  const isPipefail = before.some(([program, ...words]) => program === 'set' && words.includes('pipefail'));
  if (isPiped && !isPipefail)
    return `the exit code is that of "${own.commands.at(-1)?.words[0] ?? 'another program'}" at the end of the pipe`;
  return null;
}

// A command that only the project's own pattern knows, as a whole.
function doubtOfAll(pipelines: readonly Pipeline[]): string | null {
  const [first] = pipelines;
  return first === undefined ? 'it is empty' : doubtAt(pipelines, 0, 0);
}

function isSafeSet(program: string, words: readonly string[]): boolean {
  return program === 'set' && words.every((word) => /^(?:-[eux]*o?|pipefail|errexit|nounset)$/.test(word));
}

function kindInText(command: string): CheckKind | undefined {
  const lines = command.split(/[\n;&|(){}]+/);
  const kinds = lines.map(
    (line) =>
      programCheck(
        line
          .trim()
          .split(/\s+/)
          .filter((word) => !/^(?:do|then|else|if|while|!)$/.test(word)),
      )?.kind,
  );
  return STRENGTH.find((kind) => kinds.includes(kind));
}

function fits(command: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^$()|[\]\\{}]/g, '\\$&'));
  return pattern.trim() !== '' && new RegExp(`(?:^|\\s|/)${parts.join('[\\s\\S]*')}(?:\\s|$)`).test(command);
}

/** Subcommands of git after which there may be another commit. */
const COMMITTING =
  /\bgit\b[^\n;&|]*\s(?:commit|merge|cherry-pick|rebase|revert|pull|am|reset|switch|checkout)\b|\bjj\s|\bgh\s+pr\s+(?:merge|checkout)\b/;

/** True where a command may leave another commit checked out than before. */
export function mayCommit(command: string): boolean {
  return COMMITTING.test(command);
}
